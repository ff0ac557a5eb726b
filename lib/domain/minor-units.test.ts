import fc from "fast-check";
import { expect, test } from "vitest";
import { minorUnits, sum, ZERO } from "./minor-units";

test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, -(2 ** 53)])("%s is no amount", (value) => {
  expect(() => minorUnits(value)).toThrow(new RangeError(`not whole minor units: ${value}`));
});

test("a sum is exact, in any order", () => {
  const amounts = fc.array(fc.integer({ min: -1e9, max: 1e9 }).map(minorUnits));
  fc.assert(
    fc.property(amounts, (given) => {
      const exact = given.reduce((total, amount) => total + BigInt(amount), 0n);
      expect(BigInt(sum(given))).toBe(exact);
      expect(sum(given.toReversed())).toBe(sum(given));
    }),
  );
});

test("nothing comes to nothing, and a sum that no double holds is refused", () => {
  expect(sum([])).toBe(0);
  expect(ZERO).toBe(0);
  expect(() => sum([minorUnits(Number.MAX_SAFE_INTEGER), minorUnits(1)])).toThrow(RangeError);
});
