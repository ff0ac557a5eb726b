import type { Today, TodayHour } from "./capture-report";
import { addDays, type LocalDay, startOfDay } from "./local-day";
import { minorUnits } from "./minor-units";
import { offsetInstant } from "./offset-instant";

/** What was captured in one hour of the clock. */
export interface HourCell {
  /** When it began, in ms since 1970. */
  readonly startsAt: number;
  readonly captured: bigint;
}

const WEEKS = 8;
const HOURS = 24;
const HOUR_MS = 3_600_000;

/** Today and the eight same weekdays before it, today last. */
export function comparedWeekdays(today: LocalDay): readonly LocalDay[] {
  return Array.from({ length: WEEKS + 1 }, (_, index) => addDays(today, 7 * (index - WEEKS)));
}

/**
 * Today against the mean of the last eight same weekdays, from midnight on. An hour that a spring night does not have
 * adds nothing, both of an autumn night's count as one.
 * @param cells of the days of `comparedWeekdays`
 * @param since the first day anything was ever captured on; earlier weekdays say nothing
 */
export function todayOf(
  cells: readonly HourCell[],
  {
    timeZone,
    now,
    today,
    since,
  }: {
    readonly timeZone: string;
    readonly now: number;
    readonly today: LocalDay;
    readonly since: LocalDay | undefined;
  },
): Today {
  const byDay = new Map<LocalDay, bigint[]>();
  for (const { startsAt, captured } of cells) {
    const local = offsetInstant(new Date(startsAt).toISOString(), timeZone);
    const day = local.slice(0, 10);
    const hours = byDay.get(day) ?? Array.from({ length: HOURS }, () => 0n);
    const hour = Number(local.slice(11, 13));
    hours[hour] = (hours[hour] ?? 0n) + captured;
    byDay.set(day, hours);
  }
  const before = comparedWeekdays(today).filter((day) => day < today && since !== undefined && day >= since);
  const own = cumulated(byDay.get(today));
  const usual = meanOf(before.map((day) => cumulated(byDay.get(day))));
  const hourNow = Number(offsetInstant(new Date(now).toISOString(), timeZone).slice(11, 13));
  const hours = own.map(
    (captured, hour): TodayHour => ({
      hour,
      captured: hour <= hourNow ? minorUnits(Number(captured)) : undefined,
      usual: usual && minorUnits(Math.round(usual[hour] ?? 0)),
    }),
  );
  return {
    day: today,
    hours,
    captured: minorUnits(Number(own[HOURS - 1] ?? 0n)),
    usualSoFar: usual && minorUnits(Math.round(usualBy(usual, hourNow, partOfHour(now, timeZone, today)))),
    weeks: before.length,
  };
}

function cumulated(hours: readonly bigint[] | undefined): readonly bigint[] {
  let sum = 0n;
  return Array.from({ length: HOURS }, (_, hour) => (sum += hours?.[hour] ?? 0n));
}

function meanOf(days: readonly (readonly bigint[])[]): readonly number[] | undefined {
  if (days.length === 0) return undefined;
  return Array.from({ length: HOURS }, (_, hour) => {
    const sum = days.reduce((total, day) => total + (day[hour] ?? 0n), 0n);
    return Number(sum) / days.length;
  });
}

/** Up to the hour before, and of the hour that is as much as has passed of it. */
function usualBy(usual: readonly number[], hour: number, part: number): number {
  const before = usual[hour - 1] ?? 0;
  return before + ((usual[hour] ?? before) - before) * part;
}

/** 0 to 1. Clocks are set at full hours of UTC but for a few islands. */
function partOfHour(now: number, timeZone: string, today: LocalDay): number {
  return ((now - startOfDay(today, timeZone)) % HOUR_MS) / HOUR_MS;
}
