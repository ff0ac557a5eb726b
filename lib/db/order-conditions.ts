import { daysOfLast } from "@/lib/domain/last-days";
import { localDayOf, startOfDay } from "@/lib/domain/local-day";
import type { OrderFilter } from "@/lib/domain/order-filter";
import { type LastWindow, NONE } from "@/lib/domain/order-filter-words";

/** Whose orders, on which clock, seen when. */
export interface ListScope {
  readonly accountId: string;
  /** The business time zone: what a day of the filter means. */
  readonly timeZone: string;
  /** Milliseconds since 1970: what "expiring" counts from. */
  readonly now: number;
}

/** Any of the list in $n. One value is compared by itself: only then does an index by it give the list's own order. */
const anyOf = (column: string, n: number) =>
  `(cardinality($${n}::text[]) = 0
    or (cardinality($${n}::text[]) = 1 and ${column} = ($${n}::text[])[1])
    or (cardinality($${n}::text[]) > 1 and ${column} = any($${n}::text[])))`;

/** The same for a column that an order may have nothing in, which `NONE` asks for. */
const anyOrNone = (column: string, n: number) =>
  `(cardinality($${n}::text[]) = 0
    or (cardinality($${n}::text[]) = 1 and ($${n}::text[])[1] <> '${NONE}' and ${column} = ($${n}::text[])[1])
    or ((cardinality($${n}::text[]) > 1 or ($${n}::text[])[1] = '${NONE}')
        and (${column} = any($${n}::text[]) or ('${NONE}' = any($${n}::text[]) and ${column} is null))))`;

const within = (field: string, column: string) =>
  `($14::text <> '${field}' or (($12::timestamptz is null or ${column} >= $12) and ($13::timestamptz is null or ${column} < $13)))`;

/** The orders that deliveries in these states are about. They are few, so they are found first. */
const toldOf = (states: string) =>
  `array(select d.session_id from deliveries d
           where d.account_id = $1 and d.state in (${states}) and d.session_id is not null
         union select t.order_key from deliveries d
           join orders t on t.account_id = $1 and t.transaction_id = d.transaction_id
           where d.account_id = $1 and d.state in (${states}))`;

/**
 * Every filter there is, over `orders o`, for the values of `conditionValues`. What is not asked for is a constant once
 * the values are known, so PostgreSQL drops it before it plans: run it with `isPlannedByValue`.
 */
export const CONDITIONS = [
  "o.account_id = $1",
  anyOf("o.status", 2),
  anyOf("o.failure_who", 3),
  anyOf("o.failure_reason", 4),
  anyOrNone("o.payment_product_type", 5),
  anyOrNone("o.card_brand", 6),
  anyOf("o.currency", 7),
  anyOrNone("o.store_id", 8),
  "(cardinality($9::text[]) = 0 or o.payout_destinations && $9::text[])",
  "($10::bigint is null or o.ordered_minor >= $10)",
  "($11::bigint is null or o.ordered_minor <= $11)",
  within("created", "o.listed_at"),
  within("authorized", "o.authorized_at"),
  within("captured", "o.captured_at"),
  within("refunded", "o.refunded_at"),
  within("received", "o.received_at"),
  within("failed", "o.failed_at"),
  "($15::boolean is null or o.has_splits = $15)",
  "($16::boolean is null or ($16 and o.refunded_minor > 0) or (not $16 and o.refunded_minor <= 0))",
  "($17::timestamptz is null or o.authorization_expires_at >= $17)",
  "($18::timestamptz is null or o.authorization_expires_at < $18)",
  `($19::text is null
    or ($19 = 'received' and o.received_at is not null)
    or ($19 = 'none' and o.received_at is null)
    or ($19 = 'waiting' and o.order_key = any(${toldOf("'received', 'fetched'")}))
    or ($19 = 'parked' and o.order_key = any(${toldOf("'parked'")}))
    or ($19 = 'unconfirmed' and o.order_key = any(${toldOf("'unconfirmed'")})))`,
  "($20::text is null or o.search like $20)",
  "($23::boolean is null or ($23 and o.check_rules = '{}') or (not $23 and o.check_rules <> '{}'))",
  `($21::int is null or extract(hour from case $14::text
      when 'created' then o.listed_at when 'authorized' then o.authorized_at when 'captured' then o.captured_at
      when 'refunded' then o.refunded_at when 'received' then o.received_at else o.failed_at
    end at time zone $22::text) = $21)`,
].join("\n and ");

/** How many values `CONDITIONS` takes; what a query adds of its own begins behind them. */
export const CONDITION_COUNT = 23;

const HOUR_MS = 3_600_000;
const WINDOW_HOURS = { "24h": 24, "48h": 48, "7d": 168 } as const;

export function conditionValues(scope: ListScope, filter: Omit<OrderFilter, "limit">): readonly unknown[] {
  const { accountId, timeZone, now } = scope;
  const startOf = (day: string | undefined) =>
    day === undefined ? null : instant(startOfDay(day, timeZone));
  const expiring = expiringBetween(filter.expiring, now);
  return [
    accountId,
    filter.status,
    filter.who,
    filter.reason,
    filter.method,
    filter.brand,
    filter.currency,
    filter.store,
    filter.payoutDestination,
    filter.amountGte ?? null,
    filter.amountLte ?? null,
    filter.last === undefined ? startOf(filter.from) : startOfLast(filter.last, scope),
    filter.last === undefined ? startOf(filter.to) : endOfLast(filter.last, scope),
    filter.by,
    filter.split ?? null,
    filter.refunded ?? null,
    expiring.from,
    expiring.to,
    filter.callback ?? null,
    filter.text === undefined ? null : patternOf(filter.text),
    filter.hour ?? null,
    timeZone,
    filter.addsUp ?? null,
  ];
}

/** Up to now has no end: an order that Dintero dates a moment ahead of our clock belongs to it. */
function endOfLast(last: LastWindow, { timeZone, now }: ListScope): string | null {
  const today = localDayOf(now, timeZone);
  const to = daysOfLast(last, today)?.to;
  return to === undefined || to > today ? null : instant(startOfDay(to, timeZone));
}

function startOfLast(last: LastWindow, { timeZone, now }: ListScope): string {
  const days = daysOfLast(last, localDayOf(now, timeZone));
  return instant(days === undefined ? now - 24 * HOUR_MS : startOfDay(days.from, timeZone));
}

function expiringBetween(window: OrderFilter["expiring"], now: number) {
  if (window === undefined) return { from: null, to: null };
  if (window === "past") return { from: null, to: instant(now) };
  return { from: instant(now), to: instant(now + WINDOW_HOURS[window] * HOUR_MS) };
}

/** As `search` is written: lower case, normalised. A leading "#" only said that it is a reference. */
function patternOf(text: string): string {
  const part = text.normalize("NFC").trim().toLowerCase().replace(/^#\s*/, "");
  return `%${part.replace(/[\\%_]/g, "\\$&")}%`;
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
