import { saveOrder } from "@/lib/db/save-order";
import { minorUnits } from "@/lib/domain/minor-units";
import type { OrderSummary } from "@/lib/domain/order-summary";
import { ACCOUNT, freshId, freshWord } from "./sandbox";

type Store = Parameters<typeof saveOrder>[0];

export const START = Date.parse("2026-05-12T10:00:00.000Z");
const zero = minorUnits(0);

/** Orders of a store that only one test has, one a minute, the last one the newest. */
export async function plant(
  store: Store,
  orders: readonly Partial<OrderSummary>[],
): Promise<{ readonly storeId: string; readonly path: string }> {
  const storeId = `e2e-${freshWord(8)}`;
  for (const [minute, changes] of orders.entries()) {
    const id = freshId();
    await saveOrder(store, ACCOUNT, {
      orderKey: id,
      sessionId: id,
      source: "lookup",
      fetchedAt: new Date(START).toISOString(),
      summary: {
        status: "CAPTURED",
        currency: "NOK",
        merchantReference: `${storeId}-${String(minute).padStart(3, "0")}`,
        ordered: minorUnits(10_000 + minute),
        authorized: minorUnits(10_000 + minute),
        captured: minorUnits(10_000 + minute),
        refunded: zero,
        voided: zero,
        remaining: zero,
        providerIds: [],
        eventIds: [],
        payoutDestinations: [],
        hasSplits: false,
        createdAt: new Date(START + minute * 60_000).toISOString(),
        storeId,
        ...changes,
      },
    });
  }
  return { storeId, path: `/orders?store=${storeId}` };
}

/** `count` orders alike. */
export const many = (count: number, changes: Partial<OrderSummary> = {}) =>
  Array.from({ length: count }, () => changes);
