import type { CaptureDays, CaptureInterval } from "./capture-query";
import { addDays, addMonths, type LocalDay, startOfDay, startOfMonth, startOfWeek } from "./local-day";
import { offsetInstant, offsetMinutesAt } from "./offset-instant";

/** The time of one bar; what is not over when it is looked at may still grow. */
export interface CaptureSpan {
  /** ISO, on the clock of the business time zone, with its offset: both hours that an autumn night has twice differ. */
  readonly start: string;
  /** Milliseconds since 1970; `endsAt` belongs to the next. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** The days it is of; `to` does not belong to it. Of an hour, its day. */
  readonly from: LocalDay;
  readonly to: LocalDay;
  /** How long it is: a day on which clocks change has 23 or 25. */
  readonly hours: number;
  readonly isIncomplete: boolean;
  /** Cut off by the range: a week or a month of which only some days are asked for. */
  readonly isCut: boolean;
}

const HOUR_MS = 3_600_000;
const QUARTER_MS = 900_000;

/**
 * `days` cut into hours, days, ISO weeks or months of `timeZone`, without gap or overlap. Bars that have not begun at
 * `now` are left out, since they would look like nothing was captured; the first is always there.
 */
export function captureSpans(
  { from, to }: CaptureDays,
  interval: CaptureInterval,
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
): readonly CaptureSpan[] {
  const edges =
    interval === "hour" ? hourEdges({ from, to }, timeZone) : dayEdges({ from, to }, interval, timeZone);
  return edges.slice(0, -1).flatMap(({ at, day }, index) => {
    const next = edges[index + 1];
    if (next === undefined || (index > 0 && at > now)) return [];
    return {
      start: offsetInstant(new Date(at).toISOString(), timeZone),
      startsAt: at,
      endsAt: next.at,
      from: day,
      to: interval === "hour" ? addDays(day, 1) : next.day,
      hours: (next.at - at) / HOUR_MS,
      isIncomplete: next.at > now,
      isCut:
        interval !== "hour" && (day !== startOf(interval, day) || next.day !== startOf(interval, next.day)),
    };
  });
}

/** Where a bar begins, the last edge where the last one ends. */
interface Edge {
  readonly at: number;
  readonly day: LocalDay;
}

function dayEdges(
  { from, to }: CaptureDays,
  interval: Exclude<CaptureInterval, "hour">,
  timeZone: string,
): Edge[] {
  const edges: Edge[] = [];
  for (let day = from; day < to; day = following(interval, day))
    edges.push({ at: startOfDay(day, timeZone), day });
  return [...edges, { at: startOfDay(to, timeZone), day: to }];
}

function hourEdges({ from, to }: CaptureDays, timeZone: string): Edge[] {
  const edges: Edge[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) {
    const end = startOfDay(addDays(day, 1), timeZone);
    let at = startOfDay(day, timeZone);
    while (at < end) {
      edges.push({ at, day });
      at = nextHour(at, timeZone);
    }
  }
  return [...edges, { at: startOfDay(to, timeZone), day: to }];
}

/** When the clock next shows a full hour, or another hour than at `at`: a clock may be set by half an hour. */
function nextHour(at: number, timeZone: string): number {
  const minutesAt = (instant: number) => instant / 60_000 + offsetMinutesAt(instant, timeZone);
  const hour = Math.floor(minutesAt(at) / 60);
  let next = at + QUARTER_MS;
  while (minutesAt(next) % 60 !== 0 && Math.floor(minutesAt(next) / 60) === hour) next += QUARTER_MS;
  return next;
}

function startOf(interval: CaptureInterval, day: LocalDay): LocalDay {
  if (interval === "week") return startOfWeek(day);
  return interval === "month" ? startOfMonth(day) : day;
}

function following(interval: CaptureInterval, day: LocalDay): LocalDay {
  const start = startOf(interval, day);
  if (interval === "month") return addMonths(start, 1);
  return addDays(start, interval === "week" ? 7 : 1);
}
