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
