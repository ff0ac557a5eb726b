import { byInstant, instantOf } from "./instant";
import type { Session } from "./session";

/**
 * What a session without a transaction amounts to. Dintero gives a session no status (API.md 4.1); this one is derived
 * from its events, `cancelled_at` and `expires_at`, in words of Dintero's where there are any.
 *
 * - OPEN: waiting for the customer, who has not come yet
 * - IN_PROGRESS: the customer has opened the checkout and may still pay
 * - ON_HOLD: the provider is reviewing the payment
 * - AUTHORIZED, COMPLETED: the events say that it was paid, whether or not the transaction is known here
 * - DECLINED, FAILED, UNKNOWN: the outcome the last such event names
 * - CANCELLED: by the shop or the customer
 * - EXPIRED: its time ran out before any outcome
 */
export type SessionStatus =
  | "OPEN"
  | "IN_PROGRESS"
  | "ON_HOLD"
  | "AUTHORIZED"
  | "COMPLETED"
  | "DECLINED"
  | "FAILED"
  | "UNKNOWN"
  | "CANCELLED"
  | "EXPIRED";

const STATUS_BY_OUTCOME: Readonly<Record<string, SessionStatus>> = {
  AUTHORIZED: "AUTHORIZED",
  COMPLETED: "COMPLETED",
  DECLINED: "DECLINED",
  FAILED: "FAILED",
  UNKNOWN: "UNKNOWN",
  CANCELLED: "CANCELLED",
  ON_HOLD_CALLBACK_SENT: "ON_HOLD",
};

/** @param now ms since 1970 */
export function sessionStatusOf(session: Session, now: number): SessionStatus {
  const outcomes = byInstant(session.events, (event) => event.createdAt).flatMap((event) => {
    const status = STATUS_BY_OUTCOME[event.name];
    return status === undefined ? [] : [{ status, at: instantOf(event.createdAt) }];
  });
  const last = outcomes.at(-1);
  const cancelledAt = instantOf(session.cancelledAt);
  const isCancelled = session.cancelledAt !== undefined && session.cancelledAt !== "";
  if (isCancelled && (last?.at === undefined || cancelledAt === undefined || cancelledAt >= last.at))
    return "CANCELLED";
  if (last !== undefined) return last.status;
  const expiresAt = instantOf(session.expiresAt);
  if (expiresAt !== undefined && expiresAt <= now) return "EXPIRED";
  return session.events.some((event) => event.name !== "INITIATED" && event.name !== "UPDATE_SESSION")
    ? "IN_PROGRESS"
    : "OPEN";
}

/** Whether the session's own events end in a payment. */
export function isAuthorizedBySession(session: Session): boolean {
  // No instant is before 1970, so a session that has merely expired does not get in the way.
  const status = sessionStatusOf(session, 0);
  return status === "AUTHORIZED" || status === "COMPLETED";
}
