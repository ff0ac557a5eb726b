import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorUnits } from "./minor-units";
import type { Check, OrderDocuments } from "./order";
import { readOrder } from "./read-order";
import { summarizeOrder } from "./summarize-order";
import {
  sampleEvent,
  sampleInstant,
  sampleItem,
  sampleSession,
  sampleSessionEvent,
  sampleTransaction,
} from "./test-order";
import type { Transaction } from "./transaction";

const kr = minorUnits;
const NOON = Date.parse(sampleInstant(0));
const checks = (documents: OrderDocuments): readonly Check[] => readOrder(documents, NOON).checks;
const rules = (documents: OrderDocuments) => checks(documents).map((check) => check.rule);
const authorize = sampleEvent("AUTHORIZE", 1);
const capture = (amount: number, change = {}) => sampleEvent("CAPTURE", 2, { amount: kr(amount), ...change });
const split = (payoutDestinationId: string, amount: number) => ({ payoutDestinationId, amount: kr(amount) });
const paid = (change: Partial<Transaction>) => ({
  transaction: sampleTransaction({ status: "CAPTURED", ...change }),
});

test("an order that adds up has no checks", () => {
  const session = sampleSession(
    { transactionId: "T12345678.transaction" },
    { items: [sampleItem("1", 10_000, { vat: 25, vatAmount: kr(2_000) })], vatAmount: kr(2_000) },
  );
  const transaction = sampleTransaction({
    status: "CAPTURED",
    merchantReference: "10023",
    items: [sampleItem("1", 10_000)],
    events: [
      authorize,
      capture(10_000, { items: [{ lineId: "1", amount: kr(10_000), splits: [split("a", 10_000)] }] }),
    ],
  });
  expect(checks({ session, transaction })).toEqual([]);
});

describe("sums", () => {
  test("items and shipping against the order, both figures given", () => {
    expect(checks({ session: sampleSession({}, { items: [sampleItem("1", 9_000)] }) })).toEqual([
      { rule: "itemsTotal", expected: 10_000, actual: 9_000, unit: "money", subject: undefined },
    ]);
  });

  test("a partial payment may be lower than its items, not higher", () => {
    expect(
      rules({ session: sampleSession({}, { partialPayment: true, items: [sampleItem("1", 12_000)] }) }),
    ).toEqual([]);
    expect(
      rules({ session: sampleSession({}, { partialPayment: true, items: [sampleItem("1", 9_000)] }) }),
    ).toEqual(["itemsTotal"]);
  });

  test("the lines of a transaction against its amount", () => {
    expect(rules(paid({ items: [sampleItem("1", 9_000)], events: [capture(10_000)] }))).toContain(
      "transactionItemsTotal",
    );
  });

  test("splits and lines of each capture and refund against its amount, counted as in the timeline", () => {
    const events = [
      authorize,
      capture(4_000, { splits: [split("a", 3_000)] }),
      sampleEvent("CAPTURE", 3, {
        amount: kr(6_000),
        items: [{ lineId: "1", amount: kr(5_000), splits: [] }],
      }),
      sampleEvent("REFUND", 4, { amount: kr(1_000), splits: [split("a", 2_000)], items: [] }),
    ];
    expect(checks({ transaction: sampleTransaction({ status: "PARTIALLY_REFUNDED", events }) })).toEqual([
      { rule: "captureSplitsShort", expected: 4_000, actual: 3_000, unit: "money", subject: "1" },
      { rule: "captureLines", expected: 6_000, actual: 5_000, unit: "money", subject: "2" },
      { rule: "captureWithoutSplits", expected: undefined, actual: 6_000, unit: "money", subject: "2" },
      { rule: "refundSplits", expected: 1_000, actual: 2_000, unit: "money", subject: "1" },
    ]);
  });

  test("a capture may leave a part unsplit without contradicting itself, and not give away more than it is", () => {
    const order = (amount: number) => ({
      transaction: sampleTransaction({
        status: "CAPTURED",
        amount: kr(4_000),
        events: [
          sampleEvent("AUTHORIZE", 1, { amount: kr(4_000) }),
          capture(4_000, { splits: [split("a", amount)] }),
        ],
      }),
    });
    const rulesKept = (amount: number) => summarizeOrder(order(amount), NOON).checkRules;
    expect([rulesKept(3_000), rulesKept(4_000), rulesKept(5_000)]).toEqual([[], [], ["captureSplits"]]);
  });

  test("a line may leave a part unsplit, and not give away more than it costs", () => {
    const line = (amount: number) =>
      rules({
        session: sampleSession({}, { items: [sampleItem("1", 10_000, { splits: [split("a", amount)] })] }),
      });
    expect([line(8_800), line(10_000), line(10_001)]).toEqual([[], [], ["lineSplits"]]);
  });

  test("a shop that never splits is not asked for splits", () => {
    expect(
      rules(paid({ events: [capture(4_000), sampleEvent("CAPTURE", 3, { amount: kr(6_000) })] })),
    ).toEqual([]);
  });

  test("unknown payout destinations pass: Dintero takes them in silence (QUIRKS 39)", () => {
    expect(
      rules(paid({ events: [capture(10_000, { splits: [split("nobody-knows-me", 10_000)] })] })),
    ).toEqual([]);
  });

  test("more captured than authorized, more refunded than captured, more than a line costs", () => {
    const events = [
      authorize,
      capture(12_000, { items: [{ lineId: "1", amount: kr(12_000), splits: [] }] }),
      sampleEvent("REFUND", 3, { amount: kr(13_000) }),
    ];
    const found = rules({
      transaction: sampleTransaction({ items: [sampleItem("1", 10_000)], events, status: "REFUNDED" }),
    });
    expect(found).toEqual(["capturedTooMuch", "refundedTooMuch", "lineCapturedTooMuch"]);
  });

  test("gift cards above the payment", () => {
    expect(rules(paid({ events: [capture(10_000)], giftCards: [{ amount: kr(10_001) }] }))).toEqual([
      "giftCardsTooMuch",
    ]);
  });
});

describe("the status against the sums", () => {
  test.each([
    ["CAPTURED", [authorize, capture(9_000)], ["statusCaptured"]],
    ["CAPTURED", [authorize, capture(9_000), sampleEvent("VOID", 3)], []],
    ["PARTIALLY_CAPTURED", [authorize], ["statusPartlyCaptured"]],
    ["PARTIALLY_CAPTURED", [authorize, capture(10_000)], ["statusPartlyCaptured"]],
    ["PARTIALLY_CAPTURED", [authorize, capture(1)], []],
    ["AUTHORIZED", [authorize, capture(1)], ["statusCaptured"]],
    ["FAILED", [capture(10_000)], ["statusCaptured"]],
    ["REFUNDED", [capture(10_000), sampleEvent("REFUND", 3, { amount: kr(9_000) })], ["statusRefunded"]],
    ["PARTIALLY_REFUNDED", [capture(10_000)], ["statusPartlyRefunded"]],
    ["AUTHORIZATION_VOIDED", [authorize, sampleEvent("VOID", 3)], []],
    ["CAPTURED", [], ["historyMissing"]],
    ["FAILED", [], []],
    ["SOMETHING_NEW", [authorize, capture(1)], []],
  ])("%s (%#)", (status, events, expected) => {
    expect(rules({ transaction: sampleTransaction({ status, events }) })).toEqual(expected);
  });
});

describe("VAT and discounts", () => {
  const line = (change: Parameters<typeof sampleItem>[2]) =>
    rules({ session: sampleSession({}, { items: [sampleItem("1", 10_000, change)] }) });

  test("a rate that looks like a fraction (QUIRKS 22), or is none", () => {
    expect(line({ vat: 0.25 })).toEqual(["vatFraction"]);
    expect(line({ vat: 0 })).toEqual([]);
    expect(line({ vat: -1 })).toEqual(["vatRange"]);
    expect(line({ vat: 101 })).toEqual(["vatRange"]);
  });

  test("VAT is included in a line's amount; rounding per piece is forgiven", () => {
    expect(line({ vat: 25, vatAmount: kr(2_000) })).toEqual([]);
    expect(line({ vat: 25, vatAmount: kr(2_002) })).toEqual([]);
    expect(line({ vat: 25, vatAmount: kr(2_500) })).toEqual(["vatAmount"]);
  });

  test("the order's VAT against its lines', with shipping or without; silent when a line says nothing", () => {
    const order = (vatAmount: number, vat?: number) =>
      rules({
        session: sampleSession({}, { vatAmount: kr(vatAmount), items: [sampleItem("1", 10_000, { vat })] }),
      });
    expect(order(2_000, 25)).toEqual([]);
    expect(order(2_500, 25)).toEqual(["orderVat"]);
    expect(order(2_500)).toEqual([]);
  });

  test("gross less discounts is the line", () => {
    const discountLines = [{ amount: kr(4_400) }];
    expect(line({ grossAmount: kr(14_400), discountLines })).toEqual([]);
    expect(line({ grossAmount: kr(14_000), discountLines })).toEqual(["discount"]);
    expect(line({ grossAmount: kr(14_000), discountLines: [{ percentage: 44 }] })).toEqual([]);
  });
});

describe("session and transaction", () => {
  const captured = sampleTransaction({ status: "CAPTURED", events: [capture(10_000)] });

  test("of two currencies are not compared in amount", () => {
    const session = sampleSession({}, { currency: "SEK", amount: kr(5) });
    expect(checks({ session, transaction: captured })).toEqual([
      { rule: "currency", expected: "SEK", actual: "NOK", unit: "text", subject: undefined },
    ]);
  });

  test("that disagree on amount, reference or each other's id", () => {
    const session = sampleSession(
      { id: "T12345678.other", transactionId: "T12345678.other" },
      { amount: kr(9_000), merchantReference: "A" },
    );
    const transaction = { ...captured, merchantReference: "B" };
    expect(rules({ session, transaction })).toEqual([
      "orderAmount",
      "reference",
      "otherTransaction",
      "otherSession",
    ]);
  });

  test("an empty reference is not a different one (QUIRKS 33)", () => {
    const session = sampleSession({}, { merchantReference: "" });
    expect(rules({ session, transaction: { ...captured, merchantReference: "B" } })).toEqual([]);
  });

  test("a session that was given up while its money was taken", () => {
    const session = sampleSession({ cancelledAt: sampleInstant(-1) });
    expect(rules({ session, transaction: captured })).toEqual(["sessionGivenUp"]);
    const voided = sampleTransaction({
      status: "AUTHORIZATION_VOIDED",
      events: [authorize, sampleEvent("VOID", 2)],
    });
    expect(rules({ session, transaction: voided })).toEqual([]);
  });

  test("a transaction that is named and not known", () => {
    expect(
      rules({
        session: sampleSession({
          transactionId: "T12345678.gone",
          events: [sampleSessionEvent("AUTHORIZED", 1)],
        }),
      }),
    ).toEqual(["transactionMissing"]);
  });
});

test("two lines of one id are pointed out", () => {
  expect(
    rules({ session: sampleSession({}, { items: [sampleItem("1", 5_000), sampleItem("1", 5_000)] }) }),
  ).toEqual(["duplicateLine"]);
});

test("orders built to add up never raise a check, whatever the figures", () => {
  const part = fc.record({
    amount: fc.integer({ min: 1, max: 1_000_000 }),
    vat: fc.constantFrom(0, 6, 12, 15, 25),
    share: fc.nat(100),
    isCaptured: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const items = parts.map(({ amount, vat }, index) =>
        sampleItem(String(index), amount, { vat, vatAmount: kr(Math.round((amount * vat) / (100 + vat))) }),
      );
      const amount = kr(parts.reduce((total, entry) => total + entry.amount, 0));
      const events = parts.flatMap((entry, index) => {
        const mine = Math.floor((entry.amount * entry.share) / 100);
        const line = {
          lineId: String(index),
          amount: kr(entry.amount),
          splits: [split("a", mine), split("b", entry.amount - mine)],
        };
        return entry.isCaptured
          ? [sampleEvent("CAPTURE", index + 2, { amount: kr(entry.amount), items: [line] })]
          : [];
      });
      const status =
        events.length === 0
          ? "AUTHORIZED"
          : events.length === parts.length
            ? "CAPTURED"
            : "PARTIALLY_CAPTURED";
      const transaction = sampleTransaction({ amount, status, items, events: [authorize, ...events] });
      expect(checks({ session: sampleSession({}, { amount, items }), transaction })).toEqual([]);
    }),
  );
});
