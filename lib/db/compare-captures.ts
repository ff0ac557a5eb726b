import { z } from "zod";
import {
  CAPTURE_MEASURES,
  type CaptureBucketKey,
  type CaptureDifference,
  type CaptureMeasure,
  CaptureTally,
} from "@/lib/domain/capture-buckets";
import { addDays, localDayOf, startOfDay } from "@/lib/domain/local-day";
import { readContributions } from "./capture-contributions";
import { listRollup, type RollupState, readRollupState } from "./capture-rollup";
import type { Database, Queryable } from "./connect";
import { instantField, readFirst } from "./rows";

/** A bucket of the rollup that is not what the orders' parts come to; `by` is held less counted. */
export interface WrongBucket extends CaptureBucketKey {
  readonly by: Readonly<Partial<Record<CaptureMeasure, bigint>>>;
}

export interface CaptureComparison {
  /** Undefined: nothing was counted yet, and nothing compared. */
  readonly state: RollupState | undefined;
  /** Buckets looked at. */
  readonly buckets: number;
  readonly wrongBuckets: readonly WrongBucket[];
  /** Orders that are not counted, or whose parts do not sum to what the order's row says; at most `MOST_ORDERS`. */
  readonly wrongOrders: readonly string[];
}

const MOST_ORDERS = 1_000;
/** Days of one pass: their buckets are in memory at once. */
const SLICE_DAYS = 31;
const PAGE = 1_000;

/**
 * Counts the rollup again from the parts, and the parts against their orders, at one moment of the store, and tells every
 * difference. Whatever is written meanwhile does not matter.
 * @param since the days from this instant on (ms since 1970), for which what was captured and refunded is compared; all
 *   figures of all days when left out
 */
export async function compareCaptureRollup(
  db: Database,
  accountId: string,
  since?: number,
): Promise<CaptureComparison> {
  return db.transaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read, read only");
    const state = await readRollupState(tx, accountId);
    if (state === undefined) return { state, buckets: 0, wrongBuckets: [], wrongOrders: [] };
    const wrongOrders = await listWrongOrders(tx, accountId, state, since);
    if (state.phase !== "complete") return { state, buckets: 0, wrongBuckets: [], wrongOrders };
    const wrongBuckets: WrongBucket[] = [];
    let buckets = 0;
    for (const slice of await slicesOf(tx, accountId, state.timeZone, since)) {
      const compared = await compareSlice(tx, accountId, state, { ...slice, isLight: since !== undefined });
      buckets += compared.buckets;
      wrongBuckets.push(...compared.wrong);
    }
    return { state, buckets, wrongBuckets, wrongOrders };
  });
}

interface Slice {
  /** ISO; `to` belongs to the next. */
  readonly from: string;
  readonly to: string;
}

const reachFields = z.object({ first: instantField.optional(), last: instantField.optional() });

async function slicesOf(
  tx: Queryable,
  accountId: string,
  timeZone: string,
  since: number | undefined,
): Promise<readonly Slice[]> {
  const { rows } = await tx.query(
    `select min(at) as first, max(at) as last from (
       select min(at) as at from capture_parts where account_id = $1
       union all select max(at) from capture_parts where account_id = $1
       union all select min(authorized_at) from counted_orders where account_id = $1
       union all select max(authorized_at) from counted_orders where account_id = $1
       union all select min(starts_at) from capture_rollup where account_id = $1
       union all select max(starts_at) from capture_rollup where account_id = $1) ends`,
    [accountId],
  );
  const { first, last } = readFirst(reachFields, rows) ?? {};
  if (first === undefined || last === undefined) return [];
  const dayOf = (at: number) => localDayOf(at, timeZone);
  const end = addDays(dayOf(Date.parse(last)), 1);
  const slices: Slice[] = [];
  const isoOf = (day: string) => new Date(startOfDay(day, timeZone)).toISOString();
  for (let day = dayOf(Math.max(Date.parse(first), since ?? 0)); day < end; day = addDays(day, SLICE_DAYS))
    slices.push({ from: isoOf(day), to: isoOf(addDays(day, SLICE_DAYS)) });
  return slices;
}

async function compareSlice(
  tx: Queryable,
  accountId: string,
  state: RollupState,
  { from, to, isLight }: Slice & { readonly isLight: boolean },
): Promise<{ readonly buckets: number; readonly wrong: readonly WrongBucket[] }> {
  const tally = new CaptureTally(state.timeZone);
  for (let after = ""; ; ) {
    const keys = await listTouching(tx, accountId, { from, to, isLight, after });
    const held = await readContributions(tx, accountId, keys);
    for (const { contribution, countedIn } of held.values())
      if (countedIn === state.generation) tally.add(contribution);
    const last = keys.at(-1);
    if (last === undefined) break;
    after = last;
  }
  const isInside = ({ startsAt }: CaptureBucketKey) => startsAt >= from && startsAt < to;
  const buckets = new Map<string, { counted?: CaptureDifference; held?: CaptureDifference }>();
  const bucketOf = (key: CaptureBucketKey) => {
    const name = JSON.stringify([key.grain, key.currency, key.dimension, key.startsAt, key.value]);
    const bucket = buckets.get(name) ?? {};
    buckets.set(name, bucket);
    return bucket;
  };
  for (const counted of tally.differences()) if (isInside(counted)) bucketOf(counted).counted = counted;
  for (const held of await listRollup(tx, accountId, { from, to })) bucketOf(held).held = held;
  const measures = isLight ? LIGHT : CAPTURE_MEASURES;
  const wrong = [...buckets.values()].flatMap(({ counted, held }) => differenceOf(measures, counted, held));
  return { buckets: buckets.size, wrong };
}

/** Orders from before the days looked at are not read then, though they may have been authorized on them. */
const OF_AUTHORIZATIONS: readonly CaptureMeasure[] = ["authorized", "authorizedCount", "collected"];
const LIGHT = CAPTURE_MEASURES.filter((measure) => !OF_AUTHORIZATIONS.includes(measure));

function differenceOf(
  measures: readonly CaptureMeasure[],
  counted: CaptureDifference | undefined,
  held: CaptureDifference | undefined,
): WrongBucket[] {
  const key = counted ?? held;
  if (key === undefined) return [];
  const by = measures.flatMap((measure) => {
    const difference = (held?.[measure] ?? 0n) - (counted?.[measure] ?? 0n);
    return difference === 0n ? [] : [[measure, difference] as const];
  });
  const { grain, currency, dimension, startsAt, value } = key;
  return by.length === 0 ? [] : [{ grain, currency, dimension, startsAt, value, by: Object.fromEntries(by) }];
}

const TOUCHING = `select order_key from capture_parts
  where account_id = $1 and at >= $2 and at < $3 and order_key > $4`;
const TOUCHING_OR_AUTHORIZED = `${TOUCHING} union select order_key from counted_orders
  where account_id = $1 and authorized_at >= $2 and authorized_at < $3 and order_key > $4`;
const LIST_LIGHT = `select distinct order_key from (${TOUCHING}) touching order by order_key limit ${PAGE}`;
const LIST_ALL = `select order_key from (${TOUCHING_OR_AUTHORIZED}) touching order by order_key limit ${PAGE}`;

async function listTouching(
  tx: Queryable,
  accountId: string,
  { from, to, isLight, after }: Slice & { readonly isLight: boolean; readonly after: string },
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ order_key: string }>(isLight ? LIST_LIGHT : LIST_ALL, [
    accountId,
    from,
    to,
    after,
  ]);
  return rows.map((row) => row.order_key);
}

/** By the orders' own rows: every part belongs to a capture or refund that the list's totals hold, and the other way round. */
async function listWrongOrders(
  tx: Queryable,
  accountId: string,
  { generation }: RollupState,
  since: number | undefined,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ order_key: string }>(
    `select o.order_key from orders o
     left join counted_orders c on c.account_id = o.account_id and c.order_key = o.order_key
     left join lateral (
       select coalesce(sum(amount_minor) filter (where kind = 'capture'), 0) as captured,
         coalesce(sum(amount_minor) filter (where kind = 'refund'), 0) as refunded
       from capture_parts p where p.account_id = o.account_id and p.order_key = o.order_key) parts on true
     where o.account_id = $1 and o.listed_at >= $2
       and (o.authorized_minor, o.captured_minor, o.refunded_minor, parts.captured, parts.refunded)
         is distinct from (coalesce(c.authorized_minor, 0), coalesce(c.captured_minor, 0),
           coalesce(c.refunded_minor, 0), o.captured_minor::numeric, o.refunded_minor::numeric)
       or o.account_id = $1 and o.listed_at >= $2 and c.counted_in <> $3
     limit ${MOST_ORDERS}`,
    [accountId, new Date(since ?? 0).toISOString(), generation],
  );
  return rows.map((row) => row.order_key);
}
