import { z } from "zod";
import type { CaptureCell, CaptureGroupTotals, CaptureTotals } from "@/lib/domain/capture-figures";
import { MOST_LINKED_VALUES } from "@/lib/domain/capture-links";
import type { OutstandingCell } from "@/lib/domain/capture-outstanding";
import type { CaptureGroup } from "@/lib/domain/capture-query";
import type { HourCell } from "@/lib/domain/capture-today";
import { type CurrencyCode, minorUnits } from "@/lib/domain/minor-units";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

/** Whose rollup, and in which currency. */
export interface RollupScope {
  readonly accountId: string;
  readonly currency: CurrencyCode;
}

/** Bars in ms since 1970, ascending; `end` is where the last one ends. */
export interface RollupTime {
  readonly starts: readonly number[];
  readonly end: number;
  /** Hours are read where a bar is one. */
  readonly grain: "hour" | "day";
}

export type RollupDimension = "all" | CaptureGroup | "days_to_capture";

/** Sums come as text: a year of orders may be more than a number holds. */
const wholeField = z.string().transform((text) => BigInt(text));
const totalFields = {
  captured: wholeField,
  count: wholeField,
  refunded: wholeField,
  refundedCount: wholeField,
  authorized: wholeField,
  authorizedCount: wholeField,
  collected: wholeField,
};

const SUMS = `coalesce(sum(r.captured_minor), 0)::text as captured, coalesce(sum(r.captured_count), 0)::text as count,
  coalesce(sum(r.refunded_minor), 0)::text as refunded, coalesce(sum(r.refunded_count), 0)::text as refunded_count,
  coalesce(sum(r.authorized_minor), 0)::text as authorized,
  coalesce(sum(r.authorized_count), 0)::text as authorized_count,
  coalesce(sum(r.collected_minor), 0)::text as collected`;

/** Rows of one range of the primary key. */
const ROWS = `from capture_rollup r where r.account_id = $1 and r.grain = $2 and r.currency = $3 and r.dimension = $4
  and r.starts_at >= $5 and r.starts_at < $6`;

function rowValues(
  { accountId, currency }: RollupScope,
  { starts, end, grain }: RollupTime,
  dimension: RollupDimension,
) {
  return [accountId, grain, currency, dimension, instant(starts[0] ?? end), instant(end)];
}

const stateFields = z.object({ timeZone: z.string(), isComplete: z.boolean(), hasOrders: z.boolean() });

/** Whether the rollup is of `timeZone` and holds every order. */
export async function isRollupComplete(db: Queryable, accountId: string, timeZone: string): Promise<boolean> {
  const { rows } = await db.query(
    `select s.time_zone, s.is_complete, true as has_orders from capture_rollup_state s where s.account_id = $1
     union all
     select '', false, exists (select from orders where account_id = $1)
       where not exists (select from capture_rollup_state where account_id = $1)`,
    [accountId],
  );
  const state = readFirst(stateFields, rows);
  return state !== undefined && (!state.hasOrders || (state.isComplete && state.timeZone === timeZone));
}

const currencyFields = z.object({ currency: z.string(), since: instantField, ...totalFields });

/** A currency that captures were ever made in. */
export interface HeldCurrency extends CaptureTotals {
  readonly currency: CurrencyCode;
  /** The first day with anything of it; ISO. */
  readonly since: string;
}

/** Each currency is one step in the primary key, however many days there are. */
const CURRENCIES = `with recursive held (currency) as (
    (select currency from capture_rollup where account_id = $1 and grain = 'day' order by currency limit 1)
    union all
    select (select next.currency from capture_rollup next
            where next.account_id = $1 and next.grain = 'day' and next.currency > held.currency
            order by next.currency limit 1)
    from held where held.currency is not null
  )
  select held.currency, first.since, found.* from held,
  lateral (select starts_at as since from capture_rollup f where f.account_id = $1 and f.grain = 'day'
      and f.currency = held.currency and f.dimension = 'all' order by f.starts_at limit 1) first,
  lateral (select ${SUMS} from capture_rollup r where r.account_id = $1 and r.grain = 'day'
      and r.currency = held.currency and r.dimension = 'all' and r.starts_at >= $2 and r.starts_at < $3) found`;

/** Every currency that anything was authorized or captured in, and what it came to from `from` on and before `end`. */
export async function listCapturedCurrencies(
  db: Queryable,
  accountId: string,
  { from, end }: { readonly from: number; readonly end: number },
): Promise<readonly HeldCurrency[]> {
  const { rows } = await db.query(CURRENCIES, [accountId, instant(from), instant(end)]);
  return readRows(currencyFields, rows);
}

const cellFields = z.object({ bucket: z.number(), value: z.string().optional(), ...totalFields });

/** What came to each bar, all of it. */
export async function sumBuckets(
  db: Queryable,
  scope: RollupScope,
  time: RollupTime,
): Promise<readonly CaptureCell[]> {
  const { rows } = await db.query(
    `select width_bucket(r.starts_at, $7::timestamptz[]) - 1 as bucket, ${SUMS} ${ROWS} group by 1`,
    [...rowValues(scope, time, "all"), time.starts.map(instant)],
  );
  return readRows(cellFields, rows);
}

/** What came to each bar by `dimension`: of `values`, each for itself, and of all others taken together. */
export async function sumGroupBuckets(
  db: Queryable,
  scope: RollupScope,
  time: RollupTime,
  { dimension, values }: { readonly dimension: CaptureGroup; readonly values: readonly string[] },
): Promise<readonly CaptureCell[]> {
  const { rows } = await db.query(
    `select width_bucket(r.starts_at, $7::timestamptz[]) - 1 as bucket,
       case when r.value = any($8::text[]) then r.value end as value, ${SUMS} ${ROWS} group by 1, 2`,
    [...rowValues(scope, time, dimension), time.starts.map(instant), values],
  );
  return readRows(cellFields, rows);
}

const groupFields = z.object({ value: z.string().optional(), values: z.array(z.string()), ...totalFields });

/**
 * What came to each value of `dimension`, the most captured first: as many as `most` for themselves, and behind them the
 * others taken together, of which only so many are named that a link still leads to them. One other is itself.
 */
export async function sumGroups(
  db: Queryable,
  scope: RollupScope,
  time: RollupTime,
  dimension: Exclude<RollupDimension, "all">,
  most: number,
): Promise<readonly CaptureGroupTotals[]> {
  const { rows } = await db.query(
    `with summed as (
       select r.value, sum(r.captured_minor) as captured_minor, sum(r.captured_count) as captured_count,
         sum(r.refunded_minor) as refunded_minor, sum(r.refunded_count) as refunded_count,
         sum(r.authorized_minor) as authorized_minor, sum(r.authorized_count) as authorized_count,
         sum(r.collected_minor) as collected_minor
       ${ROWS} group by r.value
     ), placed as (
       select *, row_number() over (order by captured_minor desc, value) as place from summed
     )
     select case when count(*) = 1 then min(r.value) end as value,
       (array_agg(r.value order by r.place))[1:$8] as values, ${SUMS}
     from placed r group by least(r.place, $7 + 1) order by least(r.place, $7 + 1)`,
    [...rowValues(scope, time, dimension), most, MOST_LINKED_VALUES + 1],
  );
  return readRows(groupFields, rows);
}

const hourFields = z.object({ startsAt: instantField, captured: wholeField });

/** What was captured in each hour of `days`, given as [start, end) in ms since 1970. */
export async function sumHours(
  db: Queryable,
  { accountId, currency }: RollupScope,
  days: readonly { readonly start: number; readonly end: number }[],
): Promise<readonly HourCell[]> {
  const { rows } = await db.query(
    `select r.starts_at, r.captured_minor::text as captured
     from unnest($3::timestamptz[], $4::timestamptz[]) as day (starts_at, ends_at)
     join capture_rollup r on r.account_id = $1 and r.grain = 'hour' and r.currency = $2 and r.dimension = 'all'
       and r.starts_at >= day.starts_at and r.starts_at < day.ends_at`,
    [accountId, currency, days.map(({ start }) => instant(start)), days.map(({ end }) => instant(end))],
  );
  return readRows(hourFields, rows).map(({ startsAt, captured }) => ({
    startsAt: Date.parse(startsAt),
    captured,
  }));
}

const outstandingFields = z.object({
  age: z.number().optional(),
  expiry: z.number().optional(),
  remaining: z.number().transform(minorUnits),
  count: z.number(),
});

/** The orders in which money is still reserved, by where their instants fall among the edges, in ms since 1970. */
export async function sumOutstanding(
  db: Queryable,
  { accountId, currency }: RollupScope,
  edges: { readonly ages: readonly number[]; readonly expiries: readonly number[] },
): Promise<readonly OutstandingCell[]> {
  const { rows } = await db.query(
    `select width_bucket(o.authorized_at, $3::timestamptz[]) as age,
       width_bucket(o.authorization_expires_at, $4::timestamptz[]) as expiry,
       sum(o.remaining_minor)::bigint as remaining, count(*) as count
     from orders o where o.account_id = $1 and o.currency = $2 and o.remaining_minor > 0
     group by 1, 2`,
    [accountId, currency, edges.ages.map(instant), edges.expiries.map(instant)],
  );
  return readRows(outstandingFields, rows);
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
