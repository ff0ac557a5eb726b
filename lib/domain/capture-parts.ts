import { instantOf } from "./instant";
import { type CurrencyCode, type MinorUnits, minorUnits } from "./minor-units";
import type { OrderDocuments } from "./order";
import type { OrderSummary } from "./order-summary";
import { type PayoutPart, payoutPartsOf } from "./payout-parts";

/**
 * Raise it when this file, or what it rests on (`amounts.ts`, `payout-parts.ts`, `splits.ts`), makes other parts of the
 * same documents: every stored order is then counted again by itself (`lib/intake/count-captures.ts`).
 */
export const CAPTURE_PARTS_VERSION = 2;

/** A part of one capture or refund as it is counted. */
export interface CapturePart {
  readonly kind: "capture" | "refund";
  readonly part: PayoutPart["part"];
  readonly eventId?: string | undefined;
  /** ISO in UTC. Of an event without an instant, that of the one before it. */
  readonly at: string;
  /** Absent for the merchant's own account. */
  readonly payoutDestinationId?: string | undefined;
  /** Positive for both kinds; negative where a correction takes back, or splits exceed what they split. */
  readonly amount: MinorUnits;
  readonly eventAmount: MinorUnits;
  /** Exactly one part of each event: what a count of captures or refunds counts. */
  readonly isEventFirst: boolean;
  /** What this part bears of the event's fee; absent while Dintero has not told the fee, or who bears it. */
  readonly fee?: MinorUnits | undefined;
  /** Of the event: the same in each of its parts. */
  readonly eventFee?: MinorUnits | undefined;
  readonly settlementIds: readonly string[];
  readonly isSettled: boolean;
}

/** What one order adds to the figures of captures, all in its currency. */
export interface CaptureContribution {
  readonly currency: CurrencyCode;
  readonly paymentProductType?: string | undefined;
  readonly cardBrand?: string | undefined;
  readonly storeId?: string | undefined;
  readonly authorized: MinorUnits;
  /** ISO in UTC. Where nothing tells of an authorization, as with a payment that is taken at once, the first capture. */
  readonly authorizedAt: string;
  readonly captured: MinorUnits;
  readonly refunded: MinorUnits;
  /** In the order of what happened; those of captures sum to `captured`, those of refunds to `refunded`. */
  readonly parts: readonly CapturePart[];
}

/** What it takes of a summary, so that an order without readable documents is counted by what is stored of it. */
export type CountedSummary = Pick<
  OrderSummary,
  | "currency"
  | "authorized"
  | "captured"
  | "refunded"
  | "paymentProductType"
  | "cardBrand"
  | "storeId"
  | "createdAt"
  | "authorizedAt"
  | "capturedAt"
  | "refundedAt"
  | "lastEventAt"
>;

/**
 * What an order contributes; undefined when no money was reserved or moved.
 * @param documents without a transaction, nothing is itemized
 * @param summary of the same documents
 */
export function captureContributionOf(
  { transaction }: Pick<OrderDocuments, "transaction">,
  summary: CountedSummary,
): CaptureContribution | undefined {
  const { currency, authorized, captured, refunded, paymentProductType, cardBrand, storeId } = summary;
  const parts = countedParts(payoutPartsOf(transaction, { captured, refunded }), summary);
  if (parts.length === 0 && authorized === 0) return undefined;
  return {
    ...{ currency, paymentProductType, cardBrand, storeId, authorized, captured, refunded, parts },
    authorizedAt: countable(summary.authorizedAt) ?? parts[0]?.at ?? knownInstant(summary),
  };
}

function countedParts(told: readonly PayoutPart[], summary: CountedSummary): readonly CapturePart[] {
  let last: string | undefined;
  return told.map((part): CapturePart => {
    const isRefund = part.event === "REFUND";
    const positive = (amount: MinorUnits) => (isRefund ? minorUnits(0 - amount) : amount);
    last = countable(part.at) ?? last;
    return {
      kind: isRefund ? "refund" : "capture",
      part: part.part,
      eventId: part.eventId,
      at: last ?? countable(isRefund ? summary.refundedAt : summary.capturedAt) ?? knownInstant(summary),
      payoutDestinationId: part.payoutDestinationId?.trim() === "" ? undefined : part.payoutDestinationId,
      amount: positive(part.amount),
      eventAmount: positive(part.eventAmount ?? part.amount),
      isEventFirst: part.isFirst,
      fee: part.fee,
      eventFee: part.eventFee,
      settlementIds: part.settlementIds,
      isSettled: part.isSettled,
    };
  });
}

/** What is counted stands in some day: without an instant of its own, in the order's. */
function knownInstant({ authorizedAt, createdAt, lastEventAt }: CountedSummary): string {
  const known = [authorizedAt, createdAt, lastEventAt].map(countable).find((at) => at !== undefined);
  return known ?? new Date(0).toISOString();
}

/** Other years are a slip of somebody's clock, and no chart has them. */
const LATEST = Date.UTC(2200, 0);

function countable(iso: string | undefined): string | undefined {
  const at = instantOf(iso);
  return at === undefined || at < 0 || at >= LATEST ? undefined : new Date(at).toISOString();
}
