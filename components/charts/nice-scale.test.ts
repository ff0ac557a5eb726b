import fc from "fast-check";
import { expect, test } from "vitest";
import { niceScale } from "./nice-scale";

test("an axis begins at 0 and ends on a round number above the highest", () => {
  expect(niceScale(0, 5_318_515).ticks).toEqual([0, 2_000_000, 4_000_000, 6_000_000]);
  expect(niceScale(0, 0)).toEqual({ lowest: 0, highest: 1, ticks: [0] });
  expect(niceScale(0, 3).ticks).toEqual([0, 1, 2, 3]);
});

test("below 0 it goes as far as it must and no further", () => {
  expect(niceScale(-120, 10_000)).toEqual({ lowest: -120, highest: 10_000, ticks: [0, 5_000, 10_000] });
  expect(niceScale(-9_000, 0).ticks).toEqual([-7_500, -5_000, -2_500, 0]);
});

test("whatever the values: all of them and 0 are on the axis, ticks are whole, even and few", () => {
  const values = fc.integer({ min: -(2 ** 50), max: 2 ** 50 });
  fc.assert(
    fc.property(values, values, (one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)];
      const { lowest, highest, ticks } = niceScale(low, high);
      expect(lowest).toBeLessThanOrEqual(Math.min(0, low));
      expect(highest).toBeGreaterThanOrEqual(Math.max(0, high));
      expect(ticks).toContain(0);
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect(ticks.length).toBeLessThanOrEqual(7);
      const steps = new Set(ticks.slice(1).map((tick, place) => tick - (ticks[place] ?? 0)));
      expect(steps.size).toBeLessThanOrEqual(1);
    }),
  );
});
