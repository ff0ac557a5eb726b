import { addDays, isLocalDay, type LocalDay } from "./local-day";
import type { Who } from "./order";
import type { IsHeld, OrderFilter } from "./order-filter";
import { NONE, WHO } from "./order-filter-words";
import { type ParameterProblem, ParameterReader } from "./parameter-reader";
import { PAYMENT_PRODUCT_TYPES } from "./payment-product-types";

/** What failures are counted by. The hour is that of the day, on the business time zone's clock. */
export const FAILURE_GROUPS = ["reason", "who", "method", "brand", "store", "hour"] as const;
export type FailureGroup = (typeof FAILURE_GROUPS)[number];

/** Days up to and including today, but for "yesterday", which is that day alone. */
export const FAILURE_RANGES = ["today", "yesterday", "7d", "30d", "90d", "12m"] as const;
export type FailureRange = (typeof FAILURE_RANGES)[number];

/** No range is longer, so that what a page costs has a limit. */
export const MAX_FAILURE_DAYS = 366;

/** Which failures, and counted by what: what an address of `/failures` and of `GET /api/failures` says. */
export interface FailureFilter {
  /** Absent with days of their own. */
  readonly range?: FailureRange | undefined;
  /** Of the business time zone: `from` belongs to the range, `to` does not. */
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
  readonly group: FailureGroup;
  readonly who?: Who | undefined;
  /** A payment product type as Dintero sends it. Of this, the brand and the store, "none" is an order without. */
  readonly method?: string | undefined;
  readonly brand?: string | undefined;
  readonly store?: string | undefined;
}

/** Days of the business time zone: `from` belongs to them, `to` does not. */
export interface DayRange {
  readonly from: LocalDay;
  readonly to: LocalDay;
}

const USUAL_RANGE: FailureRange = "30d";
export const EVERY_FAILURE: FailureFilter = { range: USUAL_RANGE, group: "reason" };

/** A parameter that was not followed, and why. */
export interface FailureProblem {
  readonly name: string;
  readonly value?: string | undefined;
  readonly reason: ParameterProblem["reason"] | "empty-range" | "too-long" | "not-with-range";
}

/**
 * Reads what an address asks for. What it does not know or cannot follow is a problem, never ignored: the page shows a
 * notice, the API answers 400. A parameter without a value, as a form sends it, asks for nothing.
 *
 * @param today of the business time zone
 */
export function parseFailureFilter(
  params: URLSearchParams,
  today: LocalDay,
  isHeld: IsHeld = () => false,
): { readonly filter: FailureFilter; readonly problems: readonly FailureProblem[] } {
  const read = new ParameterReader(params);
  const range = read.one("range", (value) => FAILURE_RANGES.find((known) => known === value));
  const from = read.one("from", dayOf);
  const to = read.one("to", dayOf);
  const asked = {
    group: read.one("group", (value) => FAILURE_GROUPS.find((known) => known === value)) ?? "reason",
    who: read.one("who", (value) => WHO.find((known) => known === value)),
    method: read.one("method", (value) =>
      value === NONE || PAYMENT_PRODUCT_TYPES.includes(value) || isHeld("method", value) ? value : undefined,
    ),
    brand: read.one("brand", shortText),
    store: read.one("store", shortText),
  };
  const problems: FailureProblem[] = [...read.problems, ...read.unknownParameters()];
  if (from === undefined && to === undefined)
    return { filter: { range: range ?? USUAL_RANGE, ...asked }, problems };
  const days = daysOf({ from, to }, today);
  const wrong =
    days.from >= days.to
      ? "empty-range"
      : addDays(days.from, MAX_FAILURE_DAYS) < days.to
        ? "too-long"
        : undefined;
  if (wrong !== undefined) {
    problems.push({ name: from === undefined ? "to" : "from", value: from ?? to, reason: wrong });
    return { filter: { range: range ?? USUAL_RANGE, ...asked }, problems };
  }
  if (range !== undefined) problems.push({ name: "range", value: range, reason: "not-with-range" });
  return { filter: { from, to, ...asked }, problems };
}

/** The days that `filter` is about. A range without an end goes on to the end of today, one without a beginning is 30 days long. */
export function daysOf(
  { range, from, to }: Pick<FailureFilter, "range" | "from" | "to">,
  today: LocalDay,
): DayRange {
  const tomorrow = addDays(today, 1);
  if (from !== undefined || to !== undefined) {
    const end = to ?? tomorrow;
    return { from: from ?? addDays(end, -DAYS_BY_RANGE[USUAL_RANGE]), to: end };
  }
  if (range === "yesterday") return { from: addDays(today, -1), to: today };
  return { from: addDays(tomorrow, -DAYS_BY_RANGE[range ?? USUAL_RANGE]), to: tomorrow };
}

const DAYS_BY_RANGE: Record<FailureRange, number> = {
  today: 1,
  yesterday: 1,
  "7d": 7,
  "30d": 30,
  "90d": 90,
  // Whole weeks, so that the last bar is as long as the others.
  "12m": 364,
};

/** The address of the page under `filter`; the same filter always gives the same address. */
export function failuresHref(filter: Partial<FailureFilter> = {}): string {
  const query = failureParams({ ...EVERY_FAILURE, ...filter }).toString();
  return query === "" ? "/failures" : `/failures?${query}`;
}

/** `filter` as parameters, what goes without saying left out. `parseFailureFilter` reads them back. */
export function failureParams(filter: FailureFilter): URLSearchParams {
  const params = new URLSearchParams();
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) params.append(name, value);
  };
  const hasDays = filter.from !== undefined || filter.to !== undefined;
  add("range", hasDays || filter.range === USUAL_RANGE ? undefined : filter.range);
  add("from", filter.from);
  add("to", filter.to);
  add("group", filter.group === "reason" ? undefined : filter.group);
  add("who", filter.who);
  add("method", filter.method);
  add("brand", filter.brand);
  add("store", filter.store);
  return params;
}

/**
 * Which orders a number of the page counts, for `ordersHref`: those that failed on `days` under `filter`, of one group
 * when `key` is given.
 */
export function failedOrders(
  filter: FailureFilter,
  { from, to }: DayRange,
  key?: string | undefined,
): Partial<OrderFilter> {
  const asked = key === undefined ? filter : { ...filter, [filter.group]: key };
  const list = (value: string | undefined) => (value === undefined ? [] : [value]);
  return {
    by: "failed",
    from,
    to,
    reason: filter.group === "reason" ? list(key) : [],
    who: WHO.filter((who) => who === asked.who),
    method: list(asked.method),
    brand: list(asked.brand),
    store: list(asked.store),
    hour: filter.group === "hour" && key !== undefined ? Number(key) : undefined,
  };
}

const MAX_TEXT = 200;

function shortText(value: string): string | undefined {
  return value.length <= MAX_TEXT ? value : undefined;
}

function dayOf(value: string): LocalDay | undefined {
  return isLocalDay(value) ? value : undefined;
}
