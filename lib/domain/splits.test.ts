import fc from "fast-check";
import { expect, test } from "vitest";
import { minorUnits } from "./minor-units";
import { splitTableOf } from "./splits";
import { sampleEvent } from "./test-order";

const split = (payoutDestinationId: string, amount: number) => ({
  payoutDestinationId,
  amount: minorUnits(amount),
});

test("the event's own splits come first, since the items tell of the same money", () => {
  const table = splitTableOf(
    sampleEvent("CAPTURE", 1, {
      amount: minorUnits(40_000),
      splits: [split("seller-1", 36_000), split("platform", 4_000)],
      feeSplit: { type: "proportional", destinations: ["seller-1"] },
      items: [
        {
          lineId: "1",
          amount: minorUnits(40_000),
          splits: [split("seller-1", 36_000), split("platform", 4_000)],
        },
      ],
    }),
  );
  expect(table).toEqual({
    splits: [
      { ...split("seller-1", 36_000), share: 90 },
      { ...split("platform", 4_000), share: 10 },
    ],
    total: 40_000,
    difference: 0,
    feeSplit: { type: "proportional", destinations: ["seller-1"] },
  });
});

test("splits of the items are added up per payout destination, and what is not split stays visible", () => {
  const table = splitTableOf(
    sampleEvent("CAPTURE", 1, {
      amount: minorUnits(1_000),
      items: [
        {
          lineId: "1",
          amount: minorUnits(500),
          splits: [split("a", 300), split("b", 100)],
          feeSplit: { destinations: ["a"] },
        },
        {
          lineId: "2",
          amount: minorUnits(500),
          splits: [split("a", 50)],
          feeSplit: { type: "proportional", destinations: ["b"] },
        },
      ],
    }),
  );
  expect(table?.splits.map(({ payoutDestinationId, amount }) => [payoutDestinationId, amount])).toEqual([
    ["a", 350],
    ["b", 100],
  ]);
  expect(table).toMatchObject({
    total: 450,
    difference: 550,
    feeSplit: { type: "proportional", destinations: ["a", "b"] },
  });
});

test("a capture without splits has no table", () => {
  expect(splitTableOf(sampleEvent("CAPTURE", 1, { amount: minorUnits(1_000) }))).toBeUndefined();
});

test("total and difference always add up to the amount", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -100_000, max: 100_000 }), { minLength: 1 }),
      fc.nat(),
      (amounts, amount) => {
        const table = splitTableOf(
          sampleEvent("CAPTURE", 1, {
            amount: minorUnits(amount),
            splits: amounts.map((part, index) => split(`p${index}`, part)),
          }),
        );
        expect((table?.total ?? 0) + (table?.difference ?? 0)).toBe(amount);
      },
    ),
  );
});
