import { sessionEventFailure, transactionEventFailure } from "./event-failure";
import { explainFinding, explainState } from "./explain";
import { find } from "./failure-table";
import { byInstant } from "./instant";
import { didFail, inOrder, operationOf, requestedOperation } from "./money-event";
import type { CallbackNote, Failure } from "./order";
import type { Session, SessionEvent } from "./session";
import type { SessionStatus } from "./session-status";
import type { Transaction, TransactionEvent } from "./transaction";

/**
 * Why the money of `transaction` did not move: its own failed event, else what the session's events say, else its
 * status (UX, section 4). Undefined when nothing went wrong or not yet: a payment under review has not failed. Once
 * money is reserved, only a failed last operation counts: earlier attempts are history.
 *
 * @param status as `statusOf` gives it
 */
export function transactionFailure(
  transaction: Transaction,
  session: Session | undefined,
  status: string,
  isAuthorized: boolean,
): Failure | undefined {
  const { paymentProductType, updatedAt } = transaction;
  const isRefused = status === "DECLINED" || status === "FAILED";
  if (isAuthorized || !isRefused) {
    const last = lastOperation(transaction);
    return last === undefined || status === "ON_HOLD"
      ? undefined
      : transactionEventFailure(last, paymentProductType);
  }
  const failed = inOrder(transaction.events).findLast(didFail);
  if (failed !== undefined) return transactionEventFailure(failed, paymentProductType);
  const rule = status === "DECLINED" ? "customerDeclined" : "paymentFailed";
  return (
    (session && attemptFailure(session)) ??
    explainState(rule, {
      reason: status,
      source: "transaction",
      paymentProductType,
      at: updatedAt,
      operation: AUTHORIZE,
    })
  );
}

/**
 * Why a session without a transaction brought no money. Undefined while the customer may still pay, unless the last
 * attempt failed, and when its events say that it was paid or is under review.
 *
 * @param status as `sessionStatusOf` gives it
 */
export function sessionFailure(session: Session, status: SessionStatus): Failure | undefined {
  switch (status) {
    case "OPEN":
    case "ON_HOLD":
    case "AUTHORIZED":
    case "COMPLETED":
      return undefined;
    case "IN_PROGRESS": {
      const attempt = lastAttempt(session);
      return attempt === undefined ? undefined : sessionEventFailure(attempt);
    }
    case "UNKNOWN":
      return attemptFailure(session);
    case "DECLINED":
      return attemptFailure(session) ?? outcomeFailure(session, "customerDeclined", status);
    case "FAILED":
      return attemptFailure(session) ?? outcomeFailure(session, "paymentFailed", status);
    case "CANCELLED":
      return attemptFailure(session) ?? cancellation(session);
    case "EXPIRED":
      return expiry(session);
  }
}

const AUTHORIZE = "AUTHORIZE" as const;

/** The last event that gives a reason, else the last that tells of a failure at all. */
function attemptFailure(session: Session): Failure | undefined {
  const failures = history(session).flatMap((event) => sessionEventFailure(event) ?? []);
  return failures.findLast((failure) => failure.rule !== "attemptFailed") ?? failures.at(-1);
}

/**
 * `failure`, unless it is only that something failed, or that time ran out, and a callback gave a reason (API.md 10):
 * then that. An order still open takes it as the outcome of its last attempt.
 */
export function orCallbackError(
  failure: Failure | undefined,
  status: string,
  callbacks: readonly CallbackNote[],
): Failure | undefined {
  const isTelling = failure !== undefined && !UNTOLD.has(failure.rule);
  const isWithout = failure === undefined && status !== "IN_PROGRESS" && status !== "OPEN";
  if (isTelling || isWithout) return failure;
  const note = callbacks.findLast(({ error }) => error !== undefined && error.trim() !== "");
  if (note?.error === undefined) return failure;
  const found = find("error", note.error, failure?.paymentProductType);
  const evidence = {
    source: "callback",
    at: note.receivedAt,
    operation: AUTHORIZE,
    paymentProductType: failure?.paymentProductType,
  } as const;
  return found === undefined
    ? (failure ?? explainState("unmapped", { ...evidence, reason: note.error }))
    : explainFinding(found, evidence);
}

/** Rules that say only that it failed, or that nothing more was heard. */
const UNTOLD: ReadonlySet<string> = new Set([
  "attemptFailed",
  "authorizationFailed",
  "paymentFailed",
  "neverOpened",
  "abandoned",
  "attemptNotFinished",
]);

function outcomeFailure(
  session: Session,
  rule: "customerDeclined" | "paymentFailed",
  status: string,
): Failure {
  const at = history(session).findLast((event) => event.name === status)?.createdAt;
  return explainState(rule, { reason: status, source: "session-event", at, operation: AUTHORIZE });
}

/** The shop cancels through the API, which leaves its mark on the session; the customer by leaving the checkout. */
function cancellation(session: Session): Failure {
  if (session.cancelledAt !== undefined) {
    return explainState("sessionCancelled", {
      reason: "cancelled_at",
      source: "session",
      at: session.cancelledAt,
      operation: AUTHORIZE,
    });
  }
  return explainState("customerCancelled", {
    reason: "CANCELLED",
    source: "session-event",
    at: history(session).findLast((event) => event.name === "CANCELLED")?.createdAt,
    operation: AUTHORIZE,
  });
}

/** An attempt that was begun and not answered counts before the failed ones: Vipps or Swish may have been paid. */
function expiry(session: Session): Failure {
  const { expiresAt: at } = session;
  const found = { reason: "expires_at", source: "session", at, operation: AUTHORIZE } as const;
  const attempt = lastAttempt(session);
  if (attempt?.name === "PAY_LOCK_START") return explainState("attemptNotFinished", found);
  const failed = attemptFailure(session);
  if (failed !== undefined) return failed;
  return explainState(wasOpened(session) ? "abandoned" : "neverOpened", found);
}

/** The event that the last attempt to pay began or failed with; undefined when there was none or the lock was released. */
export function lastAttempt(session: Session): SessionEvent | undefined {
  const last = history(session).findLast(({ name }) => /^PAY_(LOCK_START|LOCK_END|FAILED)$/.test(name));
  return last?.name === "PAY_LOCK_END"
    ? history(session).findLast(({ name }) => name === "PAY_FAILED")
    : last;
}

/** Whether the customer ever came: what is made by the shop, or sent to the customer, is no visit. */
function wasOpened(session: Session): boolean {
  return session.events.some(({ name }) => !SHOPS_OWN.has(name));
}

const SHOPS_OWN = new Set([
  "INITIATED",
  "UPDATE_SESSION",
  "PUSH_NOTIFICATION_SENT",
  "SECRET_CONFIRMATION_CODE_SENT",
]);

function history(session: Session): readonly SessionEvent[] {
  return byInstant(session.events, (event) => event.createdAt);
}

/** The last event that did or asked for something; a settlement is bookkeeping. */
function lastOperation(transaction: Transaction): TransactionEvent | undefined {
  return inOrder(transaction.events).findLast((event) => {
    const operation = operationOf(event) ?? requestedOperation(event);
    return operation !== undefined && operation !== "SETTLEMENT";
  });
}
