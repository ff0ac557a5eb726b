import { isCurrencyCode } from "./currency-code";
import { addDays, addMonths, isLocalDay, type LocalDay, startOfMonth, startOfWeek } from "./local-day";
import type { CurrencyCode } from "./minor-units";
import { oneOf, type ParameterProblem, ParameterReader } from "./parameter-reader";

/** Up to and including today, but for "yesterday", "last_month" and "last_year", which are those days alone. */
export const CAPTURE_RANGES = [
  "today",
  "yesterday",
  "7d",
  "30d",
  "90d",
  "12m",
  "month",
  "last_month",
  "year",
  "last_year",
] as const;
export type CaptureRange = (typeof CAPTURE_RANGES)[number];

/** How long a bar is; weeks begin on Mondays. */
export const CAPTURE_INTERVALS = ["hour", "day", "week", "month"] as const;
export type CaptureInterval = (typeof CAPTURE_INTERVALS)[number];

export const CAPTURE_GROUPS = ["method", "brand", "store", "payout_destination"] as const;
export type CaptureGroup = (typeof CAPTURE_GROUPS)[number];

/** The days of equal length before these, or the same days a year ago. */
export const CAPTURE_COMPARISONS = ["previous", "year"] as const;
export type CaptureComparison = (typeof CAPTURE_COMPARISONS)[number];

/** One panel per currency, each with an axis of its own. */
export const CAPTURE_PANELS = ["currencies"] as const;
export type CapturePanels = (typeof CAPTURE_PANELS)[number];

/** Which captures, and drawn how: what an address of `/captures` and of `GET /api/captures` says. */
export interface CaptureQuery {
  /** Absent with days of their own. */
  readonly last?: CaptureRange | undefined;
  /** Of the business time zone: `from` belongs to the range, `to` does not. */
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
  /** Absent: as the range's length asks for, see `intervalOf`. */
  readonly interval?: CaptureInterval | undefined;
  /** Absent: the currency with the most captures in the range. */
  readonly currency?: CurrencyCode | undefined;
  /** Refunds of the bar's own time taken off. */
  readonly isNet: boolean;
  readonly groupBy?: CaptureGroup | undefined;
  readonly compare?: CaptureComparison | undefined;
  readonly panels?: CapturePanels | undefined;
}

/** Days of the business time zone: `from` belongs to them, `to` does not. */
export interface CaptureDays {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

const USUAL_RANGE: CaptureRange = "30d";
export const EVERY_CAPTURE: CaptureQuery = { last: USUAL_RANGE, isNet: false };

/** A chart has no more bars. */
export const MOST_BUCKETS = 400;
/** Ten years. */
export const MOST_CAPTURE_DAYS = 3_660;

/** A parameter that was not followed, and why. */
export interface CaptureProblem {
  readonly name: string;
  readonly value?: string | undefined;
  readonly reason:
    | ParameterProblem["reason"]
    | "empty-range"
    | "too-long"
    | "not-with-days"
    | "too-many-buckets";
}

/** Says whether the store holds captures in a currency that no list of currencies names. */
export type IsCurrencyHeld = (currency: string) => boolean;

/**
 * Reads what an address asks for. What it does not know or cannot follow is a problem, never ignored: the page shows a
 * notice, the API answers 400. A parameter without a value, as a form sends it, asks for nothing.
 *
 * @param today of the business time zone
 */
export function parseCaptureQuery(
  params: URLSearchParams,
  today: LocalDay,
  isHeld: IsCurrencyHeld = () => false,
): { readonly query: CaptureQuery; readonly problems: readonly CaptureProblem[] } {
  const read = new ParameterReader(params);
  const last = read.one("last", oneOf(CAPTURE_RANGES));
  const from = read.one("from", dayOf);
  const to = read.one("to", dayOf);
  const asked = {
    interval: read.one("interval", oneOf(CAPTURE_INTERVALS)),
    currency: read.one("currency", (value) => (isCurrencyCode(value) || isHeld(value) ? value : undefined)),
    isNet: read.one("net", yesOrNo) ?? false,
    groupBy: read.one("group_by", oneOf(CAPTURE_GROUPS)),
    compare: read.one("compare", oneOf(CAPTURE_COMPARISONS)),
    panels: read.one("panels", oneOf(CAPTURE_PANELS)),
  };
  const problems: CaptureProblem[] = [...read.problems, ...read.unknownParameters()];
  const days = settleDays({ last, from, to }, today, problems);
  const query = { ...days, ...asked };
  if (asked.interval === undefined || countBuckets(daysOf(days, today), asked.interval) <= MOST_BUCKETS)
    return { query, problems };
  problems.push({ name: "interval", value: asked.interval, reason: "too-many-buckets" });
  return { query: { ...query, interval: undefined }, problems };
}

type AskedDays = Pick<CaptureQuery, "last" | "from" | "to">;

function settleDays({ last, from, to }: AskedDays, today: LocalDay, problems: CaptureProblem[]): AskedDays {
  if (from === undefined && to === undefined) return { last: last ?? USUAL_RANGE };
  const days = daysOf({ from, to }, today);
  const wrong =
    days.from >= days.to
      ? "empty-range"
      : addDays(days.from, MOST_CAPTURE_DAYS) < days.to
        ? "too-long"
        : undefined;
  if (wrong !== undefined) {
    problems.push({ name: from === undefined ? "to" : "from", value: from ?? to, reason: wrong });
    return { last: last ?? USUAL_RANGE };
  }
  if (last !== undefined) problems.push({ name: "last", value: last, reason: "not-with-days" });
  return { from, to };
}

/** The days that `query` is about. A range without an end goes on to the end of today, one without a beginning is 30 days long. */
export function daysOf({ last, from, to }: AskedDays, today: LocalDay): CaptureDays {
  const tomorrow = addDays(today, 1);
  if (from === undefined && to === undefined) return PRESET_DAYS[last ?? USUAL_RANGE](today, tomorrow);
  const end = to ?? tomorrow;
  return { from: from ?? addDays(end, -30), to: end };
}

const PRESET_DAYS: Record<CaptureRange, (today: LocalDay, tomorrow: LocalDay) => CaptureDays> = {
  today: (today, tomorrow) => ({ from: today, to: tomorrow }),
  yesterday: (today) => ({ from: addDays(today, -1), to: today }),
  "7d": (_, tomorrow) => ({ from: addDays(tomorrow, -7), to: tomorrow }),
  "30d": (_, tomorrow) => ({ from: addDays(tomorrow, -30), to: tomorrow }),
  "90d": (_, tomorrow) => ({ from: addDays(tomorrow, -90), to: tomorrow }),
  "12m": (_, tomorrow) => ({ from: addMonths(tomorrow, -12), to: tomorrow }),
  month: (today, tomorrow) => ({ from: startOfMonth(today), to: tomorrow }),
  last_month: (today) => ({ from: addMonths(startOfMonth(today), -1), to: startOfMonth(today) }),
  year: (today, tomorrow) => ({ from: startOfYear(today), to: tomorrow }),
  last_year: (today) => ({ from: addMonths(startOfYear(today), -12), to: startOfYear(today) }),
};

function startOfYear(day: LocalDay): LocalDay {
  return `${day.slice(0, 5)}01-01`;
}

/** How long a bar is unasked: as short as leaves few enough to be told apart. */
export function intervalOf({ interval }: Pick<CaptureQuery, "interval">, days: CaptureDays): CaptureInterval {
  return (
    interval ?? CAPTURE_INTERVALS.find((each) => countBuckets(days, each) <= USUAL_MOST[each]) ?? "month"
  );
}

const USUAL_MOST: Record<CaptureInterval, number> = { hour: 48, day: 93, week: 106, month: MOST_BUCKETS };

/** How many bars of `interval` there are in `days`, an hour of a usual day more or less. */
export function countBuckets({ from, to }: CaptureDays, interval: CaptureInterval): number {
  const last = addDays(to, -1);
  if (interval === "month") {
    const [first, end] = [startOfMonth(from), startOfMonth(last)];
    return (yearOf(end) - yearOf(first)) * 12 + monthOf(end) - monthOf(first) + 1;
  }
  if (interval === "week") return daysBetween(startOfWeek(from), startOfWeek(last)) / 7 + 1;
  return daysBetween(from, to) * (interval === "day" ? 1 : 24);
}

const yearOf = (day: LocalDay) => Number(day.slice(0, 4));
const monthOf = (day: LocalDay) => Number(day.slice(5, 7));

function daysBetween(from: LocalDay, to: LocalDay): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000;
}

/**
 * The days that `days` are compared with. Whole months are compared with whole months, and a month or a year so far
 * with the same days of the one before; weeks stay weeks a year ago.
 */
export function comparedDays(
  { last, compare, interval }: CaptureQuery,
  { from, to }: CaptureDays,
): CaptureDays | undefined {
  // The day after the last keeps whole months whole; else the last day decides, which a shorter month may not have.
  const isWhole = to === startOfMonth(to);
  const byMonths = (months: number) => ({
    from: addMonths(from, -months),
    to: isWhole ? addMonths(to, -months) : addDays(addMonths(addDays(to, -1), -months), 1),
  });
  if (compare === undefined) return undefined;
  if (compare === "year") {
    const isByWeek = intervalOf({ interval }, { from, to }) === "week";
    return isByWeek ? { from: addDays(from, -364), to: addDays(to, -364) } : byMonths(12);
  }
  if (last === "year" || last === "last_year") return byMonths(12);
  const isOfMonths = from === startOfMonth(from) && (isWhole || last === "month");
  if (isOfMonths) return byMonths(countBuckets({ from, to }, "month"));
  return { from: addDays(from, -daysBetween(from, to)), to: from };
}

/** The address of the page under `query`; the same query always gives the same address. */
export function capturesHref(query: Partial<CaptureQuery> = {}): string {
  const text = captureParams({ ...EVERY_CAPTURE, ...query }).toString();
  return text === "" ? "/captures" : `/captures?${text}`;
}

/** `query` as parameters, what goes without saying left out. `parseCaptureQuery` reads them back. */
export function captureParams(query: CaptureQuery): URLSearchParams {
  const params = new URLSearchParams();
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) params.append(name, value);
  };
  const hasDays = query.from !== undefined || query.to !== undefined;
  add("last", hasDays || query.last === USUAL_RANGE ? undefined : query.last);
  add("from", query.from);
  add("to", query.to);
  add("interval", query.interval);
  add("currency", query.currency);
  add("net", query.isNet ? "yes" : undefined);
  add("group_by", query.groupBy);
  add("compare", query.compare);
  add("panels", query.panels);
  return params;
}

function dayOf(value: string): LocalDay | undefined {
  return isLocalDay(value) ? value : undefined;
}

function yesOrNo(value: string): boolean | undefined {
  return value === "yes" ? true : value === "no" ? false : undefined;
}
