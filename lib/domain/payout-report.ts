import type { CaptureDays } from "./capture-query";
import type { LocalDay } from "./local-day";
import { type CurrencyCode, type MinorUnits, minorUnits } from "./minor-units";

/** Sums of the rollup, exact; as `CaptureSums` names them. */
export interface PayoutSums {
  readonly captured: bigint;
  readonly capturedCount: bigint;
  readonly refunded: bigint;
  readonly refundedCount: bigint;
  readonly settled: bigint;
  readonly settledRefunded: bigint;
  readonly fee: bigint;
  readonly untoldFee: bigint;
}

/** What one payout destination, or all of them, came to in one currency, in its minor units. */
export interface PayoutFigures {
  readonly captured: MinorUnits;
  /** Captures, and refunds, that it had a part in: one that is split counts with each. */
  readonly capturedCount: number;
  readonly refunded: MinorUnits;
  readonly refundedCount: number;
  /** Captured less refunded, before fees. */
  readonly net: MinorUnits;
  /** Of the fees what it bears, as far as Dintero has told. */
  readonly fee: MinorUnits;
  /** Of `net`, what Dintero says was settled, and what not yet. */
  readonly settled: MinorUnits;
  readonly unsettled: MinorUnits;
}

export interface PayoutRow extends PayoutFigures {
  /** Absent for the merchant's own account. */
  readonly destination?: string | undefined;
  /** Something was captured long enough ago, and nothing of this destination was ever settled, of others it was. */
  readonly isNeverSettled: boolean;
}

/** The destinations of one currency. */
export interface CurrencyPayouts {
  readonly currency: CurrencyCode;
  /** The most captured first. */
  readonly rows: readonly PayoutRow[];
  /** Those beyond the longest list, taken together; absent when there are none. */
  readonly rest?: (PayoutFigures & { readonly destinations: number }) | undefined;
  readonly total: PayoutFigures;
  /** Fees that Dintero told without saying who bears them. */
  readonly untoldFee: MinorUnits;
}

/** Captures with splits that do not come to what was captured, in one currency. */
export interface SplitTrouble {
  readonly currency: CurrencyCode;
  readonly issue: "over" | "short";
  readonly count: number;
  /** By how much, taken together. */
  readonly amount: MinorUnits;
}

export interface PayoutReport extends CaptureDays {
  readonly timeZone: string;
  /** Everything that happened at Dintero before is known; ISO. */
  readonly completeTo?: string | undefined;
  /** The sums are being made again: figures may still be too small. */
  readonly isCounting: boolean;
  /** Every currency ever captured in, the most captures first. */
  readonly currencies: readonly CurrencyCode[];
  /** Those that something was captured or refunded in, and that were asked for. */
  readonly payouts: readonly CurrencyPayouts[];
  readonly troubles: readonly SplitTrouble[];
  /** Splits were looked through up to so many; beyond, there may be more. */
  readonly isTroublesExact: boolean;
}

/** Captured before `to` and not settled by now, in one currency. */
export interface LateCaptures {
  readonly currency: CurrencyCode;
  readonly amount: MinorUnits;
  /** The first day with any of it; `to` does not belong to the days. */
  readonly from: LocalDay;
  readonly to: LocalDay;
}

/** @throws RangeError for a sum that no number holds exactly: no figure is better than a wrong one. */
export function payoutFiguresOf(sums: PayoutSums): PayoutFigures {
  const exact = (value: bigint) => minorUnits(Number(value));
  const net = sums.captured - sums.refunded;
  const settled = sums.settled - sums.settledRefunded;
  return {
    captured: exact(sums.captured),
    capturedCount: Number(sums.capturedCount),
    refunded: exact(sums.refunded),
    refundedCount: Number(sums.refundedCount),
    net: exact(net),
    fee: exact(sums.fee),
    settled: exact(settled),
    unsettled: exact(net - settled),
  };
}

const MEASURES = [
  "captured",
  "capturedCount",
  "refunded",
  "refundedCount",
  "settled",
  "settledRefunded",
  "fee",
  "untoldFee",
] as const;

export function addPayoutSums(all: readonly PayoutSums[]): PayoutSums {
  const total: Record<(typeof MEASURES)[number], bigint> = {
    captured: 0n,
    capturedCount: 0n,
    refunded: 0n,
    refundedCount: 0n,
    settled: 0n,
    settledRefunded: 0n,
    fee: 0n,
    untoldFee: 0n,
  };
  for (const sums of all) for (const measure of MEASURES) total[measure] += sums[measure];
  return total;
}

/** A part of a capture or refund, with the order it is of, in minor units of `currency`. */
export interface HeldPart {
  readonly orderKey: string;
  readonly partId: string;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly kind: "capture" | "refund";
  /** seller: a split; remainder: what no split names; unitemized: what no event tells. */
  readonly part: "seller" | "remainder" | "unitemized";
  readonly eventId?: string | undefined;
  /** ISO. */
  readonly at: string;
  readonly currency: CurrencyCode;
  /** Absent for the merchant's own account. */
  readonly payoutDestinationId?: string | undefined;
  /** Positive for both kinds; negative where splits exceed what they split, or a correction takes back. */
  readonly amount: MinorUnits;
  readonly eventAmount: MinorUnits;
  /** What this part bears of the event's fee; absent while that is not told. */
  readonly fee?: MinorUnits | undefined;
  readonly eventFee?: MinorUnits | undefined;
  readonly isSettled: boolean;
  readonly settlementIds: readonly string[];
  readonly paymentProductType?: string | undefined;
  readonly storeId?: string | undefined;
}

export interface LinkedPart extends HeldPart {
  /** The order's page. */
  readonly href: string;
}

/** What parts come to, in one currency and of one kind. */
export interface PartTotal {
  readonly currency: CurrencyCode;
  readonly kind: "capture" | "refund";
  readonly amount: MinorUnits;
  readonly parts: number;
}

export interface PartList {
  readonly days: CaptureDays;
  /** Newest first. */
  readonly parts: readonly LinkedPart[];
  /** Absent on the last page. */
  readonly olderHref?: string | undefined;
  /** Of all parts that were asked for, whatever the page. */
  readonly totals: readonly PartTotal[];
  /** Whether `totals` are of all parts, or of the newest. */
  readonly isExact: boolean;
}
