import { daysOfLast } from "@/lib/domain/last-days";
import { localDayOf, startOfDay } from "@/lib/domain/local-day";
import { EVERY_ORDER, movedBy, type OrderFilter, orderFilterParams } from "@/lib/domain/order-filter";
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

/** The local day of an instant, on the shop's calendar. */
const localDay = (instant: string) => `(${instant} at time zone $22::text)::date`;

/** Days from authorization to capture, as the rollup counts them: a capture that comes before counts as at once. */
const DAYS_TO_CAPTURE = `(select greatest(0, ${localDay("p.at")} - ${localDay("c.authorized_at")})
    from counted_orders c where c.account_id = $1 and c.order_key = p.order_key)`;

/** The parts `p` of captures, or of refunds, that a filter with a `movedBy` is about. */
export const MOVED = [
  "p.account_id = $1",
  "p.kind = case $14::text when 'captured' then 'capture' else 'refund' end",
  "($12::timestamptz is null or p.at >= $12)",
  "($13::timestamptz is null or p.at < $13)",
  "($21::int is null or extract(hour from p.at at time zone $22::text) = $21)",
  anyOrNone("p.payout_destination_id", 9),
  `($25::int is null or ${DAYS_TO_CAPTURE} >= $25)`,
  `($26::int is null or ${DAYS_TO_CAPTURE} <= $26)`,
].join(" and ");

/**
 * The filters that a part can be asked as well as its order, for a filter that asks for nothing else (`isMovedAlone`); a
 * statement must name each of its values.
 */
export const MOVED_ALONE = [
  MOVED,
  "($2::text[] is null or $3::text[] is null or $4::text[] is null or true) and ($10::bigint is null or $11::bigint is null or true)",
  "($15::boolean is null or $16::boolean is null or $23::boolean is null or $27::boolean is null or true)",
  "($17::timestamptz is null or $18::timestamptz is null or $28::boolean is null or true)",
  "($19::text is null or $20::text is null or $24::text is null or true)",
  anyOf("p.currency", 7),
  anyOrNone("p.payment_product_type", 5),
  anyOrNone("p.card_brand", 6),
  anyOrNone("p.store_id", 8),
].join(" and ");

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
  `(cardinality($9::text[]) = 0 or $24::text is not null or o.payout_destinations && $9::text[]
    or ('${NONE}' = any($9::text[]) and o.payout_destinations = '{}'))`,
  "($10::bigint is null or o.ordered_minor >= $10)",
  "($11::bigint is null or o.ordered_minor <= $11)",
  within("created", "o.listed_at"),
  within("authorized", "o.authorized_at"),
  within("received", "o.received_at"),
  within("failed", "o.failed_at"),
  within("expires", "o.authorization_expires_at"),
  // Those of a quarter or less are found first: the list may have to be walked long before it comes to them. Of more days,
  // each order that is walked by is asked; a value with a limit, since an EXISTS would be asked of all orders beforehand.
  `($24::text is null or $24 = 'joined'
    or ($24 = 'few' and o.order_key = any(array(select p.order_key from capture_parts p where ${MOVED})))
    or ($24 = 'many' and (select true from capture_parts p where p.order_key = o.order_key and ${MOVED} limit 1)))`,
  "($15::boolean is null or o.has_splits = $15)",
  "($16::boolean is null or ($16 and o.refunded_minor > 0) or (not $16 and o.refunded_minor <= 0))",
  "($27::boolean is null or ($27 and o.remaining_minor > 0) or (not $27 and o.remaining_minor <= 0))",
  "($17::timestamptz is null or o.authorization_expires_at >= $17)",
  "($18::timestamptz is null or o.authorization_expires_at < $18)",
  "($28::boolean is not true or (o.authorization_expires_at is null and o.remaining_minor > 0))",
  `($19::text is null
    or ($19 = 'received' and o.received_at is not null)
    or ($19 = 'none' and o.received_at is null)
    or ($19 = 'waiting' and o.order_key = any(${toldOf("'received', 'fetched'")}))
    or ($19 = 'parked' and o.order_key = any(${toldOf("'parked'")}))
    or ($19 = 'unconfirmed' and o.order_key = any(${toldOf("'unconfirmed'")})))`,
  "($20::text is null or o.search like $20)",
  "($23::boolean is null or ($23 and o.check_rules = '{}') or (not $23 and o.check_rules <> '{}'))",
  `($21::int is null or $24::text is not null or extract(hour from case $14::text
      when 'created' then o.listed_at when 'authorized' then o.authorized_at when 'received' then o.received_at
      when 'failed' then o.failed_at else o.authorization_expires_at
    end at time zone $22::text) = $21)`,
  // A statement must name each of its values.
  "($25::int is null or true) and ($26::int is null or true)",
].join("\n and ");

/** Whether `filter` asks for nothing but what `MOVED_ALONE` knows, as a chart's links do. */
export function isMovedAlone(filter: OrderFilter): boolean {
  const { by, from, to, last, hour, daysToCapture, payoutDestination, ...others } = filter;
  const { currency, method, brand, store, sort, limit, after, before, ...rest } = others;
  return movedBy(filter) !== undefined && orderFilterParams({ ...EVERY_ORDER, ...rest }).size === 0;
}

/** How many values `CONDITIONS` takes; what a query adds of its own begins behind them. */
export const CONDITION_COUNT = 28;

const HOUR_MS = 3_600_000;
const WINDOW_HOURS = { "24h": 24, "48h": 48, "7d": 168 } as const;

/** @param movedAs "joined" when the statement looks for `MOVED` parts itself */
export function conditionValues(
  scope: ListScope,
  filter: Omit<OrderFilter, "limit">,
  movedAs?: "joined",
): readonly unknown[] {
  const { accountId, timeZone, now } = scope;
  const startOf = (day: string | undefined) =>
    day === undefined ? null : instant(startOfDay(day, timeZone));
  const expiring = expiringBetween(filter.expiring, now);
  const from = filter.last === undefined ? startOf(filter.from) : startOfLast(filter.last, scope);
  const to = filter.last === undefined ? startOf(filter.to) : endOfLast(filter.last, scope);
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
    from,
    to,
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
    movedBy(filter) === undefined ? null : (movedAs ?? (isShort(from, to, now) ? "few" : "many")),
    filter.daysToCapture?.min ?? null,
    filter.daysToCapture?.max ?? null,
    filter.remaining ?? null,
    filter.expiring === "unknown" ? true : null,
  ];
}

const SHORT_MS = 100 * 24 * HOUR_MS;

/** Whether a range is a quarter of a year at most. */
function isShort(from: string | null, to: string | null, now: number): boolean {
  const end = to === null ? now : Date.parse(to);
  return from !== null && end - Date.parse(from) <= SHORT_MS;
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
  if (window === undefined || window === "unknown") return { from: null, to: null };
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
