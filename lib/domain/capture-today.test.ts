import { describe, expect, test } from "vitest";
import { comparedWeekdays, type HourCell, todayOf } from "./capture-today";

const OSLO = "Europe/Oslo";
const cell = (iso: string, captured: bigint): HourCell => ({ startsAt: Date.parse(iso), captured });
const of = (cells: readonly HourCell[], now: string, since: string | undefined = "2020-01-01") =>
  todayOf(cells, { timeZone: OSLO, now: Date.parse(now), today: now.slice(0, 10), since });

describe("today against the usual weekday", () => {
  test("is compared with the eight same weekdays before it", () => {
    const days = comparedWeekdays("2026-05-12");
    expect(days).toHaveLength(9);
    expect([days[0], days[7], days[8]]).toEqual(["2026-03-17", "2026-05-05", "2026-05-12"]);
  });

  test("adds up by the hours of the clock, stops at the one that is, and takes that one in proportion", () => {
    const before = comparedWeekdays("2026-05-12")
      .slice(0, 8)
      .flatMap((day) => [cell(`${day}T09:00:00+02:00`, 100n), cell(`${day}T10:00:00+02:00`, 60n)]);
    const winter = before.map(({ startsAt, captured }) =>
      // Two of the eight lie before clocks went forward: ten o'clock is ten o'clock.
      startsAt < Date.parse("2026-03-29T01:00:00Z")
        ? { startsAt: startsAt + 3_600_000, captured }
        : { startsAt, captured },
    );
    const own = [cell("2026-05-12T00:00:00+02:00", 7n), cell("2026-05-12T10:00:00+02:00", 50n)];
    const today = of([...winter, ...own], "2026-05-12T10:30:00+02:00");
    expect(today).toMatchObject({ captured: 57, usualSoFar: 130, weeks: 8 });
    expect(today.hours[9]).toEqual({ hour: 9, captured: 7, usual: 100 });
    expect(today.hours[10]).toEqual({ hour: 10, captured: 57, usual: 160 });
    expect(today.hours[11]).toEqual({ hour: 11, captured: undefined, usual: 160 });
    expect(today.hours).toHaveLength(24);
  });

  test("weekdays before the first capture ever say nothing", () => {
    const cells = [cell("2026-05-05T09:00:00+02:00", 90n)];
    expect(of(cells, "2026-05-12T12:00:00+02:00", "2026-05-01")).toMatchObject({ weeks: 1, usualSoFar: 90 });
    const first = todayOf([], {
      timeZone: OSLO,
      now: Date.parse("2026-05-12T12:00:00Z"),
      today: "2026-05-12",
      since: undefined,
    });
    expect(first).toMatchObject({ captured: 0, weeks: 0, usualSoFar: undefined });
    expect(first.hours.every(({ usual }) => usual === undefined)).toBe(true);
  });

  test("both hours that an autumn night has twice count, one that a spring night skips does not", () => {
    const autumn = of(
      [cell("2026-10-25T00:00:00Z", 1n), cell("2026-10-25T01:00:00Z", 2n)],
      "2026-10-25T12:00:00+01:00",
    );
    expect(autumn.hours.map(({ captured }) => captured).slice(1, 4)).toEqual([0, 3, 3]);
    const spring = of(
      [cell("2026-03-29T00:00:00Z", 1n), cell("2026-03-29T01:00:00Z", 2n)],
      "2026-03-29T12:00:00+02:00",
    );
    expect(spring.hours.map(({ captured }) => captured).slice(0, 4)).toEqual([0, 1, 1, 3]);
  });
});
