import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addTotals,
  bucketsOf,
  type CaptureCell,
  type CaptureGroupTotals,
  daysToCaptureOf,
  figuresOf,
  groupRowsOf,
  kpisOf,
  NO_TOTALS,
} from "./capture-figures";
import { changeOf } from "./capture-report";
import { captureSpans } from "./capture-spans";

const spans = captureSpans({ from: "2026-05-01", to: "2026-05-11" }, "day", {
  timeZone: "Europe/Oslo",
  now: Date.parse("2026-06-01T00:00:00Z"),
});
const amounts = fc.bigInt({ min: 0n, max: 10_000_000n });
const totals = fc.record({
  captured: amounts,
  count: fc.bigInt({ min: 0n, max: 50n }),
  refunded: amounts,
  refundedCount: fc.bigInt({ min: 0n, max: 50n }),
  authorized: amounts,
  authorizedCount: fc.bigInt({ min: 0n, max: 50n }),
  collected: amounts,
});
const group = (value: string | undefined, captured: bigint, values = [value ?? ""]): CaptureGroupTotals => ({
  ...NO_TOTALS,
  captured,
  value,
  values,
});

describe("the figures of a report", () => {
  test("bars add up to the whole and groups to their bar, whatever the cells; every bar and group is there", () => {
    const groups = groupRowsOf([group("vipps", 3n), group("", 2n), group(undefined, 1n, ["a", "b"])]);
    const cells = fc.array(
      fc
        .tuple(totals, fc.nat({ max: 9 }), fc.constantFrom("vipps", "", undefined))
        .map(([sums, bucket, value]): CaptureCell => ({ ...sums, bucket, value })),
    );
    fc.assert(
      fc.property(cells, (parts) => {
        const buckets = bucketsOf(spans, parts, parts, groups);
        const whole = figuresOf(addTotals(parts));
        expect(buckets).toHaveLength(spans.length);
        expect(buckets.reduce((sum, { captured }) => sum + captured, 0)).toBe(whole.captured);
        for (const bucket of buckets) {
          expect(bucket.groups.map(({ value, isRest }) => [value, isRest])).toEqual([
            ["vipps", false],
            ["none", false],
            ["", true],
          ]);
          for (const field of ["captured", "refunded", "net", "count", "refundedCount"] as const) {
            expect(bucket.groups.reduce((sum, part) => sum + part[field], 0)).toBe(bucket[field]);
          }
        }
      }),
    );
  });

  test("an average, a rate and a change are left out where there is nothing to divide by", () => {
    expect(kpisOf(NO_TOTALS)).toMatchObject({ captured: 0, average: undefined, captureRate: undefined });
    expect(
      kpisOf({ ...NO_TOTALS, captured: 1_001n, count: 2n, authorized: 2_000n, collected: 500n }),
    ).toMatchObject({
      average: 501,
      captureRate: 0.25,
    });
    expect(changeOf(5, 0)).toBeUndefined();
    expect(changeOf(5, undefined)).toBeUndefined();
    expect(changeOf(5, 4)).toBe(0.25);
    expect(changeOf(-6, -4)).toBe(-0.5);
  });

  test("refunds of earlier captures may exceed what was captured", () => {
    expect(figuresOf({ ...NO_TOTALS, captured: 5n, refunded: 7n }).net).toBe(-2);
  });

  test("a share is of all that was captured, and none of nothing", () => {
    expect(groupRowsOf([group("a", 3n), group("b", 1n)]).map(({ share }) => share)).toEqual([0.75, 0.25]);
    expect(groupRowsOf([group("a", 0n)])[0]?.share).toBeUndefined();
  });

  test("a sum that no number holds exactly is no figure", () => {
    expect(() => figuresOf({ ...NO_TOTALS, captured: 2n ** 60n })).toThrow(RangeError);
  });

  test("each number of days to a capture is in one bar of the histogram", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 4_000 })), (days) => {
        const bars = daysToCaptureOf(days.map((each) => group(String(each), 1n)));
        expect(bars.reduce((sum, { captured }) => sum + captured, 0)).toBe(days.length);
        expect(bars[0]).toMatchObject({ minDays: 0, maxDays: 0, captured: days.includes(0) ? 1 : 0 });
      }),
    );
  });
});
