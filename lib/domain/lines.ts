import type { OrderItem, ShippingOption } from "./items";
import { type MinorUnits, minorUnits, sum } from "./minor-units";
import { didSucceed, inOrder, operationOf } from "./money-event";
import type { Amounts, OrderDocuments, OrderLine } from "./order";
import type { Transaction, TransactionEvent } from "./transaction";

/**
 * The order's lines with what became of each, matched by `line_id`. Shipping is a line once: Dintero moves the chosen
 * option into the transaction's items (API.md 5.1) and keeps it beside them too.
 */
export function linesOf(documents: OrderDocuments, amounts: Amounts): readonly OrderLine[] {
  const items = orderItems(documents);
  const captured = movesByLine(documents.transaction, "CAPTURE", items);
  const refunded = movesByLine(documents.transaction, "REFUND", items);
  const counted = new Set<string>();
  return items.map((item) => {
    // Two lines of one id cannot be told apart; what happened is shown on the first and `checks.ts` says so.
    const isFirst = !counted.has(item.lineId);
    counted.add(item.lineId);
    const took = (isFirst ? captured.get(item.lineId) : undefined) ?? NOTHING;
    const gave = (isFirst ? refunded.get(item.lineId) : undefined) ?? NOTHING;
    return {
      item,
      captured: took.amount,
      refunded: gave.amount,
      left: amounts.remaining === 0 ? NOTHING.amount : towardsZero(item.amount, took.amount),
      capturedQuantity: took.quantity,
      refundedQuantity: gave.quantity,
    };
  });
}

/** The lines money was asked for: the transaction's where it has any, each with what only the session's line tells. */
export function orderItems({ session, transaction }: OrderDocuments): readonly OrderItem[] {
  const sessionItems =
    session === undefined ? [] : withShipping(session.order.items, session.order.shippingOption);
  if (transaction === undefined || transaction.items.length === 0) {
    return sessionItems.length > 0 ? sessionItems : withShipping([], transaction?.shippingOption);
  }
  const known = new Map(sessionItems.map((item) => [item.lineId, item]));
  const items = transactionItems(transaction);
  return items.map((item) => merged(item, known.get(item.lineId)));
}

/** The transaction's own lines; its shipping option is added only while it is not among them. */
export function transactionItems(transaction: Transaction): readonly OrderItem[] {
  const { items, shippingOption, amount } = transaction;
  const isComplete = sum(items.map((item) => item.amount)) === amount;
  return isComplete ? items : withShipping(items, shippingOption);
}

/** `items` and the shipping option as one more line, unless a line of its id is there. */
export function withShipping(
  items: readonly OrderItem[],
  option: ShippingOption | undefined,
): readonly OrderItem[] {
  if (option?.amount === undefined) return items;
  const lineId = option.lineId ?? option.id ?? "shipping";
  return items.some((item) => item.lineId === lineId)
    ? items
    : [...items, shippingItem(option, lineId, option.amount)];
}

function shippingItem(option: ShippingOption, lineId: string, amount: MinorUnits): OrderItem {
  return {
    id: option.id,
    lineId,
    description: option.title,
    quantity: 1,
    amount,
    vatAmount: option.vatAmount,
    vat: option.vat,
    type: "shipping",
    groups: [],
    discountLines: [],
    splits: option.splits,
    feeSplit: option.feeSplit,
    thumbnailUrl: option.thumbnailUrl,
  };
}

/** `item` with what it leaves out taken from `fallback`. */
function merged(item: OrderItem, fallback: OrderItem | undefined): OrderItem {
  if (fallback === undefined) return item;
  const stated = Object.entries(item).filter(
    ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
  return { ...fallback, ...Object.fromEntries(stated), lineId: item.lineId, amount: item.amount };
}

interface Move {
  readonly amount: MinorUnits;
  readonly quantity: number;
}
const NOTHING: Move = { amount: minorUnits(0), quantity: 0 };

function movesByLine(
  transaction: Transaction | undefined,
  operation: "CAPTURE" | "REFUND",
  items: readonly OrderItem[],
): ReadonlyMap<string, Move> {
  const moves = new Map<string, Move>();
  const add = (lineId: string, amount: number, quantity: number) => {
    const before = moves.get(lineId) ?? NOTHING;
    moves.set(lineId, { amount: minorUnits(before.amount + amount), quantity: before.quantity + quantity });
  };
  const total = sum(items.map((item) => item.amount));
  for (const event of succeeded(transaction, operation)) {
    for (const line of event.items)
      if (line.lineId !== undefined) add(line.lineId, line.amount ?? 0, line.quantity ?? 0);
    // Without lines, only the whole order tells which lines it was.
    if (event.items.length === 0 && event.amount === total) {
      for (const item of items) add(item.lineId, item.amount, item.quantity ?? 0);
    }
  }
  return moves;
}

function succeeded(
  transaction: Transaction | undefined,
  operation: "CAPTURE" | "REFUND",
): readonly TransactionEvent[] {
  return inOrder(transaction?.events ?? []).filter(
    (event) => operationOf(event) === operation && didSucceed(event),
  );
}

/** What is left of `amount`, which is negative on a gift-card line; never past zero. */
function towardsZero(amount: MinorUnits, taken: MinorUnits): MinorUnits {
  const left = amount - taken;
  return minorUnits(amount < 0 ? Math.min(0, left) : Math.max(0, left));
}
