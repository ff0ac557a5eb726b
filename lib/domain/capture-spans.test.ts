import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CAPTURE_INTERVALS, type CaptureInterval, countBuckets, MOST_BUCKETS } from "./capture-query";
import { captureSpans } from "./capture-spans";
import { addDays, localDayOf, startOfDay } from "./local-day";

const OSLO = "Europe/Oslo";
const LATER = Date.parse("2100-01-01T00:00:00Z");
const spans = (from: string, to: string, interval: CaptureInterval, timeZone = OSLO, now = LATER) =>
  captureSpans({ from, to }, interval, { timeZone, now });

describe("the bars of a range", () => {
  test("the day on which clocks go forward has 23 hours, the one on which they go back 25", () => {
    const hours = (day: string) =>
      spans(day, addDays(day, 1), "hour").map(({ start }) => start.slice(11, 16));
    expect(hours("2026-03-29").slice(0, 4)).toEqual(["00:00", "01:00", "03:00", "04:00"]);
    expect(hours("2026-03-29")).toHaveLength(23);
    expect(hours("2026-10-25").slice(0, 5)).toEqual(["00:00", "01:00", "02:00", "02:00", "03:00"]);
    expect(hours("2026-10-25")).toHaveLength(25);
    expect(
      spans("2026-10-25", "2026-10-26", "hour")
        .slice(2, 4)
        .map(({ start }) => start),
    ).toEqual(["2026-10-25T02:00:00.000+02:00", "2026-10-25T02:00:00.000+01:00"]);
    expect(
      spans("2026-03-28", "2026-03-31", "day").map(({ start, hours: length }) => [start, length]),
    ).toEqual([
      ["2026-03-28T00:00:00.000+01:00", 24],
      ["2026-03-29T00:00:00.000+01:00", 23],
      ["2026-03-30T00:00:00.000+02:00", 24],
    ]);
    expect(spans("2026-10-25", "2026-10-26", "day")).toMatchObject([{ hours: 25 }]);
  });

  test("weeks begin on Mondays, over New Year too, and months on their first; a range cuts both", () => {
    expect(spans("2025-12-27", "2026-01-14", "week").map(({ from, to, isCut }) => [from, to, isCut])).toEqual(
      [
        ["2025-12-27", "2025-12-29", true],
        ["2025-12-29", "2026-01-05", false],
        ["2026-01-05", "2026-01-12", false],
        ["2026-01-12", "2026-01-14", true],
      ],
    );
    expect(
      spans("2025-12-31", "2026-03-01", "month").map(({ from, to, isCut }) => [from, to, isCut]),
    ).toEqual([
      ["2025-12-31", "2026-01-01", true],
      ["2026-01-01", "2026-02-01", false],
      ["2026-02-01", "2026-03-01", false],
    ]);
  });

  test("the bar that is not over is marked, and those that have not begun are left out", () => {
    const now = Date.parse("2026-05-12T10:30:00+02:00");
    const day = spans("2026-05-12", "2026-05-13", "hour", OSLO, now);
    expect(day.map(({ isIncomplete }) => isIncomplete)).toEqual([...Array(10).fill(false), true]);
    expect(
      spans("2026-05-11", "2026-05-13", "day", OSLO, now).map(({ isIncomplete }) => isIncomplete),
    ).toEqual([false, true]);
    expect(spans("2026-06-01", "2026-06-03", "day", OSLO, now)).toMatchObject([{ from: "2026-06-01" }]);
  });

  test("whatever the zone, bars follow each other without gap or overlap from the first instant to the last", () => {
    const zones = fc.constantFrom(
      OSLO,
      "UTC",
      "America/St_Johns",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "Africa/Cairo",
    );
    const days = fc
      .tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 1_100 }))
      .map(([offset, length]) => [addDays("2019-12-30", offset), length] as const);
    fc.assert(
      fc.property(days, zones, fc.constantFrom(...CAPTURE_INTERVALS), ([from, length], zone, interval) => {
        const to = addDays(from, interval === "hour" ? Math.min(length, 4) : length);
        const found = spans(from, to, interval, zone);
        expect(found[0]?.startsAt).toBe(startOfDay(from, zone));
        expect(found.at(-1)?.endsAt).toBe(startOfDay(to, zone));
        for (const [index, span] of found.entries()) {
          if (index > 0) expect(span.startsAt).toBe(found[index - 1]?.endsAt);
          expect(localDayOf(span.startsAt, zone)).toBe(span.from);
          expect(Date.parse(span.start)).toBe(span.startsAt);
          expect(span.hours).toBeGreaterThan(0);
        }
        if (interval !== "hour") expect(found).toHaveLength(countBuckets({ from, to }, interval));
        expect(found.length).toBeLessThanOrEqual(
          Math.max(MOST_BUCKETS, countBuckets({ from, to }, interval) + 2),
        );
      }),
      { numRuns: 60 },
    );
  });
});
