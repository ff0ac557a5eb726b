import { describe, expect, test } from "vitest";
import { contextOf, type RelatedOrder, withContext } from "./order-context";
import { readOrder } from "./read-order";
import {
  sampleEvent,
  sampleInstant,
  sampleSession,
  sampleSessionEvent,
  sampleTransaction,
} from "./test-order";

const NOON = Date.parse(sampleInstant(0));

/** Refused at one minute past noon. */
const refused = readOrder(
  {
    transaction: sampleTransaction({
      status: "FAILED",
      events: [sampleEvent("AUTHORIZE", 1, { success: false, error: { types: ["INSUFFICIENT_FUNDS"] } })],
    }),
  },
  NOON,
);
const paid = readOrder(
  { transaction: sampleTransaction({ status: "AUTHORIZED", events: [sampleEvent("AUTHORIZE", 5)] }) },
  NOON,
);

function other(change: Partial<RelatedOrder>): RelatedOrder {
  return {
    sessionId: "T12345678.other",
    status: "AUTHORIZED",
    ordered: 10_000,
    currency: "NOK",
    paymentProductType: "vipps",
    isSameReference: true,
    ...change,
  };
}
const paidAt = (minute: number, change: Partial<RelatedOrder> = {}) =>
  other({ paidAt: sampleInstant(minute), ...change });
const refusedAt = (minute: number, failureReason = "declinedByBank") =>
  other({
    status: "FAILED",
    failedAt: sampleInstant(minute),
    failureReason,
    paymentProductType: "dintero_psp.creditcard",
    isSameReference: false,
  });
const around = (...others: RelatedOrder[]) => contextOf(refused, sampleInstant(0), others);

describe("an order that failed", () => {
  test("was recovered by the next payment of its reference, before any other of the customer's", () => {
    expect(around(paidAt(5)).recovery).toMatchObject({
      gapMs: 4 * 60_000,
      order: { paymentProductType: "vipps" },
    });
    const customers = paidAt(3, { isSameReference: false, sessionId: "T12345678.customers" });
    expect(around(customers, paidAt(5)).recovery?.gapMs).toBe(4 * 60_000);
    expect(around(customers).recovery?.order.sessionId).toBe("T12345678.customers");
  });

  test("was not recovered by what the customer bought another day, or in another currency", () => {
    expect(around(paidAt(2 + 24 * 60, { isSameReference: false })).recovery).toBeUndefined();
    expect(around(paidAt(5, { isSameReference: false, currency: "SEK" })).recovery).toBeUndefined();
    expect(around(other({ status: "FAILED" })).recovery).toBeUndefined();
  });

  test("is not answered with another try when its reference has been paid", () => {
    const told = (...others: RelatedOrder[]) => withContext(refused.failure, around(...others));
    expect(told(paidAt(5))).toMatchObject({
      rule: "insufficientFunds",
      reply: "alreadyPaid",
      steps: ["alreadyPaid"],
    });
    expect(told(paidAt(-5))).toMatchObject({ reply: "alreadyPaid" });
    expect(told(paidAt(5, { isSameReference: false }))).toEqual(refused.failure);
    expect(told(paidAt(5, { status: "REFUNDED" }))).toEqual(refused.failure);
    expect(told()).toEqual(refused.failure);
  });

  test("under a reference that had been paid already needs no second payment", () => {
    const context = around(paidAt(-3));
    expect(context.paidBefore?.gapMs).toBe(4 * 60_000);
    expect(context.recovery).toBeUndefined();
  });

  test("knows which of the reference's sessions it is", () => {
    const made = (minute: number) => other({ createdAt: sampleInstant(minute), status: "FAILED" });
    expect(around(made(-5), made(9)).attempt).toEqual({ number: 2, count: 3 });
    expect(around(refusedAt(3)).attempt).toBeUndefined();
  });

  test("is one of many refusals only when three of them fall into ten minutes", () => {
    expect(around(refusedAt(4)).refusals).toBeUndefined();
    expect(around(refusedAt(4), refusedAt(12)).refusals).toBeUndefined();
    expect(around(refusedAt(4), refusedAt(9)).refusals).toEqual({
      count: 3,
      withinMs: 8 * 60_000,
      areCards: true,
    });
    expect(around(refusedAt(4), refusedAt(9, "customerCancelled")).refusals).toBeUndefined();
  });

  test("among cards is called a refused card, and with one lender among them only an attempt", () => {
    const lender = { ...refusedAt(3), paymentProductType: "collector.invoice" };
    expect(around(refusedAt(2), lender).refusals).toMatchObject({ count: 3, areCards: false });
  });
});

describe("an order that was paid", () => {
  test("tells of another payment of its reference, and of the tries that failed before", () => {
    const failedFirst = other({
      status: "FAILED",
      failedAt: sampleInstant(-2),
      failureReason: "declinedByBank",
    });
    const context = contextOf(paid, sampleInstant(0), [failedFirst, paidAt(20)]);
    expect(context.paidTwice).toMatchObject({ status: "AUTHORIZED" });
    expect(context.failedBefore).toBe(1);
    expect(context.recovery).toBeUndefined();
  });

  test("is not paid twice because the customer bought something else", () => {
    expect(
      contextOf(paid, sampleInstant(0), [paidAt(20, { isSameReference: false })]).paidTwice,
    ).toBeUndefined();
  });
});

test("an open order says nothing of recovery", () => {
  const open = readOrder({ session: sampleSession({ events: [sampleSessionEvent("VISITED", 1)] }) }, NOON);
  expect(contextOf(open, sampleInstant(0), [paidAt(5)])).toMatchObject({
    recovery: undefined,
    failedBefore: 0,
  });
});
