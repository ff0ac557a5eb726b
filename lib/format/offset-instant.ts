import { cached } from "./intl";

/** Clocks are set forward and back at quarters of an hour, so within one the offset is one. */
const QUARTER_MS = 900_000;
/** Quarters that are remembered: more than a hundred days. */
const MOST_KEPT = 10_000;

const offsetFormat = cached(
  (timeZone) =>
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      ...{ year: "numeric", month: "2-digit", day: "2-digit" },
      ...{ hour: "2-digit", minute: "2-digit", second: "2-digit" },
    }),
);

const offsets = new Map<string, Map<number, number>>();

/**
 * An ISO instant on the clock of `timeZone`, with its offset and to the millisecond: "2026-05-12T10:00:00.000+02:00".
 * Both of the hours that an autumn night has twice can be told apart. A text that is no instant stays as received.
 */
export function offsetInstant(iso: string, timeZone: string): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;
  const minutes = offsetAt(at, timeZone);
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, -1);
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? "-" : "+"}${twoDigits(hours)}:${twoDigits(rest)}`;
}

/** How far ahead of UTC the clock of `timeZone` is at `at`, in whole minutes. */
function offsetAt(at: number, timeZone: string): number {
  let known = offsets.get(timeZone);
  if (known === undefined || known.size >= MOST_KEPT) {
    known = new Map();
    offsets.set(timeZone, known);
  }
  const quarter = Math.floor(at / QUARTER_MS);
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = measure(quarter * QUARTER_MS, timeZone);
    known.set(quarter, offset);
  }
  return offset;
}

function measure(at: number, timeZone: string): number {
  const parts = offsetFormat(timeZone).formatToParts(at);
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
