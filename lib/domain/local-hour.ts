import { localDayOf, startOfDay } from "./local-day";

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

/**
 * When the hour of the clock in `timeZone` that `at` is in began, in ms since 1970. Hours are those on the clock, so they
 * begin at half past in UTC where the zone does; the hour that comes twice in autumn is two; where a clock is moved
 * within an hour, a new one begins at that instant. So hours never overlap, and each lies in one day.
 */
export function startOfHour(at: number, timeZone: string): number {
  const offset = offsetAt(at, timeZone);
  const full = Math.floor((at + offset) / HOUR_MS) * HOUR_MS - offset;
  if (offsetAt(full, timeZone) === offset) return full;
  // The clock was moved meanwhile: the first second at which it showed what it shows now.
  let before = Math.floor(full / 1000);
  let since = Math.floor(at / 1000);
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (offsetAt(middle * 1000, timeZone) === offset) since = middle;
    else before = middle;
  }
  return since * 1000;
}

/** An hour and a day, by their first instants in ms since 1970. */
export interface HourAndDay {
  readonly hour: number;
  readonly day: number;
}

const MOST_KEPT = 20_000;
const clocks = new Map<string, (at: number) => HourAndDay>();

/** `startOfHour` and `startOfDay` of many instants: what was found for a quarter of an hour is kept for everybody. */
export function localHours(timeZone: string): (at: number) => HourAndDay {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = clockOf(timeZone);
    clocks.set(timeZone, clock);
  }
  return clock;
}

function clockOf(timeZone: string): (at: number) => HourAndDay {
  const known = new Map<number, HourAndDay>();
  const find = (at: number): HourAndDay => ({
    hour: startOfHour(at, timeZone),
    day: startOfDay(localDayOf(at, timeZone), timeZone),
  });
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    const held = known.get(quarter);
    if (held !== undefined) return held;
    const first = find(quarter * QUARTER_MS);
    const last = find((quarter + 1) * QUARTER_MS - 1);
    // Before clocks agreed on quarters, an hour could begin at any second.
    if (first.hour !== last.hour || first.day !== last.day) return find(at);
    if (known.size >= MOST_KEPT) known.clear();
    known.set(quarter, first);
    return first;
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clock in `timeZone` is ahead of UTC at `at`, in ms. */
function offsetAt(at: number, timeZone: string): number {
  const seconds = Math.floor(at / 1000) * 1000;
  const shown = formatIn(timeZone).format(seconds);
  return Date.parse(`${shown.replace(" ", "T")}Z`) - seconds;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // Sweden writes its dates as ISO does.
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format;
}
