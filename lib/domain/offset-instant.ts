/** Clocks are set forward and back at quarters of an hour, so within one the offset is one. */
const QUARTER_MS = 900_000;
/** Quarters that are remembered: more than a hundred days. */
const MOST_KEPT = 10_000;

/** What is known of a zone. Making a formatter takes longer than a hundred uses of it. */
interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly minutesByQuarter: Map<number, number>;
}

const zones = new Map<string, Zone>();

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    const format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
    });
    zone = { format, minutesByQuarter: new Map() };
    zones.set(timeZone, zone);
  }
  return zone;
}

/**
 * An ISO instant on the clock of `timeZone`, with its offset and to the millisecond: "2026-05-12T10:00:00.000+02:00".
 * Both of the hours that an autumn night has twice can be told apart. A text that is no instant stays as received.
 */
export function offsetInstant(iso: string, timeZone: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const minutes = offsetMinutesAt(at, timeZone);
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, -1);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? "-" : "+"}${twoDigits(hours)}:${twoDigits(rest)}`;
}

/** How far ahead of UTC the clock of `timeZone` is at `at`, in whole minutes. */
export function offsetMinutesAt(at: number, timeZone: string): number {
  const { format, minutesByQuarter } = zoneOf(timeZone);
  const quarter = Math.floor(at / QUARTER_MS);
  let minutes = minutesByQuarter.get(quarter);
  if (minutes === undefined) {
    if (minutesByQuarter.size >= MOST_KEPT) minutesByQuarter.clear();
    minutes = measure(quarter * QUARTER_MS, format);
    minutesByQuarter.set(quarter, minutes);
  }
  return minutes;
}

function measure(at: number, format: Intl.DateTimeFormat): number {
  const parts = format.formatToParts(at);
  const part = (type: string) => Number(parts.find((found) => found.type === type)?.value);
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return Math.round((local - at) / 60_000);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
