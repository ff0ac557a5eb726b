import type { OrderDocuments } from "./order";

/** The sellers an order names, and whether it is split among them. */
export interface PayoutDestinations {
  /** Each once, in order of first mention: of the lines, of captures and refunds, and the one that the whole is paid out to. */
  readonly payoutDestinations: readonly string[];
  /** Whether a line, a capture or a refund is split; one destination for the whole order is not. */
  readonly hasSplits: boolean;
}

export function payoutDestinationsOf({ session, transaction }: OrderDocuments): PayoutDestinations {
  const items = [...(session?.order.items ?? []), ...(transaction?.items ?? [])];
  const events = transaction?.events ?? [];
  const splits = [
    ...items.flatMap((item) => item.splits),
    ...events.flatMap((event) => [...event.splits, ...event.items.flatMap((item) => item.splits)]),
  ].map((split) => split.payoutDestinationId);
  const whole = [session?.order.payoutDestinationId, transaction?.payoutDestinationId];
  const named = [...splits, ...whole].filter((id) => id !== undefined && id.trim() !== "");
  return {
    payoutDestinations: [...new Set(named.filter((id) => id !== undefined))],
    hasSplits: splits.length > 0,
  };
}
