import type { MinorUnits } from "./minor-units";
import { inOrder } from "./money-event";
import type { Transaction, TransactionEvent } from "./transaction";

/** What one capture or refund says of one settlement it went into, in minor units of the transaction's currency. */
export interface SettlementLine {
  readonly settlementId?: string | undefined;
  /** The provider's word for the payout, by which a line without an id is matched. */
  readonly providerReference?: string | undefined;
  readonly eventCorrelationId?: string | undefined;
  /** What a payout report calls it: of the event, else of the transaction. */
  readonly payoutCorrelationId?: string | undefined;
  /** As received, like the instant. */
  readonly event: string;
  readonly eventId?: string | undefined;
  readonly at?: string | undefined;
  readonly amount?: MinorUnits | undefined;
  readonly capture?: MinorUnits | undefined;
  readonly refund?: MinorUnits | undefined;
  readonly fee?: MinorUnits | undefined;
}

/** Every entry of `events[].settlements.events[]`, in the order of the history. One that names no settlement is none. */
export function settlementLinesOf(transaction: Transaction): readonly SettlementLine[] {
  return inOrder(transaction.events).flatMap((event) =>
    (event.settlements?.events ?? [])
      .filter((entry) => named(entry.settlementId) ?? named(entry.providerReference))
      .map((entry) => ({
        ...entry,
        settlementId: named(entry.settlementId),
        providerReference: named(entry.providerReference),
        payoutCorrelationId: payoutCorrelationOf(event, transaction),
        event: event.event,
        eventId: event.id,
        at: event.createdAt,
      })),
  );
}

function payoutCorrelationOf(event: TransactionEvent, transaction: Transaction): string | undefined {
  const ids = [event.metadata.payout_correlation_id, transaction.metadata.payout_correlation_id];
  return ids.find((id) => typeof id === "string" && id.trim() !== "")?.toString();
}

function named(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text;
}
