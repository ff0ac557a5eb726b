import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { amountsOf } from "./amounts";
import { minorUnits } from "./minor-units";
import { payoutPartsOf } from "./payout-parts";
import { sampleEvent, sampleTransaction } from "./test-order";
import type { TransactionEvent } from "./transaction";

const amount = fc.nat({ max: 50_000 }).map(minorUnits);
const splits = fc.array(
  fc.record({ payoutDestinationId: fc.constantFrom("seller-a", "seller-b", "seller-c"), amount }),
  { maxLength: 4 },
);
const events: fc.Arbitrary<TransactionEvent> = fc
  .record({
    event: fc.constantFrom("AUTHORIZE", "CAPTURE", "REFUND", "VOID", "INITIATE_CAPTURE"),
    success: fc.boolean(),
    amount: fc.option(amount, { nil: undefined, freq: 5 }),
    splits,
    minute: fc.nat({ max: 50 }),
    remainingCaptureAmount: fc.option(amount, { nil: undefined, freq: 8 }),
  })
  .map(({ event, minute, remainingCaptureAmount, ...given }) =>
    sampleEvent(event, minute, {
      ...given,
      correction: remainingCaptureAmount === undefined ? undefined : { eventIds: [], remainingCaptureAmount },
    }),
  );

const capture = (change: Partial<TransactionEvent> = {}) =>
  sampleEvent("CAPTURE", 1, { id: "capture", success: true, amount: minorUnits(59_700), ...change });
const sums = (captured: number, refunded = 0) => ({
  captured: minorUnits(captured),
  refunded: minorUnits(refunded),
});

describe("the parts of an order's money", () => {
  test("sum to what the list says was captured and refunded, whatever the history", () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 8 }), (history) => {
        const transaction = sampleTransaction({ events: history, amount: minorUnits(100_000) });
        const { captured, refunded } = amountsOf({ transaction });
        const parts = payoutPartsOf(transaction, { captured, refunded });
        const total = (event: string) =>
          parts.filter((part) => part.event === event).reduce((sum, part) => sum + part.amount, 0);
        expect(total("CAPTURE")).toBe(captured);
        expect(total("REFUND")).toBe(0 - refunded);
      }),
    );
  });

  test("of a capture split between two sellers are theirs, and the rest is the merchant's own", () => {
    const transaction = sampleTransaction({
      events: [
        capture({
          splits: [
            { payoutDestinationId: "seller-a", amount: minorUnits(29_700) },
            { payoutDestinationId: "seller-b", amount: minorUnits(20_000) },
          ],
          feeSplit: { type: "proportional", destinations: ["seller-a"] },
          settlements: { events: [{ settlementId: "s1" }, {}] },
        }),
      ],
    });
    const common = {
      event: "CAPTURE",
      eventId: "capture",
      eventAmount: 59_700,
      feeSplit: { type: "proportional", destinations: ["seller-a"] },
      settlementIds: ["s1"],
    };
    expect(payoutPartsOf(transaction, sums(59_700))).toMatchObject([
      { ...common, part: "seller", payoutDestinationId: "seller-a", amount: 29_700 },
      { ...common, part: "seller", payoutDestinationId: "seller-b", amount: 20_000 },
      { ...common, part: "remainder", payoutDestinationId: undefined, amount: 10_000 },
    ]);
  });

  test("of a refund are negative, and those of what failed are none", () => {
    const transaction = sampleTransaction({
      events: [
        capture(),
        sampleEvent("REFUND", 2, { success: true, amount: minorUnits(700) }),
        sampleEvent("REFUND", 2, { success: false, amount: minorUnits(100) }),
      ],
    });
    expect(payoutPartsOf(transaction, sums(59_700, 700)).map(({ event, amount }) => [event, amount])).toEqual(
      [
        ["CAPTURE", 59_700],
        ["REFUND", -700],
      ],
    );
  });

  test("are not itemized where the history leaves them out, or where there is none", () => {
    expect(payoutPartsOf(sampleTransaction({ events: [capture()] }), sums(60_000))).toMatchObject([
      { part: "remainder", amount: 59_700 },
      { part: "unitemized", amount: 300 },
    ]);
    expect(payoutPartsOf(undefined, sums(500, 200))).toMatchObject([
      { event: "CAPTURE", part: "unitemized", amount: 500 },
      { event: "REFUND", part: "unitemized", amount: -200 },
    ]);
  });
});
