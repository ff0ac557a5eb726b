import fc from "fast-check";
import { expect, test } from "vitest";
import { BAND, isUnusual, usualMost } from "./failure-band";
import { successRate } from "./payment-tries";

const windows = fc.integer({ min: BAND.fewestWindows, max: BAND.mostWindows });
const before = fc.nat({ max: 100_000 });
const count = fc.nat({ max: 5_000 });

test("fewer than five are never unusual, nor anything with less than a week to compare with", () => {
  fc.assert(
    fc.property(fc.nat({ max: BAND.fewest - 1 }), before, windows, (few, held, days) => {
      expect(isUnusual({ count: few, before: held, windows: days })).toBe(false);
    }),
  );
  fc.assert(
    fc.property(count, before, fc.nat({ max: BAND.fewestWindows - 1 }), (now, held, days) => {
      expect(isUnusual({ count: now, before: held, windows: days })).toBe(false);
    }),
  );
});

test("more now is never less unusual, and more before never more", () => {
  fc.assert(
    fc.property(count, before, windows, fc.nat({ max: 100 }), (now, held, days, more) => {
      const was = isUnusual({ count: now, before: held, windows: days });
      if (was) expect(isUnusual({ count: now + more, before: held, windows: days })).toBe(true);
      else expect(isUnusual({ count: now, before: held + more, windows: days })).toBe(false);
    }),
  );
});

test("what comes as often as before, or anywhere within the band, is usual", () => {
  fc.assert(
    fc.property(before, windows, (held, days) => {
      const most = usualMost({ before: held, windows: days });
      expect(isUnusual({ count: Math.floor(held / days), before: held, windows: days })).toBe(false);
      expect(isUnusual({ count: Math.floor(most), before: held, windows: days })).toBe(false);
      expect(
        isUnusual({ count: Math.max(Math.floor(most) + 1, BAND.fewest), before: held, windows: days }),
      ).toBe(true);
    }),
  );
});

test("a reason that never came before is unusual from the fifth time on", () => {
  expect([4, 5].map((now) => isUnusual({ count: now, before: 0, windows: 28 }))).toEqual([false, true]);
  // Four a day are usual: 4 + 3 * 2.
  expect([10, 11].map((now) => isUnusual({ count: now, before: 112, windows: 28 }))).toEqual([false, true]);
});

test("there is no rate of fewer than twenty tries", () => {
  expect([successRate({ tried: 19, paid: 19 }), successRate({ tried: 20, paid: 15 })]).toEqual([
    undefined,
    75,
  ]);
});
