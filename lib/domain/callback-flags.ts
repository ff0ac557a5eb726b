/** What a callback address is missing, and what that costs (API.md 6). */
export type CallbackFault =
  | "unreadable"
  | "not-https"
  | "no-report-error"
  | "no-report-capture"
  | "no-report-refund"
  | "no-report-void"
  | "long-delay";

/** Longer than this Dintero does not promise to wait. */
const LONGEST_DELAY_SECONDS = 60;

/** What is amiss with a session's `callback_url`; nothing when all events reach us. */
export function callbackFaults(callbackUrl: string): CallbackFault[] {
  if (!URL.canParse(callbackUrl)) return ["unreadable"];
  const url = new URL(callbackUrl);
  const options = url.searchParams;
  const events = options.getAll("report_event");
  const faults: [CallbackFault, boolean][] = [
    ["not-https", url.protocol !== "https:"],
    ["no-report-error", options.get("report_error") !== "true"],
    ["no-report-capture", !events.includes("CAPTURE")],
    ["no-report-refund", !events.includes("REFUND")],
    ["no-report-void", !events.includes("VOID")],
    ["long-delay", Number(options.get("delay_callback")) > LONGEST_DELAY_SECONDS],
  ];
  return faults.flatMap(([fault, isThere]) => (isThere ? [fault] : []));
}

const EVENT_FAULTS = [
  ["CAPTURE", "no-report-capture"],
  ["REFUND", "no-report-refund"],
  ["VOID", "no-report-void"],
] as const;

/** What any of `callbackUrls` does not ask to be told; nothing for an address that cannot be read. */
export function missingFlags(callbackUrls: readonly string[]): {
  /** Of failed payments. */
  readonly reportError: boolean;
  /** Of these events. */
  readonly reportEvents: readonly string[];
} {
  const faults = new Set(callbackUrls.flatMap(callbackFaults));
  return {
    reportError: faults.has("no-report-error"),
    reportEvents: EVENT_FAULTS.flatMap(([event, fault]) => (faults.has(fault) ? [event] : [])),
  };
}
