import fc from "fast-check";
import { expect, test } from "vitest";
import { leavesOf } from "./leaves";

test("every leaf is listed once, with the path a person can follow", () => {
  const document = {
    order: { items: [{ amount: 2000 }, { amount: null }], discount_codes: [] },
    tokens: { "payex.creditcard": { id: "x" } },
  };
  expect(leavesOf(document)).toEqual([
    { path: "order.items[0].amount", value: 2000 },
    { path: "order.items[1].amount", value: null },
    { path: "order.discount_codes", value: [] },
    { path: 'tokens["payex.creditcard"].id', value: "x" },
  ]);
});

test("no two leaves share a path", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
      const paths = leavesOf(JSON.parse(JSON.stringify(document))).map((leaf) => leaf.path);
      expect(new Set(paths).size).toBe(paths.length);
    }),
  );
});
