import { instantOf } from "./instant";
import type { CallbackNote, OrderDocuments } from "./order";

/** What became of telling us about an order's outcome. */
export interface CallbackStory {
  /**
   * - applied: told and processed
   * - waiting: told, not processed yet; stuck: told, and processing it has been given up or stands still
   * - late: told, but outside the time window, so only a hint
   * - found: nobody told us; our own check found it
   * - missing: the address is ours, time has passed and nothing came; awaited: it may still come
   * - elsewhere: the session's address is another system's, which we cannot see into
   * - not-asked: the session has no callback address
   * - unknown: the session, or our own address, is not known here
   */
  readonly kind:
    | "applied"
    | "waiting"
    | "stuck"
    | "late"
    | "found"
    | "missing"
    | "awaited"
    | "elsewhere"
    | "not-asked"
    | "unknown";
  /** When the message that decided came, ISO. */
  readonly at?: string | undefined;
  /** When Dintero says it sent word of the outcome, ISO. */
  readonly sentAt?: string | undefined;
  /** Host of the session's callback address. */
  readonly host?: string | undefined;
  /** Whether that address asks to be told of errors too (API.md 6); undefined without an address. */
  readonly hasReportError?: boolean | undefined;
}

/** Longer than this neither a message nor the work on it should take. */
export const CALLBACK_GRACE_MS = 15 * 60_000;

const PROCESSED: ReadonlySet<string> = new Set(["applied", "unchanged", "differs"]);
const GIVEN_UP: ReadonlySet<string> = new Set(["parked", "unconfirmed"]);

/**
 * @param ownCallbackUrl the address at which we take callbacks
 * @param since ms since 1970 at which the outcome was there to be told
 */
export function callbackStory(
  { session, transaction }: OrderDocuments,
  notes: readonly CallbackNote[],
  ownCallbackUrl: string | undefined,
  since: number | undefined,
  now: number,
): CallbackStory {
  const callbackUrl = session?.url.callbackUrl ?? transaction?.url.callbackUrl;
  const url = callbackUrl !== undefined && URL.canParse(callbackUrl) ? new URL(callbackUrl) : undefined;
  const sentAt = session?.events.findLast(({ name }) =>
    /^(AUTH|ON_HOLD)_CALLBACK_SENT$/.test(name),
  )?.createdAt;
  const shared = {
    sentAt,
    host: url?.host,
    hasReportError: url && url.searchParams.get("report_error") === "true",
  };
  const by = (isSuch: (note: CallbackNote) => boolean) => notes.findLast(isSuch);
  const applied = by(({ state }) => PROCESSED.has(state));
  if (applied) return { kind: "applied", at: applied.receivedAt, ...shared };
  const late = by(({ state }) => state === "late" || state === "refused");
  const found = by(({ state }) => state === "found");
  const told = by((note) => note !== late && note !== found);
  if (told) {
    const at = instantOf(told.receivedAt);
    const isOld = at !== undefined && now - at > CALLBACK_GRACE_MS;
    return {
      kind: GIVEN_UP.has(told.state) || isOld ? "stuck" : "waiting",
      at: told.receivedAt,
      ...shared,
    };
  }
  if (late) return { kind: "late", at: late.receivedAt, ...shared };
  if (found) return { kind: "found", at: found.receivedAt, ...shared };
  if (session === undefined && callbackUrl === undefined) return { kind: "unknown", ...shared };
  if (callbackUrl === undefined) return { kind: "not-asked", ...shared };
  if (ownCallbackUrl === undefined || url === undefined) return { kind: "unknown", ...shared };
  if (!isSameDoor(url, new URL(ownCallbackUrl))) return { kind: "elsewhere", ...shared };
  const isOverdue = since !== undefined && now - since > CALLBACK_GRACE_MS;
  return { kind: isOverdue ? "missing" : "awaited", ...shared };
}

function isSameDoor(url: URL, own: URL): boolean {
  return url.host === own.host && url.pathname === own.pathname;
}
