import { type MoneyStep, moneyStepsOf } from "./amounts";
import { feeShares } from "./fee-shares";
import type { FeeSplit } from "./items";
import { type MinorUnits, minorUnits, sum, ZERO } from "./minor-units";
import { didSucceed, operationOf } from "./money-event";
import { splitTableOf } from "./splits";
import type { Transaction, TransactionEvent } from "./transaction";

/** A part of one capture or refund, in minor units of the transaction's currency. */
export interface PayoutPart {
  readonly event: "CAPTURE" | "REFUND";
  /**
   * "seller" is a split; "remainder" is what no split of the event names, which stays on the merchant's own account;
   * "unitemized" is what the order's sums hold and no event itemizes, by a correction for example.
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
  /** What this part bears of the event's fee; absent while Dintero has not told the fee, or who bears it. */
  readonly fee?: MinorUnits | undefined;
  /** Of the event: the same in each of its parts. Absent while Dintero has not told it. */
  readonly eventFee?: MinorUnits | undefined;
  /** The payouts that the event went into, as far as Dintero has told. */
  readonly settlementIds: readonly string[];
  /** Whether Dintero says that the whole event was paid out. */
  readonly isSettled: boolean;
  /** True of exactly one part of each capture and each refund: what a count of them counts. */
  readonly isFirst: boolean;
}

/**
 * Where the money of one order went, in the order in which it moved. The parts of an event add up to what it did to the
 * order's sums, and those of all captures (refunds) to `captured` (`refunded`), the sums that the list shows; whatever the
 * history leaves out is a part of its own.
 * @param transaction undefined when its document cannot be had: then nothing is itemized
 */
export function payoutPartsOf(
  transaction: Transaction | undefined,
  { captured, refunded }: { readonly captured: MinorUnits; readonly refunded: MinorUnits },
): readonly PayoutPart[] {
  const told =
    transaction === undefined
      ? []
      : moneyStepsOf(transaction).flatMap((step) => [
          ...partsOf("CAPTURE", step.captured, step.event, transaction),
          ...partsOf("REFUND", minorUnits(0 - step.refunded), step.event, transaction),
        ]);
  const left = (event: PayoutPart["event"], total: number): PayoutPart[] => {
    const known = told.filter((part) => part.event === event);
    const amount = minorUnits(total - sum(known.map((part) => part.amount)));
    return amount === 0 ? [] : [unitemized(event, amount, undefined, known.length === 0)];
  };
  return [...told, ...left("CAPTURE", captured), ...left("REFUND", 0 - refunded)];
}

/** The parts of what one step moved: as its event itemizes it, and what is left over or was not there after all. */
function partsOf(
  kind: PayoutPart["event"],
  moved: MinorUnits,
  event: MoneyStep["event"],
  transaction: Transaction,
): PayoutPart[] {
  const isItsOwn = event === undefined || (operationOf(event) === kind && didSucceed(event));
  const itemized = event !== undefined && isItsOwn ? itemizedParts(kind, event, transaction) : [];
  const left = minorUnits(moved - sum(itemized.map((part) => part.amount)));
  if (left === 0) return itemized;
  return [...itemized, unitemized(kind, left, event, isItsOwn && itemized.length === 0)];
}

function unitemized(
  kind: PayoutPart["event"],
  amount: MinorUnits,
  event: TransactionEvent | undefined,
  isFirst: boolean,
): PayoutPart {
  return {
    event: kind,
    part: "unitemized",
    eventId: event?.id,
    at: event?.createdAt,
    amount,
    settlementIds: [],
    isSettled: false,
    isFirst,
  };
}

function itemizedParts(
  kind: PayoutPart["event"],
  event: TransactionEvent,
  { payoutDestinationId: ofTheWhole }: Transaction,
): PayoutPart[] {
  const table = splitTableOf(event);
  const total = event.amount ?? (table && minorUnits(table.total + table.difference));
  if (total === undefined) return [];
  const signed = (amount: number) => minorUnits(kind === "REFUND" ? 0 - amount : amount);
  const settled = event.settlements?.events ?? [];
  const fees = settled.flatMap(({ fee }) => fee ?? []);
  const eventFee = fees.length === 0 ? undefined : sum(fees);
  const common = {
    event: kind,
    eventId: event.id,
    at: event.createdAt,
    eventAmount: signed(total),
    feeSplit: table?.feeSplit ?? event.feeSplit,
    settlementIds: [...new Set(settled.flatMap(({ settlementId }) => settlementId ?? []))],
    isSettled: isSettled(event),
    eventFee,
  };
  const rest = table?.difference ?? total;
  const sellers = (table?.splits ?? []).map(({ payoutDestinationId, amount }) => ({
    ...common,
    part: "seller" as const,
    payoutDestinationId,
    amount: signed(amount),
  }));
  // A transaction may name one destination that it is paid out to as a whole.
  const own = {
    ...common,
    part: "remainder" as const,
    payoutDestinationId: ofTheWhole,
    amount: signed(rest),
  };
  const parts = rest === ZERO ? sellers : [...sellers, own];
  const shares = feeShares(parts, eventFee, common.feeSplit);
  return parts.map((part, index) => ({ ...part, fee: shares[index], isFirst: index === 0 }));
}

/** By its own word; where it has none, when it names a settlement. */
function isSettled({ settlements }: TransactionEvent): boolean {
  const status = settlements?.settlementStatus;
  return status ? status === "SETTLED" : (settlements?.events ?? []).length > 0;
}
