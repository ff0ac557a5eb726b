import { sessionEventFailure, stateFailure, transactionEventFailure } from "./event-failure";
import { byInstant } from "./instant";
import { didFail, inOrder, operationOf, requestedOperation } from "./money-event";
import type { Failure } from "./order";
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
    stateFailure(rule, { reason: status, source: "transaction", paymentProductType, at: updatedAt })
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
      const attempt = history(session).findLast(
        (event) => event.name === "PAY_LOCK_START" || event.name === "PAY_FAILED",
      );
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
      return attemptFailure(session) ?? expiry(session);
  }
}

/** The last event that gives a reason, else the last that tells of a failure at all. */
function attemptFailure(session: Session): Failure | undefined {
  const failures = history(session).flatMap((event) => sessionEventFailure(event) ?? []);
  return failures.findLast((failure) => failure.rule !== "attemptFailed") ?? failures.at(-1);
}

function outcomeFailure(
  session: Session,
  rule: "customerDeclined" | "paymentFailed",
  status: string,
): Failure {
  const at = history(session).findLast((event) => event.name === status)?.createdAt;
  return stateFailure(rule, { reason: status, source: "session-event", at });
}

/** The shop cancels through the API, which leaves its mark on the session; the customer by leaving the checkout. */
function cancellation(session: Session): Failure {
  if (session.cancelledAt !== undefined) {
    return stateFailure("sessionCancelled", {
      reason: "cancelled_at",
      source: "session",
      at: session.cancelledAt,
    });
  }
  return stateFailure("customerCancelled", {
    reason: "CANCELLED",
    source: "session-event",
    at: history(session).findLast((event) => event.name === "CANCELLED")?.createdAt,
  });
}

function expiry(session: Session): Failure {
  const found = { reason: "expires_at", source: "session", at: session.expiresAt } as const;
  const names = history(session).map((event) => event.name);
  if (names.includes("PAY_LOCK_START")) return stateFailure("attemptNotFinished", found);
  const wasOpened = names.some((name) => name !== "INITIATED" && name !== "UPDATE_SESSION");
  return stateFailure(wasOpened ? "abandoned" : "neverOpened", found);
}

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
