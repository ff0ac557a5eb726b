import type { FeeSplit } from "./items";
import { type MinorUnits, minorUnits, sum, ZERO } from "./minor-units";
import { didSucceed, inOrder, operationOf } from "./money-event";
import { splitTableOf } from "./splits";
import type { Transaction } from "./transaction";

/** A part of one capture or refund, in minor units of the transaction's currency. */
export interface PayoutPart {
  readonly event: "CAPTURE" | "REFUND";
  /**
   * "seller" is a split; "remainder" is what no split of the event names, which stays on the merchant's own account;
   * "unitemized" is what the order's sums hold and no event tells, after a correction for example.
   */
  readonly part: "seller" | "remainder" | "unitemized";
  readonly eventId?: string | undefined;
  /** As received. */
  readonly at?: string | undefined;
  readonly payoutDestinationId?: string | undefined;
  /** Negative for money given back, so that a sum of all parts is what is left. */
  readonly amount: MinorUnits;
  /** Of the event: the same in each of its parts, and never to be added up over them. */
  readonly eventAmount?: MinorUnits | undefined;
  readonly feeSplit?: FeeSplit | undefined;
  /** The payouts that the event went into, as far as Dintero has told. */
  readonly settlementIds: readonly string[];
}

/**
 * Where the money of one order went. The parts of an event add up to its amount, and those of all captures (refunds) to
 * `captured` (`refunded`), the sums that the list shows; whatever the history leaves out is a part of its own.
 * @param transaction undefined when its document cannot be had: then nothing is itemized
 */
export function payoutPartsOf(
  transaction: Transaction | undefined,
  { captured, refunded }: { readonly captured: MinorUnits; readonly refunded: MinorUnits },
): readonly PayoutPart[] {
  const told = transaction === undefined ? [] : partsOfEvents(transaction);
  const left = (event: PayoutPart["event"], total: number): PayoutPart[] => {
    const known = sum(told.filter((part) => part.event === event).map(({ amount }) => amount));
    const amount = minorUnits(total - known);
    return amount === 0 ? [] : [{ event, part: "unitemized", amount, settlementIds: [] }];
  };
  return [...told, ...left("CAPTURE", captured), ...left("REFUND", -refunded)];
}

function partsOfEvents(transaction: Transaction): PayoutPart[] {
  return inOrder(transaction.events).flatMap((event): PayoutPart[] => {
    const operation = operationOf(event);
    if ((operation !== "CAPTURE" && operation !== "REFUND") || !didSucceed(event)) return [];
    const table = splitTableOf(event);
    const total = event.amount ?? (table && minorUnits(table.total + table.difference));
    if (total === undefined) return [];
    const signed = (amount: number) => minorUnits(operation === "REFUND" ? 0 - amount : amount);
    const common = {
      event: operation,
      eventId: event.id,
      at: event.createdAt,
      eventAmount: signed(total),
      feeSplit: table?.feeSplit ?? event.feeSplit,
      settlementIds: (event.settlements?.events ?? []).flatMap(({ settlementId }) => settlementId ?? []),
    };
    const rest = table?.difference ?? total;
    return [
      ...(table?.splits ?? []).map(({ payoutDestinationId, amount }) => ({
        ...common,
        part: "seller" as const,
        payoutDestinationId,
        amount: signed(amount),
      })),
      ...(rest === ZERO ? [] : [remainder(transaction, common, signed(rest))]),
    ];
  });
}

/** A transaction may name one destination that it is paid out to as a whole. */
function remainder(
  { payoutDestinationId }: Transaction,
  common: Omit<PayoutPart, "part" | "amount">,
  amount: MinorUnits,
): PayoutPart {
  return { ...common, part: "remainder", payoutDestinationId, amount };
}
