import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localDayOf, startOfDay } from "./local-day";
import { localHours, startOfHour } from "./local-hour";

const HOUR = 3_600_000;
const at = (iso: string) => Date.parse(iso);
const startIn = (zone: string, iso: string) => new Date(startOfHour(at(iso), zone)).toISOString();

describe("an hour of the clock", () => {
  test("that comes twice on 2026-10-25 in Oslo is two, and the one left out on 2026-03-29 is none", () => {
    expect(startIn("Europe/Oslo", "2026-10-25T00:59:59.999Z")).toBe("2026-10-25T00:00:00.000Z");
    expect(startIn("Europe/Oslo", "2026-10-25T01:00:00.000Z")).toBe("2026-10-25T01:00:00.000Z");
    expect(startIn("Europe/Oslo", "2026-03-29T00:30:00.000Z")).toBe("2026-03-29T00:00:00.000Z");
    expect(startIn("Europe/Oslo", "2026-03-29T01:00:00.000Z")).toBe("2026-03-29T01:00:00.000Z");
  });

  test("begins at half past in UTC where the zone does", () => {
    expect(startIn("Asia/Kolkata", "2026-05-12T10:29:59.999Z")).toBe("2026-05-12T09:30:00.000Z");
    expect(startIn("Asia/Kolkata", "2026-05-12T10:30:00.000Z")).toBe("2026-05-12T10:30:00.000Z");
  });

  test("is cut where the clock is moved within it, as on Lord Howe by half an hour", () => {
    // 02:00 becomes 01:30 on 5 April 2026 at 15:00 UTC of the day before.
    expect(startIn("Australia/Lord_Howe", "2026-04-04T14:59:59.000Z")).toBe("2026-04-04T14:00:00.000Z");
    expect(startIn("Australia/Lord_Howe", "2026-04-04T15:10:00.000Z")).toBe("2026-04-04T15:00:00.000Z");
    expect(startIn("Australia/Lord_Howe", "2026-04-04T15:30:00.000Z")).toBe("2026-04-04T15:30:00.000Z");
  });

  test("hours begin, do not overlap, lie in one day and are an hour at most; what is kept is what is found", () => {
    const zones = [
      "Europe/Oslo",
      "Asia/Kolkata",
      "Australia/Lord_Howe",
      "Africa/Monrovia",
      "America/St_Johns",
    ];
    for (const zone of zones) {
      const hoursOf = localHours(zone);
      fc.assert(
        fc.property(
          fc.oneof(
            fc.integer({ min: 0, max: at("2100-01-01") }),
            fc.integer({ min: at("2026-03-28"), max: at("2026-04-06") }),
            fc.integer({ min: at("2026-10-03"), max: at("2026-10-27") }),
            fc.integer({ min: at("1972-01-06"), max: at("1972-01-08") }),
          ),
          (instant) => {
            const hour = startOfHour(instant, zone);
            expect(hour).toBeLessThanOrEqual(instant);
            expect(instant - hour).toBeLessThan(HOUR);
            expect(startOfHour(hour, zone)).toBe(hour);
            expect(startOfHour(hour - 1, zone)).toBeLessThan(hour);
            const day = localDayOf(instant, zone);
            expect(localDayOf(hour, zone)).toBe(day);
            expect(hoursOf(instant)).toEqual({ hour, day: startOfDay(day, zone) });
          },
        ),
      );
    }
  });
});
