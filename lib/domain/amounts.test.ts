import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountsOf, statusOf } from "./amounts";
import { minorUnits } from "./minor-units";
import { sampleEvent, sampleSession, sampleSessionEvent, sampleTransaction } from "./test-order";
import type { TransactionEvent } from "./transaction";

const kr = (value: number) => minorUnits(value);
const authorize = sampleEvent("AUTHORIZE", 1, { transactionStatus: "AUTHORIZED" });
const of = (...events: TransactionEvent[]) => amountsOf({ transaction: sampleTransaction({ events }) });

describe("the status", () => {
  test("is the one Dintero sent, known or not", () => {
    expect(statusOf(sampleTransaction({ status: "SOMETHING_NEW", events: [authorize] }))).toEqual({
      status: "SOMETHING_NEW",
      source: "transaction",
    });
  });

  test("else what the last event led to, a correction preferred, whatever order they came in", () => {
    const capture = sampleEvent("CAPTURE", 5, { transactionStatus: "CAPTURED" });
    expect(statusOf(sampleTransaction({ events: [capture, authorize] })).status).toBe("CAPTURED");
    const corrected = sampleEvent("CAPTURE", 6, {
      success: false,
      transactionStatus: "AUTHORIZED",
      correction: { eventIds: [], status: "PARTIALLY_CAPTURED" },
    });
    expect(statusOf(sampleTransaction({ events: [authorize, corrected] })).status).toBe("PARTIALLY_CAPTURED");
  });

  test("is UNKNOWN when nothing tells", () => {
    expect(statusOf(sampleTransaction()).status).toBe("UNKNOWN");
  });
});

describe("amounts", () => {
  test("nothing is authorized until something succeeded", () => {
    const failed = sampleEvent("AUTHORIZE", 1, {
      success: false,
      amount: kr(10_000),
      transactionStatus: "FAILED",
    });
    expect(of(sampleEvent("INITIALIZE", 0), failed)).toMatchObject({
      authorized: 0,
      captured: 0,
      remaining: 0,
    });
  });

  test("a partial capture leaves the rest, of the total that was authorized", () => {
    expect(of(authorize, sampleEvent("CAPTURE", 2, { amount: kr(4_000) }))).toMatchObject({
      authorized: 10_000,
      captured: 4_000,
      remaining: 6_000,
    });
  });

  test("Swish is captured without an authorization (API.md 5.2)", () => {
    expect(of(sampleEvent("CAPTURE", 2, { amount: kr(10_000) }))).toMatchObject({
      authorized: 10_000,
      captured: 10_000,
      remaining: 0,
    });
  });

  test("a failed event moves no money", () => {
    const failed = sampleEvent("CAPTURE", 2, { amount: kr(4_000), success: false });
    const refused = sampleEvent("REFUND", 3, { amount: kr(4_000), success: false });
    expect(of(authorize, failed, refused)).toMatchObject({ captured: 0, refunded: 0, remaining: 10_000 });
  });

  test("a request is pending until its answer comes, by correlation_request_id", () => {
    const request = sampleEvent("INITIATE_CAPTURE", 2, { amount: kr(4_000) });
    expect(of(authorize, request)).toMatchObject({ captured: 0, pendingCapture: 4_000, remaining: 10_000 });
    const answer = sampleEvent("CAPTURE", 3, { amount: kr(4_000), correlationRequestId: request.requestId });
    expect(of(authorize, request, answer)).toMatchObject({
      captured: 4_000,
      pendingCapture: 0,
      remaining: 6_000,
    });
    const refusal = { ...answer, success: false };
    expect(of(authorize, request, refusal)).toMatchObject({
      captured: 0,
      pendingCapture: 0,
      remaining: 10_000,
    });
  });

  test("a void releases what is not captured", () => {
    expect(
      of(authorize, sampleEvent("CAPTURE", 2, { amount: kr(4_000) }), sampleEvent("VOID", 3)),
    ).toMatchObject({
      captured: 4_000,
      voided: 6_000,
      remaining: 0,
    });
  });

  test("a voided status counts even where no event tells of it", () => {
    const transaction = sampleTransaction({ status: "AUTHORIZATION_VOIDED", events: [authorize] });
    expect(amountsOf({ transaction })).toMatchObject({ authorized: 10_000, voided: 10_000, remaining: 0 });
  });

  test("a correction overrules the failure it repairs", () => {
    const capture = sampleEvent("CAPTURE", 2, {
      amount: kr(4_000),
      success: false,
      correction: { eventIds: ["7"], status: "PARTIALLY_CAPTURED", remainingCaptureAmount: kr(5_000) },
    });
    expect(of(authorize, capture)).toMatchObject({ captured: 5_000, remaining: 5_000 });
    const undone = { ...capture, success: true, correction: { eventIds: [], status: "AUTHORIZED" } };
    expect(of(authorize, undone)).toMatchObject({ captured: 0, remaining: 10_000 });
  });

  test("a correction that another event carried out moves the money once, whichever of the two names the other", () => {
    const correction = { eventIds: ["4"], status: "CAPTURED", remainingCaptureAmount: kr(0) };
    const failed = sampleEvent("CAPTURE", 2, { id: "3", amount: kr(10_000), success: false, correction });
    const repair = sampleEvent("CAPTURE", 3, { id: "4", amount: kr(10_000) });
    expect(of(authorize, failed, repair)).toMatchObject({ captured: 10_000, remaining: 0 });
    const plain = { ...failed, correction: undefined };
    const naming = { ...repair, correction: { ...correction, eventIds: ["3"] } };
    expect(of(authorize, plain, naming)).toMatchObject({ captured: 10_000, remaining: 0 });
  });

  test("an event that the document repeats counts once", () => {
    const capture = sampleEvent("CAPTURE", 2, { id: "3", amount: kr(4_000) });
    expect(of(authorize, capture, capture)).toMatchObject({ captured: 4_000 });
  });

  test("without events the status tells what it can", () => {
    expect(amountsOf({ transaction: sampleTransaction({ status: "CAPTURED" }) })).toMatchObject({
      captured: 10_000,
    });
    expect(amountsOf({ transaction: sampleTransaction({ status: "FAILED" }) })).toMatchObject({
      authorized: 0,
    });
  });

  test("a session that was not paid holds no money, gift cards included", () => {
    const session = sampleSession({}, { giftCards: [{ amount: kr(500) }] });
    expect(amountsOf({ session })).toMatchObject({
      ordered: 10_000,
      authorized: 0,
      remaining: 0,
      giftCards: 0,
    });
  });

  test("a session that says it was paid is believed when its transaction is not known", () => {
    const session = sampleSession({ events: [sampleSessionEvent("AUTHORIZED", 1, { amount: 9_000 })] });
    expect(amountsOf({ session })).toMatchObject({ authorized: 9_000, remaining: 9_000, captured: 0 });
  });

  test("the currencies of session and transaction are never mixed", () => {
    const session = sampleSession({}, { currency: "SEK", amount: kr(777), giftCards: [{ amount: kr(5) }] });
    expect(amountsOf({ session, transaction: sampleTransaction({ events: [authorize] }) })).toMatchObject({
      currency: "NOK",
      ordered: 10_000,
      giftCards: 0,
    });
  });
});

const events = fc.array(
  fc.record({
    event: fc.constantFrom(
      "INITIALIZE",
      "AUTHORIZE",
      "CAPTURE",
      "REFUND",
      "VOID",
      "INITIATE_CAPTURE",
      "SETTLEMENT",
      "NEW_ONE",
    ),
    minute: fc.nat(100),
    amount: fc.option(fc.integer({ min: 0, max: 20_000 }), { nil: undefined }),
    success: fc.option(fc.boolean(), { nil: undefined }),
  }),
);
const built = events.map((entries) =>
  entries.map(({ event, minute, amount, success }) =>
    sampleEvent(event, minute, {
      success,
      amount: amount === undefined ? undefined : kr(amount),
      id: `${event}${minute}${amount}`,
    }),
  ),
);

test("no history, however wrong, throws or gives a negative remainder", () => {
  fc.assert(
    fc.property(built, (history) => {
      const amounts = of(...history);
      expect(amounts.remaining).toBeGreaterThanOrEqual(0);
      expect(amounts.pendingCapture).toBeLessThanOrEqual(amounts.remaining);
      if (amounts.captured + amounts.voided <= amounts.authorized) {
        expect(amounts.captured + amounts.voided + amounts.remaining).toBe(amounts.authorized);
      }
    }),
  );
});

test("captured is the sum of the captures that succeeded, in whatever order they are given", () => {
  const captures = fc.array(fc.record({ amount: fc.nat(1_000), success: fc.boolean() }), { maxLength: 10 });
  fc.assert(
    fc.property(captures, fc.gen(), (entries, pick) => {
      const history = entries.map(({ amount, success }, index) =>
        sampleEvent("CAPTURE", index, { amount: kr(amount), success }),
      );
      const shuffled = [...history].sort(() => pick(fc.integer, { min: -1, max: 1 }));
      const expected = entries.reduce((total, { amount, success }) => total + (success ? amount : 0), 0);
      expect(of(authorize, ...shuffled).captured).toBe(expected);
    }),
  );
});
