import { expect, test } from "vitest";
import { amountsOf } from "./amounts";
import type { ShippingOption } from "./items";
import { linesOf } from "./lines";
import { minorUnits } from "./minor-units";
import type { OrderDocuments } from "./order";
import { sampleEvent, sampleItem, sampleSession, sampleTransaction } from "./test-order";

const shipping: ShippingOption = {
  id: "bring",
  lineId: "bring-1",
  amount: minorUnits(1_000),
  title: "Home delivery",
  countries: [],
  metadata: {},
  splits: [],
  shipments: [],
  shipmentItems: [],
};
const lines = (documents: OrderDocuments) =>
  linesOf(documents, amountsOf(documents)).map(({ item, captured, refunded, left }) => [
    item.lineId,
    item.amount,
    captured,
    refunded,
    left,
  ]);
const authorize = sampleEvent("AUTHORIZE", 1);

test("shipping is a line once, whichever document it comes from", () => {
  const session = sampleSession({}, { items: [sampleItem("1", 9_000)], shippingOption: shipping });
  const expected = [
    ["1", 9_000, 0, 0, 0],
    ["bring-1", 1_000, 0, 0, 0],
  ];
  expect(lines({ session })).toEqual(expected);
  const moved = sampleTransaction({
    items: [sampleItem("1", 9_000), sampleItem("bring-1", 1_000)],
    shippingOption: shipping,
  });
  expect(lines({ session, transaction: moved })).toEqual(expected);
  const kept = sampleTransaction({ items: [sampleItem("1", 9_000)], shippingOption: shipping });
  expect(lines({ transaction: kept })).toEqual(expected);
  const complete = sampleTransaction({
    items: [sampleItem("1", 9_000), sampleItem("s", 1_000)],
    shippingOption: shipping,
  });
  expect(lines({ transaction: complete })).toHaveLength(2);
});

test("captures and refunds are matched by line_id", () => {
  const transaction = sampleTransaction({
    items: [sampleItem("1", 6_000, { quantity: 3 }), sampleItem("2", 4_000)],
    events: [
      authorize,
      sampleEvent("CAPTURE", 2, {
        amount: minorUnits(4_000),
        items: [{ lineId: "1", amount: minorUnits(4_000), quantity: 2, splits: [] }],
      }),
      sampleEvent("CAPTURE", 3, {
        success: false,
        items: [{ lineId: "2", amount: minorUnits(4_000), splits: [] }],
      }),
      sampleEvent("REFUND", 4, {
        amount: minorUnits(2_000),
        items: [{ lineId: "1", amount: minorUnits(2_000), quantity: 1, splits: [] }],
      }),
    ],
  });
  expect(lines({ transaction })).toEqual([
    ["1", 6_000, 4_000, 2_000, 2_000],
    ["2", 4_000, 0, 0, 4_000],
  ]);
  const [first] = linesOf({ transaction }, amountsOf({ transaction }));
  expect(first).toMatchObject({ capturedQuantity: 2, refundedQuantity: 1 });
});

test("a capture of everything needs no lines to be told apart", () => {
  const transaction = sampleTransaction({
    items: [sampleItem("1", 11_000), sampleItem("card", -1_000)],
    events: [authorize, sampleEvent("CAPTURE", 2, { amount: minorUnits(10_000) })],
  });
  expect(lines({ transaction })).toEqual([
    ["1", 11_000, 11_000, 0, 0],
    ["card", -1_000, -1_000, 0, 0],
  ]);
});

test("a line keeps what only the session tells of it", () => {
  const session = sampleSession(
    {},
    { items: [sampleItem("1", 10_000, { description: "Chair", groups: [{ id: "g" }] })] },
  );
  const transaction = sampleTransaction({ items: [sampleItem("1", 10_000, { quantity: 4 })] });
  const [line] = linesOf({ session, transaction }, amountsOf({ session, transaction }));
  expect(line?.item).toMatchObject({ description: "Chair", groups: [{ id: "g" }], quantity: 4 });
});

test("two lines of one id show what happened on the first", () => {
  const transaction = sampleTransaction({
    items: [sampleItem("1", 5_000), sampleItem("1", 5_000)],
    events: [
      authorize,
      sampleEvent("CAPTURE", 2, {
        amount: minorUnits(5_000),
        items: [{ lineId: "1", amount: minorUnits(5_000), splits: [] }],
      }),
    ],
  });
  expect(lines({ transaction })).toEqual([
    ["1", 5_000, 5_000, 0, 0],
    ["1", 5_000, 0, 0, 5_000],
  ]);
});
