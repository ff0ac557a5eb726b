import type { CaptureContribution, CapturePart } from "./capture-parts";
import { localHours } from "./local-hour";

/** By what the figures of captures are broken down; "all" is everything, under the value "". */
export const CAPTURE_DIMENSIONS = [
  "all",
  "method",
  "brand",
  "store",
  "payout_destination",
  "days_to_capture",
] as const;
export type CaptureDimension = (typeof CAPTURE_DIMENSIONS)[number];
export type CaptureGrain = "hour" | "day";

/** Where a figure stands: one row of the rollup. */
export interface CaptureBucketKey {
  readonly grain: CaptureGrain;
  readonly currency: string;
  readonly dimension: CaptureDimension;
  /** ISO in UTC: the first instant of an hour or a day of the time zone. */
  readonly startsAt: string;
  /** As the order has it; "" for none and for the own account. Of "days_to_capture" the number of days, in digits. */
  readonly value: string;
}

/**
 * Sums in minor units of the bucket's currency, and counts. What was captured and refunded then; what was authorized
 * then, and of that what has been captured since. Of what was captured and refunded then, what has been settled since;
 * its fees, by who bears them, and those of which nobody says who does. Exact: a year of orders may exceed 2^53.
 */
export const CAPTURE_MEASURES = [
  "captured",
  "capturedCount",
  "refunded",
  "refundedCount",
  "authorized",
  "authorizedCount",
  "collected",
  "settled",
  "settledRefunded",
  "fee",
  "untoldFee",
] as const;
export type CaptureMeasure = (typeof CAPTURE_MEASURES)[number];
export type CaptureSums = Readonly<Record<CaptureMeasure, bigint>>;

/** A bucket, and by how much it changes. */
export type CaptureDifference = CaptureBucketKey & CaptureSums;

const DAY_MS = 86_400_000;

/**
 * Adds up what orders contribute to the buckets of `timeZone`. In each dimension the values of a bucket sum to "all", but
 * for the counts by payout destination: a capture that is split counts once with each destination it pays. Sums of
 * authorizations are kept for all, method, brand and store; those of payouts for all and payout destination; days to
 * capture by day only.
 */
export class CaptureTally {
  readonly #hoursOf: ReturnType<typeof localHours>;
  readonly #buckets = new Map<string, CaptureBucketKey & Record<CaptureMeasure, bigint>>();

  constructor(timeZone: string) {
    this.#hoursOf = localHours(timeZone);
  }

  /** @param sign -1n takes away what the order contributed before */
  add(order: CaptureContribution, sign: 1n | -1n = 1n): void {
    const ownDimensions = [
      ["all", ""],
      ["method", order.paymentProductType ?? ""],
      ["brand", order.cardBrand ?? ""],
      ["store", order.storeId ?? ""],
    ] as const;
    const authorizedOn = this.#hoursOf(Date.parse(order.authorizedAt)).day;
    for (const [dimension, value] of ownDimensions) {
      this.#move(order, order.authorizedAt, dimension, value, {
        authorized: sign * BigInt(order.authorized),
        authorizedCount: order.authorized > 0 ? sign : 0n,
        collected: sign * BigInt(order.captured),
      });
    }
    let paid = new Set<string>();
    for (const part of order.parts) {
      if (part.isEventFirst) paid = new Set();
      const amount = sign * BigInt(part.amount);
      const count = part.isEventFirst ? sign : 0n;
      for (const [dimension, value] of ownDimensions) {
        this.#move(order, part.at, dimension, value, moved(part, amount, count));
      }
      const destination = part.payoutDestinationId ?? "";
      // What a correction moved without a capture of its own counts with no destination.
      const isPaidFirst = part.part !== "unitemized" && !paid.has(destination);
      const paidCount = part.isEventFirst || isPaidFirst ? sign : 0n;
      paid.add(destination);
      this.#move(order, part.at, "payout_destination", destination, moved(part, amount, paidCount));
      const payout = payoutOf(part, sign);
      if (payout !== undefined) {
        this.#move(order, part.at, "all", "", payout);
        this.#move(order, part.at, "payout_destination", destination, { ...payout, untoldFee: 0n });
      }
      if (part.kind === "capture") {
        const days = Math.round((this.#hoursOf(Date.parse(part.at)).day - authorizedOn) / DAY_MS);
        const measures = { captured: amount, capturedCount: count };
        this.#move(order, part.at, "days_to_capture", String(Math.max(0, days)), measures);
      }
    }
  }

  /** Every bucket that changes, in the one order in which everybody writes them. */
  differences(): readonly CaptureDifference[] {
    return [...this.#buckets]
      .filter(([, bucket]) => CAPTURE_MEASURES.some((measure) => bucket[measure] !== 0n))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, bucket]) => bucket);
  }

  #move(
    { currency }: CaptureContribution,
    at: string,
    dimension: CaptureDimension,
    value: string,
    measures: Partial<CaptureSums>,
  ): void {
    const { hour, day } = this.#hoursOf(Date.parse(at));
    this.#add({ grain: "day", currency, dimension, startsAt: isoOf(day), value }, measures);
    if (dimension === "days_to_capture") return;
    this.#add({ grain: "hour", currency, dimension, startsAt: isoOf(hour), value }, measures);
  }

  #add(key: CaptureBucketKey, measures: Partial<CaptureSums>): void {
    const name = JSON.stringify([key.grain, key.currency, key.dimension, key.startsAt, key.value]);
    let bucket = this.#buckets.get(name);
    if (bucket === undefined) {
      bucket = { ...key, ...NOTHING };
      this.#buckets.set(name, bucket);
    }
    for (const measure of CAPTURE_MEASURES) bucket[measure] += measures[measure] ?? 0n;
  }
}

const NOTHING: CaptureSums = {
  captured: 0n,
  capturedCount: 0n,
  refunded: 0n,
  refundedCount: 0n,
  authorized: 0n,
  authorizedCount: 0n,
  collected: 0n,
  settled: 0n,
  settledRefunded: 0n,
  fee: 0n,
  untoldFee: 0n,
};

/** What is known of a part's payout; undefined when that is nothing. */
function payoutOf(part: CapturePart, sign: 1n | -1n): Partial<CaptureSums> | undefined {
  const { kind, amount, fee, eventFee, isEventFirst, isSettled } = part;
  if (!isSettled && fee === undefined && eventFee === undefined) return undefined;
  const settled = isSettled ? sign * BigInt(amount) : 0n;
  // Either every part of an event knows what it bears, or none does.
  const untoldFee = fee === undefined && isEventFirst ? sign * BigInt(eventFee ?? 0) : 0n;
  return {
    ...(kind === "capture" ? { settled } : { settledRefunded: settled }),
    fee: sign * BigInt(fee ?? 0),
    untoldFee,
  };
}

function moved({ kind }: CapturePart, amount: bigint, count: bigint): Partial<CaptureSums> {
  return kind === "capture"
    ? { captured: amount, capturedCount: count }
    : { refunded: amount, refundedCount: count };
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
