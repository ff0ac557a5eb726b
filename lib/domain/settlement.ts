import type { CurrencyCode, MinorUnits } from "./minor-units";

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
