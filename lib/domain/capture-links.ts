import type { CaptureGroup } from "./capture-query";
import type {
  CaptureBucket,
  CaptureGroupRow,
  CaptureReport,
  DaysToCapture,
  OutstandingBin,
} from "./capture-report";
import { addDays } from "./local-day";
import { type OrderFilter, ordersHref } from "./order-filter";

/** What a mark shows: its orders are those to which that happened in its time. */
export type MarkMeasure = "captured" | "refunded" | "authorized";

type Scope = Pick<CaptureReport, "from" | "to" | "currency" | "interval" | "groupBy">;
type Group = Pick<CaptureGroupRow, "values">;

/** An address has room for this many values; the rest of more groups than that leads nowhere. */
export const MOST_LINKED_VALUES = 40;

/** The list of exactly the orders behind all that `measure` came to in the report's days. */
export function rangeHref({ from, to, currency }: Scope, measure: MarkMeasure): string {
  return ordersHref({ by: measure, from, to, currency: listOf(currency) });
}

type Bar = Pick<CaptureBucket, "start" | "from" | "to">;

/** The orders behind one bar, or one group's part of it; undefined for a rest of too many groups. */
export function bucketHref(
  report: Scope,
  bucket: Bar,
  measure: MarkMeasure,
  group?: Group,
): string | undefined {
  return bucketHrefs(report, measure)(bucket, group);
}

/** `bucketHref` of many bars: what the addresses of a group share is written once. */
export function bucketHrefs(
  { currency, interval, groupBy }: Scope,
  measure: MarkMeasure,
): (bucket: Bar, group?: Group) => string | undefined {
  const shared = new Map<Group | undefined, string | undefined>();
  return ({ start, from, to }, group) => {
    if (!shared.has(group))
      shared.set(group, groupHrefOf({ by: measure, currency: listOf(currency) }, groupBy, group));
    const href = shared.get(group);
    // The days and the hour are what `ordersHref` writes last of all that a mark asks for.
    const hour = interval === "hour" ? `&hour=${Number(start.slice(11, 13))}` : "";
    return href && `${href}&from=${from}&to=${to}${hour}`;
  };
}

/** The orders behind one row of the report's groups, its methods or its payout destinations. */
export function groupHref(
  { from, to, currency }: Scope,
  dimension: CaptureGroup,
  group: Group,
  measure: MarkMeasure,
): string | undefined {
  return groupHrefOf({ by: measure, from, to, currency: listOf(currency) }, dimension, group);
}

/** The orders of which something was captured in that hour of today's clock. */
export function hourHref(
  { today, currency }: Pick<CaptureReport, "today" | "currency">,
  hour: number,
): string {
  const { day } = today;
  return ordersHref({ by: "captured", from: day, to: addDays(day, 1), hour, currency: listOf(currency) });
}

/** The orders whose captures came so many days after their authorization. */
export function daysToCaptureHref(
  { from, to, currency }: Scope,
  { minDays, maxDays }: Pick<DaysToCapture, "minDays" | "maxDays">,
): string {
  const daysToCapture = { min: minDays, max: maxDays };
  return ordersHref({ by: "captured", from, to, daysToCapture, currency: listOf(currency) });
}

/** The orders with reserved money that nobody captured: all of them, or those of one bar by age or by expiry. */
export function outstandingHref(
  { currency }: Pick<CaptureReport, "currency">,
  by?: "age" | "expiry",
  { from, to, isUnknown }: Pick<OutstandingBin, "from" | "to" | "isUnknown"> = { isUnknown: false },
): string | undefined {
  const open = { remaining: true, currency: listOf(currency) };
  if (by === undefined) return ordersHref(open);
  // No filter asks for orders of which nobody knows when they were authorized.
  if (isUnknown) return by === "age" ? undefined : ordersHref({ ...open, expiring: "unknown" });
  return ordersHref({ ...open, by: by === "age" ? "authorized" : "expires", from, to });
}

function groupHrefOf(
  filter: Partial<OrderFilter>,
  dimension: CaptureGroup | undefined,
  group: Group | undefined,
): string | undefined {
  if (dimension === undefined || group === undefined) return ordersHref(filter);
  if (group.values.length > MOST_LINKED_VALUES) return undefined;
  return ordersHref({ ...filter, [FILTER_BY_GROUP[dimension]]: group.values });
}

const FILTER_BY_GROUP = {
  method: "method",
  brand: "brand",
  store: "store",
  payout_destination: "payoutDestination",
} as const satisfies Record<CaptureGroup, keyof OrderFilter>;

function listOf<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
