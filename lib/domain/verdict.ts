import { pendingRequests } from "./amounts";
import { requestedOperation } from "./money-event";
import type { Amounts, Failure, Verdict } from "./order";
import type { Session } from "./session";
import type { SessionStatus } from "./session-status";
import type { Transaction } from "./transaction";

/**
 * The order in one sentence a support agent can read out; every status has one, a status we do not know included.
 * `rule` names the sentence in the catalogue `verdict`, which may use `{amount}`, `{remaining}`, `{refunded}`, `{at}`
 * and `{status}`; a rule's arguments are always all there.
 */
export function transactionVerdict(transaction: Transaction, status: string, amounts: Amounts): Verdict {
  const { authorized, captured, refunded, voided, remaining } = amounts;
  const taken = { amount: captured, remaining, refunded } as const;
  switch (status) {
    case "INITIATED":
      return { rule: "initiated", tone: "waiting" };
    case "ON_HOLD":
      return { rule: "onHold", tone: "waiting", amount: transaction.amount };
    case "AUTHORIZED":
      if (captured > 0) return contradiction(status, amounts);
      if (authorized === 0) return { rule: "nothingToPay", tone: "good" };
      if (amounts.pendingCapture > 0)
        return { rule: "capturePending", tone: "waiting", amount: amounts.pendingCapture };
      if (isVoidPending(transaction)) return { rule: "voidPending", tone: "waiting", amount: authorized };
      return { rule: "authorized", tone: "waiting", amount: authorized };
    case "PARTIALLY_CAPTURED":
      if (captured === 0) return contradiction(status, amounts);
      return remaining > 0
        ? { rule: "partiallyCaptured", tone: "waiting", ...taken }
        : { rule: "partiallyCapturedRestVoided", tone: "good", ...taken };
    case "CAPTURED":
      if (captured > authorized) return { rule: "capturedTooMuch", tone: "bad", amount: captured };
      if (remaining > 0) return { rule: "capturedShort", tone: "waiting", ...taken };
      if (authorized === 0) return { rule: "nothingToPay", tone: "good" };
      if (amounts.pendingRefund > 0)
        return { rule: "refundPending", tone: "waiting", amount: captured, refunded: amounts.pendingRefund };
      return { rule: "captured", tone: "good", amount: captured };
    case "PARTIALLY_CAPTURED_REFUNDED":
      if (captured === 0) return contradiction(status, amounts);
      return { rule: "partiallyCapturedRefunded", tone: "waiting", ...taken };
    case "PARTIALLY_REFUNDED":
      if (captured === 0) return contradiction(status, amounts);
      return { rule: "partiallyRefunded", tone: "good", ...taken };
    case "REFUNDED":
      if (refunded === 0) return contradiction(status, amounts);
      return { rule: "refunded", tone: "neutral", ...taken };
    case "AUTHORIZATION_VOIDED":
      return captured > 0
        ? { rule: "partiallyCapturedRestVoided", tone: "good", ...taken }
        : { rule: "voided", tone: "neutral", amount: voided };
    case "DECLINED":
      return captured > 0 ? contradiction(status, amounts) : { rule: "declined", tone: "bad" };
    case "FAILED":
      return captured > 0 ? contradiction(status, amounts) : { rule: "failed", tone: "bad" };
    case "UNKNOWN":
      return { rule: "unknown", tone: "waiting" };
    default:
      return { rule: "otherStatus", tone: "neutral", status };
  }
}

/** The same for a session that has no transaction, or none that is known here. */
export function sessionVerdict(
  session: Session,
  status: SessionStatus,
  amounts: Amounts,
  failure: Failure | undefined,
): Verdict {
  const expiresAt = session.expiresAt;
  const until = (rule: string): Verdict =>
    expiresAt === undefined
      ? { rule, tone: "waiting" }
      : { rule: `${rule}Until`, tone: "waiting", at: expiresAt };
  switch (status) {
    case "OPEN":
      return until("open");
    case "IN_PROGRESS":
      return until(failure === undefined ? "inProgress" : "retrying");
    case "ON_HOLD":
      return { rule: "onHold", tone: "waiting", amount: amounts.ordered };
    case "AUTHORIZED":
    case "COMPLETED":
      return { rule: "paidElsewhere", tone: "waiting", amount: amounts.authorized };
    case "DECLINED":
      return { rule: "declined", tone: "bad" };
    case "FAILED":
      return { rule: "failed", tone: "bad" };
    case "UNKNOWN":
      return { rule: "unknown", tone: "waiting" };
    case "CANCELLED":
      return session.cancelledAt === undefined
        ? { rule: "cancelled", tone: "neutral" }
        : { rule: "cancelledAt", tone: "neutral", at: session.cancelledAt };
    case "EXPIRED":
      return { rule: "expired", tone: "neutral", at: expiresAt };
  }
}

/** Status and history tell different stories; the sentence gives both. */
function contradiction(status: string, { captured, refunded }: Amounts): Verdict {
  return { rule: "contradiction", tone: "bad", status, amount: captured, refunded };
}

function isVoidPending(transaction: Transaction): boolean {
  return pendingRequests(transaction).some((event) => requestedOperation(event) === "VOID");
}
