import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, isLocalDay, localDayOf, startOfDay } from "./local-day";

const HOUR = 3_600_000;
const zones = fc.constantFrom(
  "Europe/Oslo",
  "UTC",
  "America/New_York",
  "Pacific/Kiritimati",
  "Asia/Kathmandu",
);
const days = fc
  .date({ min: new Date("1996-01-02T00:00:00Z"), max: new Date("2060-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe("a day of the business time zone", () => {
  test("begins at local midnight; in Oslo 23 hours long in March and 25 in October", () => {
    const length = (day: string) =>
      (startOfDay(addDays(day, 1), "Europe/Oslo") - startOfDay(day, "Europe/Oslo")) / HOUR;
    expect(new Date(startOfDay("2026-03-29", "Europe/Oslo")).toISOString()).toBe("2026-03-28T23:00:00.000Z");
    expect(new Date(startOfDay("2026-03-30", "Europe/Oslo")).toISOString()).toBe("2026-03-29T22:00:00.000Z");
    expect(new Date(startOfDay("2026-10-25", "Europe/Oslo")).toISOString()).toBe("2026-10-24T22:00:00.000Z");
    expect([length("2026-03-29"), length("2026-10-25"), length("2026-05-12")]).toEqual([23, 25, 24]);
  });

  test("begins with its first instant where the clock skips midnight", () => {
    // Cairo went from 23:59:59 to 01:00 on that day.
    expect(new Date(startOfDay("2026-04-24", "Africa/Cairo")).toISOString()).toBe("2026-04-23T22:00:00.000Z");
  });

  test("days follow each other without gap or overlap, in any zone", () => {
    fc.assert(
      fc.property(days, zones, (day, zone) => {
        const start = startOfDay(day, zone);
        expect(localDayOf(start, zone)).toBe(day);
        expect(localDayOf(start - 1, zone)).toBe(addDays(day, -1));
      }),
      { numRuns: 100 },
    );
  });

  test.each(["2026-02-29", "2026-13-01", "2026-1-1", "1969-12-31", "today", "", "2026-05-12T00:00:00Z"])(
    "%s is none",
    (text) => expect(isLocalDay(text)).toBe(false),
  );
});
