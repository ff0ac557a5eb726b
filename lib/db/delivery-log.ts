import type { CallbackFilter, LogCursor } from "@/lib/domain/callback-filter";
import { DELIVERY_OUTCOMES, LOG_KINDS, type LogKind } from "@/lib/domain/delivery-log";
import type { Queryable } from "./connect";
import { OUTCOME, OUTCOMES_OF_DELIVERIES } from "./delivery-outcome";
import { ENTRIES, type LogEntry, readEntries } from "./log-entry";

/** One page, newest first, and whether there is more in the direction that was asked for. */
export interface LogPage {
  readonly entries: readonly { readonly entry: LogEntry; readonly cursor: LogCursor }[];
  readonly hasMore: boolean;
}

/**
 * Deliveries, late ones, refusals and findings as one list by time. Each kind, and of deliveries each channel and
 * outcome, gives its own next few from an index, and the newest of those are the page: what it costs does not grow with
 * the tables. Paging by the last entry's place, so an entry that comes meanwhile neither repeats nor hides another.
 * @param timeZone whose days `filter.from` and `filter.to` are
 * @param now for `filter.hours`, in milliseconds since 1970
 */
export async function listLog(
  db: Queryable,
  accountId: string,
  filter: CallbackFilter,
  timeZone: string,
  now: number,
): Promise<LogPage> {
  const isNewer = filter.after !== undefined;
  const bound = filter.after ?? filter.before;
  const outcomes = filter.outcomes.length === 0 ? DELIVERY_OUTCOMES : filter.outcomes;
  const values = [
    accountId,
    bound?.at ?? "infinity",
    ...LOG_KINDS.map((kind) => keyBound(kind, bound)),
    filter.limit + 1,
    filter.about ?? null,
    filter.channel === undefined ? ["callback", "webhook"] : [filter.channel],
    OUTCOMES_OF_DELIVERIES.filter((outcome) => outcomes.includes(outcome)),
    filter.event ?? null,
    filter.error ?? null,
    filter.isRepeated,
    filter.from ?? null,
    filter.to ?? null,
    timeZone,
    outcomes,
    filter.hours === undefined ? null : new Date(now - filter.hours * 3_600_000).toISOString(),
  ];
  const { rows } = await db.query(isNewer ? NEWER : OLDER, values, { isPlannedByValue: true });
  const found = readEntries(rows).slice(0, filter.limit);
  const entries = found.map((entry) => ({
    entry,
    cursor: { at: entry.at, kind: entry.kind, key: entry.key },
  }));
  return { entries: isNewer ? entries.reverse() : entries, hasMore: rows.length > filter.limit };
}

/** Sorts behind every key there is, in collation "C". */
const LAST_KEY = "\u{10ffff}";

/** Where `kind` begins so that all kinds together begin at `cursor`: by instant, then kind, then key. */
function keyBound(kind: LogKind, cursor: LogCursor | undefined): string {
  if (cursor === undefined || kind > cursor.kind) return "";
  return kind === cursor.kind ? cursor.key : LAST_KEY;
}

const SINCE = `($14::text is null or received_at >= ($14::text::date::timestamp at time zone $16::text))
  and ($18::timestamptz is null or received_at > $18::timestamptz)`;
const UNTIL = "($15::text is null or received_at < ($15::text::date::timestamp at time zone $16::text))";
const FOUND_SINCE = `($14::text is null or found_at >= ($14::text::date::timestamp at time zone $16::text))
  and ($18::timestamptz is null or found_at > $18::timestamptz)`;
const FOUND_UNTIL = "($15::text is null or found_at < ($15::text::date::timestamp at time zone $16::text))";
const SAYS = `($11::text is null or event = $11) and ($13::boolean is not true or receipts > 1)
  and ($12::text is null or (error is not null and ($12 = '*' or error = $12)))`;

/** Each way of being about something has an index of its own; together they would have none. */
const ABOUT = `about as materialized (
    select delivery_id from deliveries where account_id = $1 and session_id = $8
    union select delivery_id from deliveries where account_id = $1 and transaction_id = $8
    union select delivery_id from deliveries where account_id = $1 and merchant_reference = $8
    union select $8::text
  )`;

const DELIVERIES = `account_id = $1 and channel = wanted_channel and ${OUTCOME} = wanted_outcome
      and ${SAYS} and ${SINCE} and ${UNTIL}
      and ($8::text is null or delivery_id = any (array(select delivery_id from about)))`;
const LATE = `'late' = any ($17::text[]) and 'callback' = any ($9::text[]) and account_id = $1
      and ${SAYS} and ${SINCE} and ${UNTIL}
      and ($8::text is null or $8 in (session_id, transaction_id, merchant_reference, delivery_id))`;
const REFUSALS = `'refused' = any ($17::text[]) and account_id = $1 and channel = any ($9::text[])
      and $11::text is null and $12::text is null and $13::boolean is not true and ${SINCE} and ${UNTIL}
      and ($8::text is null or refusal_id = $8)`;
const FINDINGS = `'found' = any ($17::text[]) and account_id = $1 and found_at is not null
      and cardinality($9::text[]) = 2 and $12::text is null and $13::boolean is not true
      and ($11::text is null or event = $11) and ${FOUND_SINCE} and ${FOUND_UNTIL}
      and ($8::text is null or $8 in (session_id, transaction_id, merchant_reference, finding_id))`;

const OLDER = `with ${ABOUT}, page as (
    select 'delivery' collate "C" as kind, at, key
    from unnest($9::text[]) wanted_channel cross join unnest($10::text[]) wanted_outcome cross join lateral (
      select received_at as at, delivery_id as key from deliveries
      where ${DELIVERIES} and (received_at, delivery_id) < ($2::timestamptz, $3::text)
      order by received_at desc, delivery_id desc limit $7
    ) deliveries
    union all
    (select 'finding', found_at, finding_id from findings
     where ${FINDINGS} and (found_at, finding_id) < ($2::timestamptz, $4::text)
     order by found_at desc, finding_id desc limit $7)
    union all
    (select 'late', received_at, delivery_id from late_deliveries
     where ${LATE} and (received_at, delivery_id) < ($2::timestamptz, $5::text)
     order by received_at desc, delivery_id desc limit $7)
    union all
    (select 'refusal', received_at, refusal_id from refusals
     where ${REFUSALS} and (received_at, refusal_id) < ($2::timestamptz, $6::text)
     order by received_at desc, refusal_id desc limit $7)
    order by at desc, kind desc, key desc limit $7
  ) ${ENTRIES} order by at desc, kind desc, key desc`;

const NEWER = `with ${ABOUT}, page as (
    select 'delivery' collate "C" as kind, at, key
    from unnest($9::text[]) wanted_channel cross join unnest($10::text[]) wanted_outcome cross join lateral (
      select received_at as at, delivery_id as key from deliveries
      where ${DELIVERIES} and (received_at, delivery_id) > ($2::timestamptz, $3::text)
      order by received_at, delivery_id limit $7
    ) deliveries
    union all
    (select 'finding', found_at, finding_id from findings
     where ${FINDINGS} and (found_at, finding_id) > ($2::timestamptz, $4::text)
     order by found_at, finding_id limit $7)
    union all
    (select 'late', received_at, delivery_id from late_deliveries
     where ${LATE} and (received_at, delivery_id) > ($2::timestamptz, $5::text)
     order by received_at, delivery_id limit $7)
    union all
    (select 'refusal', received_at, refusal_id from refusals
     where ${REFUSALS} and (received_at, refusal_id) > ($2::timestamptz, $6::text)
     order by received_at, refusal_id limit $7)
    order by at, kind, key limit $7
  ) ${ENTRIES} order by at, kind, key`;
