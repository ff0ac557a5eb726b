import type { GiftCard } from "./items";
import { type MinorUnits, minorUnits, sum, ZERO } from "./minor-units";
import {
  answers,
  didSucceed,
  impliesAuthorization,
  inOrder,
  operationOf,
  requestedOperation,
} from "./money-event";
import type { Amounts, OrderDocuments } from "./order";
import type { Session } from "./session";
import { isAuthorizedBySession } from "./session-status";
import type { Transaction, TransactionEvent } from "./transaction";

/**
 * The transaction's status: as sent, else what its last event led to, a correction preferred; "UNKNOWN" when neither
 * is there. Dintero's callback example has none of its own (API.md 6).
 */
export function statusOf(transaction: Transaction): { status: string; source: "transaction" | "event" } {
  if (transaction.status !== undefined && transaction.status !== "") {
    return { status: transaction.status, source: "transaction" };
  }
  const last = inOrder(transaction.events)
    .map((event) => event.correction?.status ?? event.transactionStatus)
    .findLast((status) => status !== undefined);
  return { status: last ?? "UNKNOWN", source: "event" };
}

/**
 * Where the money of an order is, in the currency of its transaction, else of its session. Only what Dintero says
 * succeeded is counted; figures that contradict each other are left to `checks.ts`, and no remainder is negative.
 */
export function amountsOf({ session, transaction }: OrderDocuments): Amounts {
  if (transaction !== undefined) return transactionAmounts(transaction, session);
  if (session === undefined) throw new RangeError("an order has a session or a transaction");
  return sessionAmounts(session);
}

function transactionAmounts(transaction: Transaction, session: Session | undefined): Amounts {
  const { currency } = transaction;
  const { steps: _, ...moved } = movesOf(transaction);
  const remaining = floorAtZero(moved.authorized - moved.captured - moved.voided);
  const isSameCurrency = session?.order.currency === currency;
  return {
    currency,
    ordered: isSameCurrency ? session.order.amount : transaction.amount,
    ...moved,
    remaining,
    pendingCapture: pending(transaction, "CAPTURE", remaining),
    pendingRefund: pending(transaction, "REFUND", floorAtZero(moved.captured - moved.refunded)),
    giftCards: moved.authorized > 0 ? giftCardsOf(transaction, session, isSameCurrency) : ZERO,
  };
}

interface Moves {
  readonly authorized: MinorUnits;
  readonly captured: MinorUnits;
  readonly refunded: MinorUnits;
  readonly voided: MinorUnits;
  readonly steps: readonly MoneyStep[];
}

/** What one event did to the sums of an order, in minor units; negative where a correction takes back. */
export interface MoneyStep {
  /** Absent for what only the transaction's status tells. */
  readonly event?: TransactionEvent | undefined;
  readonly captured: MinorUnits;
  readonly refunded: MinorUnits;
}

/** How `captured` and `refunded` of `amountsOf` came about, an entry for each event in their order: they sum to them. */
export function moneyStepsOf(transaction: Transaction): readonly MoneyStep[] {
  return movesOf(transaction).steps;
}

function movesOf(transaction: Transaction): Moves {
  return transaction.events.length === 0 ? statedMoves(transaction) : toldMoves(transaction);
}

/** A transaction as some lists give it, without a history: all its status can say. */
function statedMoves(transaction: Transaction): Moves {
  const { status } = statusOf(transaction);
  const all = transaction.amount;
  const captured =
    status === "CAPTURED" || status === "REFUNDED" || status === "PARTIALLY_REFUNDED" ? all : ZERO;
  const refunded = status === "REFUNDED" ? all : ZERO;
  return {
    authorized: impliesAuthorization(status) ? all : ZERO,
    ...{ captured, refunded },
    voided: status === "AUTHORIZATION_VOIDED" ? all : ZERO,
    steps: [{ captured, refunded }],
  };
}

function toldMoves(transaction: Transaction): Moves {
  const { status } = statusOf(transaction);
  const history = inOrder(transaction.events);
  const hasMoved = (...operations: readonly string[]) =>
    history.some((event) => operations.includes(operationOf(event) ?? "") && didSucceed(event));
  const isAuthorized =
    impliesAuthorization(status) ||
    hasMoved("CAPTURE", "REFUND") ||
    // A refusal after the authorization ends the reservation.
    (hasMoved("AUTHORIZE") && status !== "FAILED" && status !== "DECLINED");
  // Always the total that was authorized, whatever has been captured since (API.md 5.3).
  const authorized = isAuthorized ? transaction.amount : 0;
  const steps: MoneyStep[] = [];
  let captured = 0;
  let refunded = 0;
  let voided = 0;
  for (const event of history) {
    const before = { captured, refunded };
    if (didSucceed(event)) {
      const operation = operationOf(event);
      if (operation === "CAPTURE")
        captured += event.amount ?? lineTotal(event) ?? authorized - captured - voided;
      if (operation === "REFUND") refunded += event.amount ?? lineTotal(event) ?? captured - refunded;
      if (operation === "VOID") voided += event.amount ?? floorAtZero(authorized - captured - voided);
    }
    // A repaired state says what is left; the sums follow it from there.
    const { remainingCaptureAmount, remainingRefundAmount } = event.correction ?? {};
    if (remainingCaptureAmount !== undefined)
      captured = floorAtZero(authorized - voided - remainingCaptureAmount);
    if (remainingRefundAmount !== undefined) refunded = floorAtZero(captured - remainingRefundAmount);
    steps.push({
      event,
      captured: minorUnits(captured - before.captured),
      refunded: minorUnits(refunded - before.refunded),
    });
  }
  // Where the history does not say how the authorization ended, the status does.
  if (status === "AUTHORIZATION_VOIDED" && voided === 0) voided = floorAtZero(authorized - captured);
  return {
    authorized: minorUnits(authorized),
    captured: minorUnits(captured),
    refunded: minorUnits(refunded),
    voided: minorUnits(voided),
    steps,
  };
}

function lineTotal(event: TransactionEvent): MinorUnits | undefined {
  const amounts = event.items.flatMap((item) => (item.amount === undefined ? [] : [item.amount]));
  return amounts.length === 0 || amounts.length < event.items.length ? undefined : sum(amounts);
}

/** Asked for and not answered; never more than there is to take. */
function pending(transaction: Transaction, operation: "CAPTURE" | "REFUND", limit: MinorUnits): MinorUnits {
  const asked = pendingRequests(transaction)
    .filter((event) => requestedOperation(event) === operation)
    .reduce((total, event) => total + (event.amount ?? lineTotal(event) ?? limit), 0);
  return minorUnits(Math.min(asked, limit));
}

/** INITIATE_* events that were accepted and that no later event answers by `correlation_request_id`. */
export function pendingRequests(transaction: Transaction): readonly TransactionEvent[] {
  return inOrder(transaction.events).filter(
    (request) =>
      requestedOperation(request) !== undefined &&
      request.success !== false &&
      request.error === undefined &&
      !transaction.events.some((event) => answers(event, request)),
  );
}

function giftCardsOf(
  transaction: Transaction,
  session: Session | undefined,
  isSameCurrency: boolean,
): MinorUnits {
  if (transaction.giftCards.length > 0) return giftCardTotal(transaction.giftCards);
  return isSameCurrency && session !== undefined ? giftCardTotal(session.order.giftCards) : ZERO;
}

/** Sum of what the cards pay, in minor units of the order's currency. */
export function giftCardTotal(giftCards: readonly GiftCard[]): MinorUnits {
  return sum(giftCards.map((card) => card.amount ?? ZERO));
}

/** A session alone: its own events may say that money was reserved, and nothing of what became of it. */
function sessionAmounts(session: Session): Amounts {
  const { order } = session;
  const authorized = isAuthorizedBySession(session) ? (statedAmount(session) ?? order.amount) : ZERO;
  return {
    currency: order.currency,
    ordered: order.amount,
    authorized,
    captured: ZERO,
    refunded: ZERO,
    voided: ZERO,
    remaining: floorAtZero(authorized),
    pendingCapture: ZERO,
    pendingRefund: ZERO,
    giftCards: authorized > 0 ? giftCardTotal(order.giftCards) : ZERO,
  };
}

function statedAmount(session: Session): MinorUnits | undefined {
  const amount = session.events.findLast((event) => event.name === "AUTHORIZED")?.details.amount;
  return typeof amount === "number" && Number.isSafeInteger(amount) && amount >= 0
    ? minorUnits(amount)
    : undefined;
}

function floorAtZero(value: number): MinorUnits {
  return minorUnits(Math.max(0, value));
}
