import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CaptureContribution, captureContributionOf } from "./capture-parts";
import { minorUnits } from "./minor-units";
import { summarizeOrder } from "./summarize-order";
import { sampleEvent, sampleInstant, sampleTransaction } from "./test-order";
import type { EventItem, Transaction, TransactionEvent } from "./transaction";

const NOW = Date.parse("2026-05-13T00:00:00.000Z");

function contributionOf(transaction: Transaction): CaptureContribution | undefined {
  return captureContributionOf({ transaction }, summarizeOrder({ transaction }, NOW));
}

const split = (payoutDestinationId: string, amount: number) => ({
  payoutDestinationId,
  amount: minorUnits(amount),
});
const money = (event: string, minute: number, amount: number, change: Partial<TransactionEvent> = {}) =>
  sampleEvent(event, minute, { id: `${event}-${minute}`, amount: minorUnits(amount), ...change });
const partsOf = (...events: TransactionEvent[]) =>
  contributionOf(sampleTransaction({ events: [money("AUTHORIZE", 0, 10_000), ...events] }))?.parts ?? [];
const item = (change: Partial<EventItem>): EventItem => ({ splits: [], ...change });

const amounts = fc.nat({ max: 5_000 }).map(minorUnits);
const splits = fc.array(
  fc.record({ payoutDestinationId: fc.constantFrom("seller-a", "seller-b", " "), amount: amounts }),
  { maxLength: 3 },
);
const maybe = <T>(values: fc.Arbitrary<T>, freq = 4) => fc.option(values, { nil: undefined, freq });
const items = fc.array(
  fc.record({ amount: maybe(amounts), splits }).map((from): EventItem => from),
  { maxLength: 2 },
);
const correction = fc.record({
  eventIds: fc.subarray(["1", "2", "3"]),
  status: maybe(fc.constantFrom("CAPTURED", "FAILED", "PARTIALLY_REFUNDED"), 2),
  remainingCaptureAmount: maybe(amounts, 2),
  remainingRefundAmount: maybe(amounts, 2),
});
const events: fc.Arbitrary<TransactionEvent> = fc
  .record({
    name: fc.constantFrom("AUTHORIZE", "CAPTURE", "CAPTURE", "REFUND", "VOID", "INITIATE_CAPTURE", "ODD"),
    id: maybe(fc.constantFrom("1", "2", "3")),
    success: maybe(fc.boolean(), 6),
    amount: maybe(amounts, 6),
    createdAt: maybe(
      fc.constantFrom(sampleInstant(1), sampleInstant(50), "0012-01-01T00:00:00Z", "9999-12-31T23:59:59Z"),
      4,
    ),
    splits,
    items,
    correction: maybe(correction, 2),
    transactionStatus: maybe(fc.constantFrom("CAPTURED", "DECLINED"), 2),
  })
  .map(({ name, ...given }) => sampleEvent(name, 0, given));

describe("what an order contributes", () => {
  test("sums to what the list says was captured and refunded, whatever the history; each part has a time", () => {
    fc.assert(
      fc.property(
        fc.array(events, { maxLength: 7 }),
        fc.constantFrom(undefined, "CAPTURED", "REFUNDED", "AUTHORIZATION_VOIDED", "FAILED", "ODD"),
        (history, status) => {
          const transaction = sampleTransaction({ events: history, status });
          const summary = summarizeOrder({ transaction }, NOW);
          const { captured, refunded, authorized } = summary;
          const contribution = captureContributionOf({ transaction }, summary);
          if (contribution === undefined) {
            expect([captured, refunded, authorized]).toEqual([0, 0, 0]);
            return;
          }
          const { parts, authorizedAt } = contribution;
          const total = (kind: string) =>
            parts.filter((part) => part.kind === kind).reduce((sum, part) => sum + part.amount, 0);
          expect([total("capture"), total("refund")]).toEqual([captured, refunded]);
          for (const { at } of [...parts, { at: authorizedAt }]) {
            expect(Date.parse(at)).toBeGreaterThanOrEqual(0);
            expect(at < "2200").toBe(true);
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  test("of a split capture is a part for each seller and the rest; together they are the event, counted once", () => {
    expect(
      partsOf(money("CAPTURE", 1, 1_000, { splits: [split("seller-a", 300), split("seller-b", 500)] })),
    ).toMatchObject([
      {
        payoutDestinationId: "seller-a",
        part: "seller",
        amount: 300,
        eventAmount: 1_000,
        isEventFirst: true,
      },
      {
        payoutDestinationId: "seller-b",
        part: "seller",
        amount: 500,
        eventAmount: 1_000,
        isEventFirst: false,
      },
      { payoutDestinationId: undefined, part: "remainder", amount: 200, isEventFirst: false },
    ]);
  });

  test("is the same whether splits stand on the event or in its lines", () => {
    const onEvent = money("CAPTURE", 1, 1_000, { splits: [split("seller-a", 300)] });
    const inLines = money("CAPTURE", 1, 1_000, {
      items: [
        item({ amount: minorUnits(600), splits: [split("seller-a", 100)] }),
        item({ amount: minorUnits(400), splits: [split("seller-a", 200)] }),
      ],
    });
    expect(partsOf(inLines)).toEqual(partsOf(onEvent));
  });

  test("of refunds is positive and of its own kind; what was only asked for, or failed, is nothing", () => {
    expect(
      partsOf(
        money("INITIATE_CAPTURE", 1, 1_000),
        money("CAPTURE", 2, 1_000),
        money("CAPTURE", 3, 500, { success: false, error: { types: [] } }),
        money("INITIATE_REFUND", 4, 100),
        money("REFUND", 5, 100, { splits: [split("seller-a", 100)] }),
      ),
    ).toMatchObject([
      { kind: "capture", amount: 1_000, at: sampleInstant(2) },
      {
        kind: "refund",
        amount: 100,
        payoutDestinationId: "seller-a",
        at: sampleInstant(5),
        isEventFirst: true,
      },
    ]);
  });

  test("of a correction is what it moved, at its time, and no capture more", () => {
    const repaired = { eventIds: [], remainingCaptureAmount: minorUnits(9_400) };
    expect(
      partsOf(money("CAPTURE", 1, 1_000), money("VOID", 2, 1, { success: false, correction: repaired })),
    ).toMatchObject([
      { amount: 1_000, at: sampleInstant(1), isEventFirst: true },
      { amount: -400, at: sampleInstant(2), part: "unitemized", isEventFirst: false },
    ]);
    const happened = { eventIds: [], status: "CAPTURED" };
    expect(partsOf(money("CAPTURE", 1, 1_000, { success: false, correction: happened }))).toMatchObject([
      { amount: 1_000, part: "remainder", isEventFirst: true },
    ]);
  });

  test("without amounts, a history or a document is not itemized, and counted all the same", () => {
    expect(partsOf(sampleEvent("CAPTURE", 1, {}))).toMatchObject([
      { part: "unitemized", amount: 10_000, at: sampleInstant(1), isEventFirst: true },
    ]);
    const listed = sampleTransaction({ status: "CAPTURED", createdAt: sampleInstant(7) });
    expect(contributionOf(listed)).toMatchObject({
      authorizedAt: sampleInstant(7),
      parts: [{ part: "unitemized", amount: 10_000, at: sampleInstant(7), isEventFirst: true }],
    });
    const summary = { ...summarizeOrder({ transaction: listed }, NOW), capturedAt: sampleInstant(9) };
    expect(captureContributionOf({}, summary)?.parts).toMatchObject([
      { part: "unitemized", amount: 10_000, at: sampleInstant(9), isEventFirst: true },
    ]);
  });

  test("of an event without an instant stands at the one before it", () => {
    const [part] = partsOf(money("CAPTURE", 5, 1_000), money("CAPTURE", 6, 1_000, { createdAt: undefined }));
    expect(part?.at).toBe(sampleInstant(5));
    const [only] = partsOf(money("CAPTURE", 6, 1_000, { createdAt: undefined }));
    expect(only?.at).toBe(sampleInstant(0));
  });

  test("of an authorization alone, or of none, has no parts, or is nothing", () => {
    expect(contributionOf(sampleTransaction({ events: [money("AUTHORIZE", 3, 10_000)] }))).toMatchObject({
      authorized: 10_000,
      authorizedAt: sampleInstant(3),
      parts: [],
    });
    expect(contributionOf(sampleTransaction({ status: "FAILED" }))).toBeUndefined();
  });

  test("bears the fee of its event as the fee split says, to the last unit", () => {
    const settlements = { events: [{ settlementId: "s1", fee: minorUnits(100) }, { settlementId: "s1" }] };
    const parts = [split("seller-a", 300), split("seller-b", 400)];
    const capture = (change: Partial<TransactionEvent>) =>
      partsOf(money("CAPTURE", 1, 1_000, { settlements, ...change })).map(({ fee, settlementIds }) => [
        fee,
        ...settlementIds,
      ]);
    expect(capture({})).toEqual([[100, "s1"]]);
    expect(capture({ splits: parts })).toEqual([
      [undefined, "s1"],
      [undefined, "s1"],
      [undefined, "s1"],
    ]);
    const feeSplit = { type: "proportional", destinations: ["seller-a", "seller-b"] };
    expect(capture({ splits: parts, feeSplit }).map(([fee]) => fee)).toEqual([42, 58, 0]);
    expect(capture({ splits: parts, feeSplit: { ...feeSplit, destinations: ["seller-x"] } })[0]).toEqual([
      undefined,
      "s1",
    ]);
  });
});
