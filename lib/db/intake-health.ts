import { z } from "zod";
import type { QuietSample } from "@/lib/domain/intake-silence";
import type { Queryable } from "./connect";
import { OUTCOME } from "./delivery-outcome";
import { instantField, readFirst } from "./rows";

/** No count is read further than this; a count that reached it says "at least". */
export const MOST_COUNTED = 10_000;

const figureFields = z.object({
  lastReceivedAt: instantField.optional(),
  applied: z.number(),
  refused: z.number(),
  late: z.number(),
  duplicates: z.number(),
  waiting: z.number(),
  oldestWaitingAt: instantField.optional(),
  parked: z.number(),
  unconfirmed: z.number(),
  refusedFromPublished: z.number(),
});

export type IntakeFigures = z.infer<typeof figureFields>;

/** How the intake stands: every figure a bounded read of an index. `now` in milliseconds since 1970. */
export async function readIntakeFigures(
  db: Queryable,
  accountId: string,
  now: number,
  publishedAddresses: readonly string[],
): Promise<IntakeFigures> {
  const { rows } = await db.query(FIGURES, [
    accountId,
    new Date(now).toISOString(),
    MOST_COUNTED,
    publishedAddresses,
  ]);
  const figures = readFirst(figureFields, rows);
  if (figures === undefined) throw new Error("a query of figures alone gives one row");
  return figures;
}

/** Each count in the order of an index, which is then read and not the table, however many a day brings. */
const FIGURES = `
  with times as (select $2::timestamptz - interval '24 hours' as day_ago, $2::timestamptz - interval '10 minutes' as ten_ago)
  select
    (select received_at from deliveries where account_id = $1 order by received_at desc limit 1) as last_received_at,
    (select sum(counted)::integer from unnest(array['callback', 'webhook']) c
       cross join unnest(array['applied', 'unchanged', 'differs']) o cross join lateral (
         select count(*) as counted from (
           select 1 from deliveries where account_id = $1 and channel = c and ${OUTCOME} = o and received_at > day_ago
           order by received_at desc limit $3
         ) few
       ) each) as applied,
    (select count(*)::integer from (
       select 1 from refusals where account_id = $1 and received_at > day_ago order by received_at desc limit $3
     ) few) as refused,
    (select count(*)::integer from (
       select 1 from late_deliveries where account_id = $1 and received_at > day_ago order by received_at desc limit $3
     ) few) as late,
    (select coalesce(sum(receipts - 1), 0)::integer from (
       select receipts from deliveries where account_id = $1 and receipts > 1 and received_at > day_ago
       order by received_at desc limit $3
     ) few) as duplicates,
    (select count(*)::integer from (
       select 1 from deliveries where account_id = $1 and state in ('received', 'fetched') limit $3
     ) few) as waiting,
    (select min(at) from unnest(array['callback', 'webhook']) c cross join lateral (
       select received_at as at from deliveries where account_id = $1 and channel = c and ${OUTCOME} = 'waiting'
       order by received_at limit 1
     ) oldest) as oldest_waiting_at,
    (select sum(counted)::integer from unnest(array['callback', 'webhook']) c cross join lateral (
       select count(*) as counted from (
         select 1 from deliveries where account_id = $1 and channel = c and ${OUTCOME} = 'parked'
         order by received_at desc limit $3
       ) few
     ) each) as parked,
    (select sum(counted)::integer from unnest(array['callback', 'webhook']) c cross join lateral (
       select count(*) as counted from (
         select 1 from deliveries where account_id = $1 and channel = c and ${OUTCOME} = 'unconfirmed'
         order by received_at desc limit $3
       ) few
     ) each) as unconfirmed,
    (select count(*)::integer from refusals
     where account_id = $1 and received_at > ten_ago and peer_address = any ($4::text[])) as refused_from_published
  from times`;

/** How many were acknowledged in each of the last 24 hours, oldest first; none above `MOST_COUNTED`. */
export async function readHourlyRate(db: Queryable, accountId: string, now: number): Promise<number[]> {
  const { rows } = await db.query<{ counted: number }>(
    `select (
       select count(*)::integer from (
         select 1 from deliveries
         where account_id = $1 and received_at > $2::timestamptz - make_interval(hours => hour)
           and received_at <= $2::timestamptz - make_interval(hours => hour - 1)
         order by received_at desc limit $3
       ) few
     ) as counted
     from generate_series(24, 1, -1) as hour order by hour desc`,
    [accountId, new Date(now).toISOString(), MOST_COUNTED],
  );
  return rows.map(({ counted }) => counted);
}

const DAYS = 7;
const PART_OF_DAY_MS = 3 * 3_600_000;
const DAY_MS = 24 * 3_600_000;
const MOST_INSTANTS = 100;

/** Of each of the last seven days, the last hundred deliveries of the three hours before this time of the day. */
export async function readQuietSamples(
  db: Queryable,
  accountId: string,
  now: number,
): Promise<readonly QuietSample[]> {
  const { rows } = await db.query<{ day: number; at: string }>(
    `select day, received_at as at from generate_series(1, $3::integer) as day cross join lateral (
       select received_at from deliveries
       where account_id = $1 and received_at <= $2::timestamptz - day * interval '24 hours'
         and received_at > $2::timestamptz - day * interval '24 hours' - $4 * interval '1 millisecond'
       order by received_at desc limit $5
     ) sample order by day, received_at desc`,
    [accountId, new Date(now).toISOString(), DAYS, PART_OF_DAY_MS, MOST_INSTANTS],
  );
  return Array.from({ length: DAYS }, (_, index) => {
    const endsAt = now - (index + 1) * DAY_MS;
    const instants = rows.filter(({ day }) => day === index + 1).map(({ at }) => Date.parse(at));
    const isCut = instants.length === MOST_INSTANTS;
    return { startsAt: endsAt - PART_OF_DAY_MS, endsAt, instants, isCut };
  });
}

/** The callback addresses of the newest sessions, as their shop gave them; those without one left out. */
export async function listNewestCallbackUrls(
  db: Queryable,
  accountId: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query<{ url: string | null }>(
    `select d.document #>> '{url,callback_url}' as url
     from (
       select session_id from orders where account_id = $1 and session_id is not null
       order by listed_at desc, order_key desc limit $2
     ) newest
     join order_documents d
       on d.account_id = $1 and d.kind = 'session' and d.document_id = newest.session_id`,
    [accountId, limit],
  );
  return rows.flatMap(({ url }) => (url === null ? [] : [url]));
}
