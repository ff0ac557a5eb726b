import type { FeeSplit, Split } from "./items";
import { type MinorUnits, minorUnits, sum } from "./minor-units";
import type { SplitTable } from "./order";
import type { EventItem, TransactionEvent } from "./transaction";

/**
 * The splits of a capture or refund against its amount; undefined when it has none. Dintero's examples carry them on
 * the event, its typed schema inside the items (API.md 5.3): the event's own come first, since both tell of the same
 * money.
 */
export function splitTableOf(event: TransactionEvent): SplitTable | undefined {
  const splits = event.splits.length > 0 ? event.splits : itemSplits(event.items);
  if (splits.length === 0) return undefined;
  const total = sum(splits.map((split) => split.amount));
  const amount = event.amount ?? itemTotal(event.items) ?? total;
  return {
    splits: splits.map((split) => ({ ...split, share: amount === 0 ? 0 : (split.amount / amount) * 100 })),
    total,
    difference: minorUnits(amount - total),
    feeSplit: event.feeSplit ?? itemFeeSplit(event.items),
  };
}

/** One row per payout destination, in order of first mention. */
function itemSplits(items: readonly EventItem[]): readonly Split[] {
  const amounts = new Map<string, MinorUnits>();
  for (const { payoutDestinationId, amount } of items.flatMap((item) => item.splits)) {
    amounts.set(payoutDestinationId, minorUnits((amounts.get(payoutDestinationId) ?? 0) + amount));
  }
  return [...amounts].map(([payoutDestinationId, amount]) => ({ payoutDestinationId, amount }));
}

/** Several lines may name different bearers; together they are the event's. */
function itemFeeSplit(items: readonly EventItem[]): FeeSplit | undefined {
  const feeSplits = items.flatMap((item) => (item.feeSplit === undefined ? [] : [item.feeSplit]));
  if (feeSplits.length === 0) return undefined;
  return {
    type: feeSplits.find((feeSplit) => feeSplit.type !== undefined)?.type,
    destinations: [...new Set(feeSplits.flatMap((feeSplit) => feeSplit.destinations))],
  };
}

function itemTotal(items: readonly EventItem[]): MinorUnits | undefined {
  return items.some((item) => item.amount !== undefined)
    ? sum(items.flatMap((item) => (item.amount === undefined ? [] : [item.amount])))
    : undefined;
}
