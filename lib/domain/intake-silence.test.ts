import fc from "fast-check";
import { expect, test } from "vitest";
import { type QuietSample, usualGap } from "./intake-silence";

const HOUR = 3_600_000;

/** Three hours of a day, a delivery every `everyMs`. */
function day(everyMs: number, isCut = false): QuietSample {
  const instants = [];
  for (let at = 3 * HOUR - everyMs; at > 0; at -= everyMs) instants.push(at);
  return { startsAt: 0, endsAt: 3 * HOUR, instants, isCut };
}

test("a shop with a delivery every twenty minutes is silent after forty, not before", () => {
  const days = Array.from({ length: 7 }, () => day(20 * 60_000));
  expect(usualGap(days)).toEqual({ medianSeconds: 1_200, silentAfterSeconds: 2_400 });
});

test("a busy shop is not said to be silent within a quarter of an hour", () => {
  const days = Array.from({ length: 7 }, () => day(10_000));
  expect(usualGap(days)).toEqual({ medianSeconds: 10, silentAfterSeconds: 900 });
});

test("one day of an outage does not make silence usual", () => {
  const outage: QuietSample = { startsAt: 0, endsAt: 3 * HOUR, instants: [2.9 * HOUR], isCut: false };
  const usual = Array.from({ length: 6 }, () => day(20 * 60_000));
  expect(usualGap([...usual, outage])?.silentAfterSeconds).toBe(2_400);
});

test("hours in which nothing usually comes are never silent", () => {
  const closed = Array.from({ length: 5 }, () => ({ ...day(HOUR), instants: [] }));
  expect(usualGap([...closed, day(HOUR), day(HOUR)])).toBeUndefined();
  expect(usualGap([])).toBeUndefined();
});

test("one delivery a day still tells how long it is quiet", () => {
  const days = Array.from({ length: 7 }, () => ({ ...day(HOUR), instants: [HOUR] }));
  expect(usualGap(days)).toEqual({ medianSeconds: 7_200, silentAfterSeconds: 14_400 });
});

test("what was not read is not taken for silence", () => {
  const cut: QuietSample = {
    startsAt: 0,
    endsAt: 3 * HOUR,
    instants: [3 * HOUR - 1_000, 3 * HOUR - 2_000],
    isCut: true,
  };
  expect(usualGap([cut, cut, cut])?.silentAfterSeconds).toBe(900);
});

test("silence is never unusual before the usual gap is over", () => {
  const days = fc.array(fc.array(fc.integer({ min: 0, max: 3 * HOUR }), { maxLength: 30 }), { maxLength: 7 });
  fc.assert(
    fc.property(days, (given) => {
      const usual = usualGap(
        given.map((instants) => ({
          startsAt: 0,
          endsAt: 3 * HOUR,
          instants: instants.toSorted((a, b) => b - a),
          isCut: false,
        })),
      );
      if (usual !== undefined) expect(usual.silentAfterSeconds).toBeGreaterThanOrEqual(usual.medianSeconds);
    }),
  );
});
