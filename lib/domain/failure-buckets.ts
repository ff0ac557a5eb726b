import type { DayRange } from "./failure-filter";
import { addDays, startOfDay } from "./local-day";

/** How long each bar is: an hour, a day of the business time zone, or seven of them. */
export type BucketUnit = "hour" | "day" | "week";

/** A range cut into bars. A day on which clocks change has 23 or 25 hours. */
export interface Buckets {
  readonly unit: BucketUnit;
  /** When each begins, in ms since 1970, ascending. */
  readonly starts: readonly number[];
  /** When the last one ends; it belongs to none. */
  readonly end: number;
}

const HOUR_MS = 3_600_000;
const MOST_DAYS_BY_HOUR = 2;
const MOST_DAYS_BY_DAY = 92;

/** The bars of `days`: by hour up to two days, by day up to 92, else by seven days from the first. */
export function bucketsOf({ from, to }: DayRange, timeZone: string): Buckets {
  const start = startOfDay(from, timeZone);
  const end = startOfDay(to, timeZone);
  if (addDays(from, MOST_DAYS_BY_HOUR) >= to) {
    const starts: number[] = [];
    for (let at = start; at < end; at += HOUR_MS) starts.push(at);
    return { unit: "hour", starts, end };
  }
  const unit = addDays(from, MOST_DAYS_BY_DAY) >= to ? "day" : "week";
  const starts: number[] = [];
  for (let day = from; day < to; day = addDays(day, unit === "day" ? 1 : 7)) {
    starts.push(startOfDay(day, timeZone));
  }
  return { unit, starts, end };
}
