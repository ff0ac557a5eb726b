import { giftCardTotal, statusOf } from "./amounts";
import { moneyCheck, textCheck } from "./check-lines";
import { sum, ZERO } from "./minor-units";
import { didSucceed, impliesAuthorization, inOrder, operationOf } from "./money-event";
import type { Amounts, Check, OrderDocuments } from "./order";
import { sessionStatusOf } from "./session-status";
import { splitTableOf } from "./splits";
import type { Transaction, TransactionEvent } from "./transaction";

/** Whether the transaction's figures agree with each other and with its status. */
export function checkTransaction(transaction: Transaction, amounts: Amounts): readonly Check[] {
  const { authorized, captured, refunded } = amounts;
  const cards = giftCardTotal(transaction.giftCards);
  return [
    ...(captured > authorized ? [moneyCheck("capturedTooMuch", authorized, captured)] : []),
    ...(refunded > captured ? [moneyCheck("refundedTooMuch", captured, refunded)] : []),
    ...checkStatus(transaction, amounts),
    ...checkCaptures(transaction),
    ...(cards > transaction.amount ? [moneyCheck("giftCardsTooMuch", transaction.amount, cards)] : []),
  ];
}

/** Whether session and transaction tell of the same order. */
export function checkAgreement(
  { session, transaction }: OrderDocuments,
  amounts: Amounts,
  now: number,
): readonly Check[] {
  if (session === undefined) return [];
  const { order } = session;
  if (transaction === undefined) {
    const id = session.transactionId;
    return id === undefined || id === "" ? [] : [textCheck("transactionMissing", id, undefined)];
  }
  const { status } = statusOf(transaction);
  const sessionStatus = sessionStatusOf(session, now);
  const isGivenUp =
    sessionStatus === "CANCELLED" || sessionStatus === "DECLINED" || sessionStatus === "FAILED";
  const isSameCurrency = order.currency === transaction.currency;
  return [
    ...(isSameCurrency ? [] : [textCheck("currency", order.currency, transaction.currency)]),
    ...(isSameCurrency && !order.partialPayment && order.amount !== transaction.amount
      ? [moneyCheck("orderAmount", order.amount, transaction.amount)]
      : []),
    ...(isGivenUp && (amounts.captured > amounts.refunded || amounts.remaining > 0)
      ? [textCheck("sessionGivenUp", sessionStatus, status)]
      : []),
    ...differing("reference", order.merchantReference, transaction.merchantReference),
    ...differing("otherTransaction", session.transactionId, transaction.id),
    ...differing("otherSession", session.id, transaction.sessionId),
  ];
}

function differing(rule: string, expected: string | undefined, actual: string | undefined): readonly Check[] {
  const areBothKnown = expected !== undefined && expected !== "" && actual !== undefined && actual !== "";
  return areBothKnown && expected !== actual ? [textCheck(rule, expected, actual)] : [];
}

/** The status against the sums, in words that name both. */
function checkStatus(transaction: Transaction, amounts: Amounts): readonly Check[] {
  const { status } = statusOf(transaction);
  if (transaction.events.length === 0) {
    return impliesAuthorization(status) ? [textCheck("historyMissing", undefined, undefined, status)] : [];
  }
  const { authorized, captured, refunded, voided } = amounts;
  const checks: Check[] = [];
  const capturable = authorized - voided;
  const isPartlyCaptured = status === "PARTIALLY_CAPTURED" || status === "PARTIALLY_CAPTURED_REFUNDED";
  if (isPartlyCaptured && (captured === 0 || (captured === authorized && voided === 0))) {
    checks.push(moneyCheck("statusPartlyCaptured", authorized, captured, status));
  }
  if (status === "CAPTURED" && captured < capturable) {
    checks.push(moneyCheck("statusCaptured", amounts.authorized, captured, status));
  }
  if ((status === "REFUNDED" || status === "PARTIALLY_REFUNDED") && captured === 0) {
    checks.push(moneyCheck("statusCaptured", authorized, captured, status));
  }
  const isNothingTaken =
    status === "AUTHORIZED" ||
    status === "INITIATED" ||
    status === "ON_HOLD" ||
    status === "DECLINED" ||
    status === "FAILED";
  if (isNothingTaken && captured !== 0) checks.push(moneyCheck("statusCaptured", ZERO, captured, status));
  if (status === "REFUNDED" && refunded < captured) {
    checks.push(moneyCheck("statusRefunded", captured, refunded, status));
  }
  const isPartlyRefunded = status === "PARTIALLY_REFUNDED" || status === "PARTIALLY_CAPTURED_REFUNDED";
  const isAllOrNone = refunded === 0 || (refunded === captured && status === "PARTIALLY_REFUNDED");
  if (isPartlyRefunded && isAllOrNone) {
    checks.push(moneyCheck("statusPartlyRefunded", captured, refunded, status));
  }
  return checks;
}

/**
 * A capture of which less was split than was captured: worth a look, but no contradiction. A platform keeps its share
 * that way; where the rest goes is undocumented (QUIRKS 39).
 */
export const SHORT_SPLITS = "captureSplitsShort";

/** Captures and refunds, each against its own lines and splits; `subject` counts them as the timeline does. */
function checkCaptures(transaction: Transaction): readonly Check[] {
  const captures = succeeded(transaction, "CAPTURE");
  const hasSplits = captures.some((event) => splitTableOf(event) !== undefined);
  return [
    ...captures.flatMap((event, index) => [
      ...checkEvent(event, "capture", index),
      ...(hasSplits && splitTableOf(event) === undefined
        ? [moneyCheck("captureWithoutSplits", undefined, event.amount, String(index + 1))]
        : []),
    ]),
    ...succeeded(transaction, "REFUND").flatMap((event, index) => checkEvent(event, "refund", index)),
  ];
}

function checkEvent(event: TransactionEvent, kind: "capture" | "refund", index: number): readonly Check[] {
  if (event.amount === undefined) return [];
  const number = String(index + 1);
  const checks: Check[] = [];
  const table = splitTableOf(event);
  // A refund may be taken from the merchant's own part first.
  if (table !== undefined && table.difference < 0) {
    checks.push(moneyCheck(`${kind}Splits`, event.amount, table.total, number));
  } else if (table !== undefined && table.difference > 0 && kind === "capture") {
    checks.push(moneyCheck(SHORT_SPLITS, event.amount, table.total, number));
  }
  const amounts = event.items.flatMap((item) => (item.amount === undefined ? [] : [item.amount]));
  const total = sum(amounts);
  if (amounts.length > 0 && amounts.length === event.items.length && total !== event.amount) {
    checks.push(moneyCheck(`${kind}Lines`, event.amount, total, number));
  }
  return checks;
}

function succeeded(transaction: Transaction, operation: "CAPTURE" | "REFUND"): readonly TransactionEvent[] {
  return inOrder(transaction.events).filter((event) => operationOf(event) === operation && didSucceed(event));
}
