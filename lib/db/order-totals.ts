import { z } from "zod";
import { type CurrencyCode, type MinorUnits, minorUnits, ZERO } from "@/lib/domain/minor-units";
import { EVERY_ORDER, movedBy, type OrderFilter, orderFilterParams } from "@/lib/domain/order-filter";
import type { Queryable } from "./connect";
import {
  CONDITION_COUNT,
  CONDITIONS,
  conditionValues,
  isMovedAlone,
  type ListScope,
  MOVED,
  MOVED_ALONE,
} from "./order-conditions";
import { readRows } from "./rows";

/** Counts and totals stop here, so that they cost the same among a million orders as among ten thousand. */
const MOST_COUNTED = 10_000;

/** Whole minor units of `currency`; absent where they are more than a number holds exactly. */
export interface CurrencyTotal {
  readonly currency: CurrencyCode;
  readonly count: number;
  readonly authorized?: MinorUnits | undefined;
  readonly captured?: MinorUnits | undefined;
  readonly refunded?: MinorUnits | undefined;
  readonly remaining?: MinorUnits | undefined;
  /** What the filter's own captures or refunds came to (`movedBy`), of every order under it. */
  readonly inDays?: MovedTotal | undefined;
}

export interface MovedTotal {
  readonly moved: "captured" | "refunded";
  readonly amount?: MinorUnits | undefined;
}

export interface OrderTotals {
  /** `MOST_COUNTED` when there are more, and then not exact. */
  readonly count: number;
  readonly isExact: boolean;
  /** One per currency, the most orders first. When the count is not exact, of the newest `MOST_COUNTED` orders, whatever the sort. */
  readonly totals: readonly CurrencyTotal[];
}

/** A sum arrives as numeric, since that of many large amounts fits nothing smaller. */
const sumField = z.string().transform((text) => {
  const value = Number(text);
  return Number.isSafeInteger(value) ? minorUnits(value) : undefined;
});

const totalFields = z.object({
  currency: z.string(),
  found: z.number(),
  count: z.number(),
  authorized: sumField,
  captured: sumField,
  refunded: sumField,
  remaining: sumField,
});

/** So many are summed, and one more is looked for. */
const MOST = `$${CONDITION_COUNT + 1}::bigint`;

const TOTALS = `select currency, count(*) as found, count(*) filter (where place <= ${MOST}) as count,
    coalesce(sum(authorized_minor) filter (where place <= ${MOST}), 0)::text as authorized,
    coalesce(sum(captured_minor) filter (where place <= ${MOST}), 0)::text as captured,
    coalesce(sum(refunded_minor) filter (where place <= ${MOST}), 0)::text as refunded,
    coalesce(sum(remaining_minor) filter (where place <= ${MOST}), 0)::text as remaining
  from (
    select o.currency, o.authorized_minor, o.captured_minor, o.refunded_minor, o.remaining_minor,
      row_number() over (order by o.listed_at desc, o.order_key desc) as place
    from orders o where ${CONDITIONS}
    order by o.listed_at desc, o.order_key desc limit ${MOST} + 1
  ) newest group by currency`;

/** How many orders there are under `filter` on all pages together, and what they sum to. */
export async function totalOrders(
  db: Queryable,
  scope: ListScope,
  filter: OrderFilter,
  mostCounted = MOST_COUNTED,
): Promise<OrderTotals> {
  const { rows } = await db.query(TOTALS, [...conditionValues(scope, filter), mostCounted], {
    isPlannedByValue: true,
  });
  const found = readRows(totalFields, rows);
  const moved = await sumMoved(db, scope, filter);
  const count = found.reduce((sum, total) => sum + total.found, 0);
  return {
    count: Math.min(count, mostCounted),
    isExact: count <= mostCounted,
    totals: found
      .filter((total) => total.count > 0)
      .map(({ found: _, ...total }) => ({ ...total, ...moved(total.currency) }))
      .sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1)),
  };
}

const movedFields = z.object({ currency: z.string(), amount: sumField });

const SUM_MOVED_ALONE = `select p.currency, sum(p.amount_minor)::text as amount
  from capture_parts p where ${MOVED_ALONE} group by p.currency`;

const SUM_MOVED = `select p.currency, sum(p.amount_minor)::text as amount
  from capture_parts p join orders o on o.account_id = p.account_id and o.order_key = p.order_key
  where ${MOVED} and ${CONDITIONS} group by p.currency`;

/** What a filter's own captures or refunds came to in each currency: all of them, so that it is what a chart says. */
async function sumMoved(
  db: Queryable,
  scope: ListScope,
  filter: OrderFilter,
): Promise<(currency: CurrencyCode) => Pick<CurrencyTotal, "inDays">> {
  const moved = movedBy(filter);
  if (moved === undefined) return () => ({});
  const values = conditionValues(scope, filter, "joined");
  const { rows } = await db.query(isMovedAlone(filter) ? SUM_MOVED_ALONE : SUM_MOVED, values, {
    isPlannedByValue: true,
  });
  const sums = new Map(readRows(movedFields, rows).map((row) => [row.currency, row]));
  return (currency) => {
    const { amount } = sums.get(currency) ?? { amount: ZERO };
    return { inDays: { moved, amount } };
  };
}

const statusFields = z.object({ status: z.string(), count: z.number() });

/**
 * Every status that an order has, found by going from one to the next in the index, however many orders have it; each
 * counted in that index, which knows no other filter than the day of creation.
 */
const EACH_STATUS = `with recursive held (status) as (
    (select status from orders where account_id = $1 order by status limit 1)
    union all
    select (select next.status from orders next where next.account_id = $1 and next.status > held.status
            order by next.status limit 1)
    from held where held.status is not null
  )
  select held.status, counted.count from held, lateral (
    select count(*) as count from (
      select from orders o where o.status = held.status and ${CONDITIONS} limit ${MOST} + 1
    ) found
  ) counted where held.status is not null`;

/** One pass over the newest orders under any filter. */
const STATUSES_OF_NEWEST = `select status, count(*) as count from (
    select o.status from orders o where ${CONDITIONS}
    order by o.listed_at desc, o.order_key desc limit ${MOST} + 1
  ) newest group by status`;

/** When `isExact` is false there are at least `count`. */
export interface StatusCount {
  readonly status: string;
  readonly count: number;
  readonly isExact: boolean;
}

/**
 * How many orders have each status, under `filter` less its own statuses. Exact up to `mostCounted` each where only
 * days of creation are asked for; under another filter exact when all of them together are no more than that, and else
 * as many as the newest `mostCounted` orders have.
 */
export async function countByStatus(
  db: Queryable,
  scope: ListScope,
  filter: OrderFilter,
  mostCounted = MOST_COUNTED,
): Promise<readonly StatusCount[]> {
  const asked = { ...filter, status: [] };
  const isByDayOnly = hasOnlyDays(asked);
  const { rows } = await db.query(
    isByDayOnly ? EACH_STATUS : STATUSES_OF_NEWEST,
    [...conditionValues(scope, asked), mostCounted],
    { isPlannedByValue: true },
  );
  const counts = readRows(statusFields, rows);
  const isWhole = counts.reduce((sum, { count }) => sum + count, 0) <= mostCounted;
  return counts.map(({ status, count }) => ({
    status,
    count: Math.min(count, mostCounted),
    isExact: isByDayOnly ? count <= mostCounted : isWhole,
  }));
}

function hasOnlyDays({ from, to, by, ...filter }: OrderFilter): boolean {
  const bare = orderFilterParams({ ...filter, by: EVERY_ORDER.by });
  for (const name of ["sort", "limit", "after", "before"]) bare.delete(name);
  return by === "created" && bare.size === 0;
}
