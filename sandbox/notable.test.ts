import { expect, test } from "vitest";
import { textAt } from "./json";
import { notableOrders } from "./notable";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const orders = notableOrders("T12345678", "client", NOW);

test("every notable order has its own ids, and they do not move with time", () => {
  const ids = orders.flatMap(({ order }) => [order.sessionId, order.transactionId ?? []]).flat();
  expect(new Set(ids).size).toBe(ids.length);
  const later = notableOrders("T12345678", "client", NOW + 40 * 86_400_000);
  expect(later.map(({ order }) => order)).toEqual(orders.map(({ order }) => order));
});

test("each one shows what it says, from the first day on", () => {
  const statuses = Object.fromEntries(
    orders.map(({ order, records }) => [order.name, textAt(records.at(-1)?.transaction, "status") ?? null]),
  );
  expect(statuses).toEqual({
    seed: null,
    captured: "CAPTURED",
    authorized: "AUTHORIZED",
    "partially-captured-with-splits": "PARTIALLY_CAPTURED",
    "captured-in-parts-with-splits": "CAPTURED",
    "failed-insufficient-funds": "FAILED",
    "failed-pick-up-card": "FAILED",
    "failed-older-vocabulary": "FAILED",
    "declined-by-customer": "DECLINED",
    "session-rejected": null,
    abandoned: null,
    cancelled: null,
    "on-hold": "ON_HOLD",
    "reused-reference": "CAPTURED",
    "multi-shipment-express": "CAPTURED",
    "partially-refunded": "PARTIALLY_REFUNDED",
    refunded: "REFUNDED",
    voided: "AUTHORIZATION_VOIDED",
    "capture-pending": "AUTHORIZED",
    corrected: "CAPTURED",
    "gift-card": "CAPTURED",
    b2b: "CAPTURED",
    "in-store": "CAPTURED",
    "unknown-values": "CAPTURED",
    "splits-over": "CAPTURED",
    "failed-invalid-merchant": "FAILED",
    "verification-not-completed": null,
    "attempt-not-finished": null,
    "reason-nobody-knows": null,
    "outcome-unknown": "UNKNOWN",
    "capture-failed": "AUTHORIZED",
    "refund-failed": "CAPTURED",
    "refused-three-times": "FAILED",
  });
});

test("the reused reference has two refused sessions before the paid one", () => {
  const reused = orders.find(({ order }) => order.name === "reused-reference");
  expect(reused?.records.map(({ transaction }) => textAt(transaction, "status"))).toEqual([
    "FAILED",
    "FAILED",
    "CAPTURED",
  ]);
  expect(
    new Set(reused?.records.map(({ session }) => textAt(session, "order", "merchant_reference"))).size,
  ).toBe(1);
});
