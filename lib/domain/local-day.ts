import { offsetMinutesAt } from "./offset-instant";

/** A calendar day, "YYYY-MM-DD"; which hours belong to it depends on a time zone that is named beside it. */
export type LocalDay = string;

const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;
const DAY_MS = 86_400_000;
/** No zone is further from UTC than 14 hours; one more for a day that begins late. */
const REACH_MS = 15 * 3_600_000;
const HOUR_MS = 3_600_000;

/** Whether `text` is a day of the calendar, from 1970 on. */
export function isLocalDay(text: string): text is LocalDay {
  if (!DAY.test(text) || text < "1970") return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The day it is in `timeZone` (an IANA name) at `at`, in ms since 1970. */
export function localDayOf(at: number, timeZone: string): LocalDay {
  return formatIn(timeZone).format(at);
}

/**
 * When `day` begins in `timeZone`, in ms since 1970: its first instant, also where the clock skips midnight. The days
 * on which clocks change are 23 and 25 hours long.
 */
export function startOfDay(day: LocalDay, timeZone: string): number {
  const midnightUtc = Date.parse(`${day}T00:00:00Z`);
  const guess = midnightUtc - offsetMinutesAt(midnightUtc, timeZone) * 60_000;
  return isWithoutChange(guess, timeZone) ? guess : searchStart(day, timeZone, midnightUtc);
}

/** Whether no clock is changed near `at`, so that `at` is the one midnight of its day. */
function isWithoutChange(at: number, timeZone: string): boolean {
  const offset = offsetMinutesAt(at, timeZone);
  return [-REACH_MS, -HOUR_MS, HOUR_MS, REACH_MS].every(
    (distance) => offsetMinutesAt(at + distance, timeZone) === offset,
  );
}

function searchStart(day: LocalDay, timeZone: string, midnightUtc: number): number {
  // The first second at which the zone's calendar has come to `day`.
  let before = (midnightUtc - REACH_MS) / 1000;
  let since = (midnightUtc + REACH_MS) / 1000;
  while (since - before > 1) {
    const middle = Math.floor((before + since) / 2);
    if (localDayOf(middle * 1000, timeZone) < day) before = middle;
    else since = middle;
  }
  return since * 1000;
}

/** `days` later in the calendar, or earlier when negative. */
export function addDays(day: LocalDay, days: number): LocalDay {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The same day of the month `months` later, or earlier when negative; the month's last day where it is shorter. */
export function addMonths(day: LocalDay, months: number): LocalDay {
  const at = new Date(`${startOfMonth(day)}T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + months);
  const first = at.toISOString().slice(0, 10);
  at.setUTCMonth(at.getUTCMonth() + 1);
  const last = addDays(at.toISOString().slice(0, 10), -1);
  const same = `${first.slice(0, 8)}${day.slice(8)}`;
  return same < last ? same : last;
}

export function startOfMonth(day: LocalDay): LocalDay {
  return `${day.slice(0, 8)}01`;
}

/** The Monday of the ISO week that `day` belongs to. */
export function startOfWeek(day: LocalDay): LocalDay {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter takes longer than a hundred uses of it. */
function formatIn(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    // Sweden writes its dates as ISO does.
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formats.set(timeZone, format);
  }
  return format;
}
