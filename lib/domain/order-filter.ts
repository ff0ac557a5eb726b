import { isCurrencyCode } from "./currency-code";
import { isLocalDay, type LocalDay } from "./local-day";
import { type CurrencyCode, type MinorUnits, minorUnits } from "./minor-units";
import type { Who } from "./order";
import { decodeCursor } from "./order-cursor";
import {
  CALLBACK_STATES,
  type CallbackState,
  DATE_FIELDS,
  type DateField,
  EXPIRY_WINDOWS,
  type ExpiryWindow,
  FAILURE_REASONS,
  LAST_WINDOWS,
  type LastWindow,
  NONE,
  ORDER_SORT_KEYS,
  ORDER_STATUSES,
  type OrderSortKey,
  PAGE_SIZES,
  type PageSize,
  WHO,
} from "./order-filter-words";
import { type ParameterProblem, ParameterReader } from "./parameter-reader";
import { PAYMENT_PRODUCT_TYPES } from "./payment-product-types";
import { looksPersonal } from "./personal-text";

export interface OrderSort {
  readonly key: OrderSortKey;
  readonly isDescending: boolean;
}

/** Which orders, in which order, which page of them: what an address of `/orders` and of `GET /api/orders` says. */
export interface OrderFilter {
  /** Of each list, any; an empty list asks for nothing. */
  readonly status: readonly string[];
  readonly who: readonly Who[];
  /** A rule of `failure-table.ts`. */
  readonly reason: readonly string[];
  /** A payment product type as Dintero sends it. Of this, the brand, the store and the destination, "none" is an order without. */
  readonly method: readonly string[];
  readonly brand: readonly string[];
  readonly currency: readonly CurrencyCode[];
  readonly store: readonly string[];
  /** Named by the order; where the filter is about captures or refunds in some days (`movedBy`), paid by one of those. */
  readonly payoutDestination: readonly string[];
  /** What the order asks for, in minor units of the one currency. */
  readonly amountGte?: MinorUnits | undefined;
  readonly amountLte?: MinorUnits | undefined;
  /** Of the business time zone: `from` belongs to the range, `to` does not. */
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
  /** In place of `from` and `to`. */
  readonly last?: LastWindow | undefined;
  readonly by: DateField;
  /** The hour of the day, 0 to 23 on the business time zone's clock, of the date that `by` names. */
  readonly hour?: number | undefined;
  /** Captured so many days of the shop's calendar after the authorization; only with `by` captured. */
  readonly daysToCapture?: DaySpan | undefined;
  /** Whether reserved money is left that nobody captured. */
  readonly remaining?: boolean | undefined;
  readonly split?: boolean | undefined;
  readonly refunded?: boolean | undefined;
  readonly expiring?: ExpiryWindow | undefined;
  readonly callback?: CallbackState | undefined;
  /** Whether its figures agree (`checks.ts`); of an order that was not looked at yet neither is said. */
  readonly addsUp?: boolean | undefined;
  /** Part of a reference, 3 characters or more; never a person's data, since it stands in the address. */
  readonly text?: string | undefined;
  /** Absent: see `sortOf`. */
  readonly sort?: OrderSort | undefined;
  readonly limit: PageSize;
  /** The page after, or before, this place (`order-cursor.ts`). */
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** `max` belongs to it; without one there is no end. */
export interface DaySpan {
  readonly min: number;
  readonly max?: number | undefined;
}

export const EVERY_ORDER: OrderFilter = {
  status: [],
  who: [],
  reason: [],
  method: [],
  brand: [],
  currency: [],
  store: [],
  payoutDestination: [],
  by: "created",
  limit: 50,
};

/** A parameter that was not followed, and why. `value` is left out where it may be somebody's. */
export interface FilterProblem {
  readonly name: string;
  readonly value?: string | undefined;
  readonly reason:
    | ParameterProblem["reason"]
    | "empty-range"
    | "needs-one-currency"
    | "too-short"
    | "personal"
    | "not-with-after"
    | "not-with-days"
    | "needs-by-captured";
}

/** Says whether the store holds an order with a value that no document of Dintero's names. */
export type IsHeld = (name: "status" | "method" | "currency" | "reason", value: string) => boolean;

/** The sort that applies: the one asked for; else what expires first, or the latest of the date that the filter is by. */
export function sortOf({ sort, expiring, by }: Pick<OrderFilter, "sort" | "expiring" | "by">): OrderSort {
  if (sort !== undefined) return sort;
  const isByExpiry = expiring !== undefined || by === "expires";
  return isByExpiry ? { key: "expires", isDescending: false } : { key: by, isDescending: true };
}

/**
 * Which of an order's money events the filter is about: with days, an hour or a span of days, those of `by`, any of which
 * makes the order listed, and which the totals add up ("captured in these days"). Undefined when it is about orders only.
 */
export function movedBy({
  by,
  from,
  to,
  last,
  hour,
  daysToCapture,
}: Pick<OrderFilter, "by" | "from" | "to" | "last" | "hour" | "daysToCapture">):
  | "captured"
  | "refunded"
  | undefined {
  if (by !== "captured" && by !== "refunded") return undefined;
  const isNarrowed = [from, to, last, hour, daysToCapture].some((asked) => asked !== undefined);
  return isNarrowed ? by : undefined;
}

/**
 * Reads what an address asks for. What it does not know or cannot follow is a problem, never ignored: the page shows a
 * notice, the API answers 400. A parameter without a value, as a form sends it, asks for nothing.
 */
export function parseOrderFilter(
  params: URLSearchParams,
  isHeld: IsHeld = () => false,
): { readonly filter: OrderFilter; readonly problems: readonly FilterProblem[] } {
  const read = new ParameterReader(params);
  const known = (name: Parameters<IsHeld>[0], values: readonly string[]) => (value: string) =>
    values.includes(value) || isHeld(name, value) ? value : undefined;
  const given: OrderFilter = {
    status: read.list("status", known("status", ORDER_STATUSES)),
    who: read.list("who", (value) => WHO.find((who) => who === value)),
    reason: read.list("reason", known("reason", FAILURE_REASONS)),
    method: read.list("method", known("method", [...PAYMENT_PRODUCT_TYPES, NONE])),
    brand: read.list("brand", shortText),
    currency: read.list("currency", (value) =>
      isCurrencyCode(value) || isHeld("currency", value) ? value : undefined,
    ),
    store: read.list("store", shortText),
    payoutDestination: read.list("payout_destination", shortText),
    amountGte: read.one("amount_gte", amountOf),
    amountLte: read.one("amount_lte", amountOf),
    from: read.one("from", dayOf),
    to: read.one("to", dayOf),
    last: read.one("last", (value) => LAST_WINDOWS.find((window) => window === value)),
    by: read.one("by", (value) => DATE_FIELDS.find((field) => field === value)) ?? EVERY_ORDER.by,
    hour: read.one("hour", hourOf),
    daysToCapture: read.one("days_to_capture", daySpanOf),
    remaining: read.one("remaining", yesOrNo),
    split: read.one("split", yesOrNo),
    refunded: read.one("refunded", yesOrNo),
    expiring: read.one("expiring", (value) => EXPIRY_WINDOWS.find((window) => window === value)),
    callback: read.one("callback", (value) => CALLBACK_STATES.find((state) => state === value)),
    addsUp: read.one("adds_up", yesOrNo),
    text: read.one("q", (value) => value),
    sort: read.one("sort", sortFrom),
    limit:
      read.one("limit", (value) => PAGE_SIZES.find((size) => String(size) === value)) ?? EVERY_ORDER.limit,
    after: read.one("after", (value) => value),
    before: read.one("before", (value) => value),
  };
  return settle(given, [...read.problems, ...read.unknownParameters()]);
}

/** Takes out what the parts of a filter do not allow each other. */
function settle(given: OrderFilter, problems: FilterProblem[]) {
  let filter = given;
  const refuse = (
    field: keyof OrderFilter,
    name: string,
    reason: FilterProblem["reason"],
    value?: string,
  ) => {
    problems.push(value === undefined ? { name, reason } : { name, reason, value });
    filter = { ...filter, [field]: undefined };
  };
  const { text, from, to, amountGte, amountLte, currency } = given;
  if (text !== undefined && [...text].length < MIN_TEXT) refuse("text", "q", "too-short");
  else if (text !== undefined && looksPersonal(text)) refuse("text", "q", "personal");
  if (from !== undefined && to !== undefined && from >= to) refuse("to", "to", "empty-range", to);
  if (given.last !== undefined && (from !== undefined || to !== undefined))
    refuse("last", "last", "not-with-days");
  if (given.daysToCapture !== undefined && given.by !== "captured")
    refuse("daysToCapture", "days_to_capture", "needs-by-captured");
  if (currency.length !== 1) {
    if (amountGte !== undefined) refuse("amountGte", "amount_gte", "needs-one-currency");
    if (amountLte !== undefined) refuse("amountLte", "amount_lte", "needs-one-currency");
    if (given.sort?.key === "amount") refuse("sort", "sort", "needs-one-currency");
  } else if (amountGte !== undefined && amountLte !== undefined && amountGte > amountLte) {
    refuse("amountLte", "amount_lte", "empty-range", String(amountLte));
  }
  if (filter.after !== undefined && filter.before !== undefined) refuse("before", "before", "not-with-after");
  for (const name of ["after", "before"] as const) {
    const cursor = filter[name];
    if (cursor !== undefined && decodeCursor(sortOf(filter).key, cursor) === undefined) {
      refuse(name, name, "unknown-value");
    }
  }
  return { filter, problems };
}

/** The address of the list under `filter`; the same filter always gives the same address. */
export function ordersHref(filter: Partial<OrderFilter> = {}): string {
  const query = orderFilterParams({ ...EVERY_ORDER, ...filter }).toString();
  return query === "" ? "/orders" : `/orders?${query}`;
}

/** `filter` as parameters, those that ask for nothing left out. `parseOrderFilter` reads them back. */
export function orderFilterParams(filter: OrderFilter): URLSearchParams {
  const params = new URLSearchParams();
  const add = (name: string, values: readonly (string | number | undefined)[]) => {
    for (const value of values) if (value !== undefined) params.append(name, String(value));
  };
  add("status", filter.status);
  add("who", filter.who);
  add("reason", filter.reason);
  add("method", filter.method);
  add("brand", filter.brand);
  add("currency", filter.currency);
  add("store", filter.store);
  add("payout_destination", filter.payoutDestination);
  add("amount_gte", [filter.amountGte]);
  add("amount_lte", [filter.amountLte]);
  add("by", [filter.by === EVERY_ORDER.by ? undefined : filter.by]);
  add("from", [filter.from]);
  add("to", [filter.to]);
  add("hour", [filter.hour]);
  add("days_to_capture", [filter.daysToCapture && daySpanText(filter.daysToCapture)]);
  add("remaining", [asWord(filter.remaining)]);
  add("last", [filter.last]);
  add("split", [asWord(filter.split)]);
  add("refunded", [asWord(filter.refunded)]);
  add("expiring", [filter.expiring]);
  add("callback", [filter.callback]);
  add("adds_up", [asWord(filter.addsUp)]);
  add("q", [filter.text]);
  add("sort", [filter.sort && `${filter.sort.isDescending ? "-" : ""}${filter.sort.key}`]);
  add("limit", [filter.limit === EVERY_ORDER.limit ? undefined : filter.limit]);
  add("after", [filter.after]);
  add("before", [filter.before]);
  return params;
}

/** A trigram index knows nothing of shorter texts. */
const MIN_TEXT = 3;
const MAX_TEXT = 200;

function shortText(value: string): string | undefined {
  return value.length <= MAX_TEXT ? value : undefined;
}

function amountOf(value: string): MinorUnits | undefined {
  return /^\d{1,15}$/.test(value) ? minorUnits(Number(value)) : undefined;
}

function dayOf(value: string): LocalDay | undefined {
  return isLocalDay(value) ? value : undefined;
}

function hourOf(value: string): number | undefined {
  return /^(1?\d|2[0-3])$/.test(value) ? Number(value) : undefined;
}

/** "0", "4-7" or "31-". */
function daySpanOf(value: string): DaySpan | undefined {
  const [, from, dash, to] = /^(0|[1-9]\d{0,4})(-)?(0|[1-9]\d{0,4})?$/.exec(value) ?? [];
  if (from === undefined || (dash === undefined && to !== undefined)) return undefined;
  const min = Number(from);
  const max = to !== undefined ? Number(to) : dash === undefined ? min : undefined;
  return max === undefined ? { min } : max < min ? undefined : { min, max };
}

function daySpanText({ min, max }: DaySpan): string {
  if (max === undefined) return `${min}-`;
  return max === min ? String(min) : `${min}-${max}`;
}

function yesOrNo(value: string): boolean | undefined {
  return value === "yes" ? true : value === "no" ? false : undefined;
}

function asWord(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : value ? "yes" : "no";
}

function sortFrom(value: string): OrderSort | undefined {
  const key = ORDER_SORT_KEYS.find((known) => known === value.replace(/^-/, ""));
  return key && { key, isDescending: value.startsWith("-") };
}
