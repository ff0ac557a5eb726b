import { type CurrencyCode, type MinorUnits, sum } from "./minor-units";

/** What a settlement came to in one currency, in its minor units. */
export interface SettlementAmounts {
  readonly currency: CurrencyCode;
  /** What is paid out; negative when more was given back than taken. */
  readonly amount: MinorUnits;
  readonly capture?: MinorUnits | undefined;
  readonly refund?: MinorUnits | undefined;
  readonly fee?: MinorUnits | undefined;
}

export interface SettlementAttachment {
  readonly id: string;
  /** What Dintero calls the file, for example "reports/2026-05-15.pdf"; only to be shown. */
  readonly key?: string | undefined;
  readonly contentType?: string | undefined;
  readonly extension?: string | undefined;
  readonly createdBy?: string | undefined;
}

/** What Dintero pays out for a period (API.md 9). Instants are ISO, as received. */
export interface Settlement {
  readonly id: string;
  /** The first and the last payment event in it. */
  readonly startAt?: string | undefined;
  readonly endAt?: string | undefined;
  readonly createdAt?: string | undefined;
  readonly updatedAt?: string | undefined;
  readonly settledAt?: string | undefined;
  readonly provider?: string | undefined;
  /** The provider's own word for the payout; what a bank statement may carry. */
  readonly providerReference?: string | undefined;
  /** One for each currency, as received. */
  readonly amounts: readonly SettlementAmounts[];
  /** "paid", "postponed", or a word we do not know, as received. */
  readonly paymentStatus?: string | undefined;
  /** These two only where all its transactions share them. */
  readonly storeId?: string | undefined;
  readonly payoutDestinationId?: string | undefined;
  readonly attachments: readonly SettlementAttachment[];
}

/**
 * What `amount` has too much, or too little when negative, against capture − refund − fee, which is what Dintero says it
 * is. Undefined when one of the three was not told: then there is nothing to compare with.
 */
export function settlementDifference({
  amount,
  capture,
  refund,
  fee,
}: SettlementAmounts): number | undefined {
  if (capture === undefined || refund === undefined || fee === undefined) return undefined;
  return amount - (capture - refund - fee);
}

/** What the captures and refunds that we hold say went into a settlement, in one currency. */
export interface MatchedSums {
  readonly currency: CurrencyCode;
  readonly capture: MinorUnits;
  readonly refund: MinorUnits;
  readonly fee: MinorUnits;
  /** Captures and refunds. */
  readonly lines: number;
}

/** One currency of a settlement beside the captures and refunds that we hold of it. */
export interface ComparedAmounts {
  readonly currency: CurrencyCode;
  readonly told?: SettlementAmounts | undefined;
  readonly matched?: MatchedSums | undefined;
  /** What the settlement says less what they come to; absent where one of both says nothing. */
  readonly difference: {
    readonly capture?: number | undefined;
    readonly refund?: number | undefined;
    readonly fee?: number | undefined;
  };
}

/** A settlement beside what we hold of it, one entry for each currency that either names, in the settlement's order. */
export function compareSettlement(
  told: readonly SettlementAmounts[],
  matched: readonly MatchedSums[],
): readonly ComparedAmounts[] {
  const currencies = [...new Set([...told, ...matched].map(({ currency }) => currency))];
  return currencies.map((currency) => {
    // One that comes twice is summed: it is one currency of one payout.
    const own = told.filter((amounts) => amounts.currency === currency);
    const ours = matched.find((sums) => sums.currency === currency);
    const less = (field: "capture" | "refund" | "fee") => {
      const sum = sumOf(own, field);
      return sum === undefined || ours === undefined ? undefined : sum - ours[field];
    };
    const amount = sumOf(own, "amount");
    return {
      currency,
      told:
        amount === undefined
          ? undefined
          : {
              ...{ currency, amount },
              ...{ capture: sumOf(own, "capture"), refund: sumOf(own, "refund"), fee: sumOf(own, "fee") },
            },
      matched: ours,
      difference: { capture: less("capture"), refund: less("refund"), fee: less("fee") },
    };
  });
}

/** Undefined when one was not told, or there is none. */
function sumOf(
  amounts: readonly SettlementAmounts[],
  field: "amount" | "capture" | "refund" | "fee",
): MinorUnits | undefined {
  const values = amounts.flatMap((sums) => sums[field] ?? []);
  return values.length === 0 || values.length < amounts.length ? undefined : sum(values);
}
