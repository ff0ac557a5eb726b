import { z } from "zod";
import type { Buckets } from "@/lib/domain/failure-buckets";
import type { FailureFilter, FailureGroup } from "@/lib/domain/failure-filter";
import type { FailureCell, RecoveryCell } from "@/lib/domain/failure-report";
import { NONE, WHO } from "@/lib/domain/order-filter-words";
import type { Queryable } from "./connect";
import { instantField, readRows } from "./rows";

/** Whose failures, on which clock. */
export interface FailureScope {
  readonly accountId: string;
  /** The business time zone: what an hour of the day means. */
  readonly timeZone: string;
}

const KEY_BY_GROUP: Record<FailureGroup, string> = {
  reason: "o.failure_reason",
  who: "coalesce(o.failure_who, 'unknown')",
  method: `coalesce(o.payment_product_type, '${NONE}')`,
  brand: `coalesce(o.card_brand, '${NONE}')`,
  store: `coalesce(o.store_id, '${NONE}')`,
  hour: "extract(hour from o.failed_at at time zone $8::text)::int::text",
};

const isOrNone = (column: string, n: number) =>
  `($${n}::text is null or ${column} = $${n} or ($${n} = '${NONE}' and ${column} is null))`;

/** Orders `o` that failed from $2 on and before $3; an index begins with the account and the time (0012). */
const FAILED = [
  "o.account_id = $1",
  "o.failed_at >= $2",
  "o.failed_at < $3",
  "($4::text is null or o.failure_who = $4)",
  isOrNone("o.payment_product_type", 5),
  isOrNone("o.card_brand", 6),
  isOrNone("o.store_id", 7),
  // The zone, which only the hours need; a statement must name each of its values.
  "$8::text is not null",
].join(" and ");

/** The values of `FAILED`, $1 to $8. */
function valuesOf(
  { accountId, timeZone }: FailureScope,
  { who, method, brand, store }: FailureFilter,
  { starts, end }: Buckets,
): readonly unknown[] {
  const from = starts[0] ?? end;
  const orNull = [who, method, brand, store].map((value) => value ?? null);
  return [accountId, instant(from), instant(end), ...orNull, timeZone];
}

function instant(at: number): string {
  return new Date(at).toISOString();
}

const cellFields = z.object({
  key: z.string(),
  who: z.enum(WHO).optional(),
  currency: z.string(),
  bucket: z.number(),
  count: z.number(),
  amount: z.string().transform((text) => BigInt(text)),
  firstAt: instantField,
  lastAt: instantField,
});

/** Fixed pieces of SQL; every value is a parameter. */
const CELLS = byGroup((key, group) =>
  [
    "select",
    `${key} as key, ${group === "reason" ? "max(o.failure_who)" : "null::text"} as who, o.currency,`,
    "width_bucket(o.failed_at, $9::timestamptz[]) - 1 as bucket,",
    "count(*)::int as count, sum(o.ordered_minor)::text as amount,",
    "min(o.failed_at) as first_at, max(o.failed_at) as last_at",
    `from orders o where ${FAILED}`,
    "group by 1, o.currency, bucket",
  ].join("\n"),
);

/** The failures under `filter` by its group, currency and bar: what they come to is for `reportOf`. */
export async function countFailures(
  db: Queryable,
  scope: FailureScope,
  filter: FailureFilter,
  buckets: Buckets,
): Promise<readonly FailureCell[]> {
  const values = [...valuesOf(scope, filter, buckets), buckets.starts.map(instant)];
  const { rows } = await db.query(CELLS[filter.group], values, { isPlannedByValue: true });
  return readRows(cellFields, rows);
}

/** Whether somebody paid after a failure is looked for in this many failures, the latest. */
export const MOST_RECOVERIES = 10_000;

const recoveryFields = z.object({ key: z.string(), unpaid: z.number(), recovered: z.number() });

/** When an order with a reference of `f` was first paid. */
const PAID_BY_REFERENCE = `(select min(first.paid_at) from order_keys k cross join lateral (
      select p.paid_at from order_keys p
      where p.account_id = $1 and p.kind = 'reference' and p.value = k.value and p.paid_at is not null
      order by p.paid_at limit 1
    ) first where k.account_id = $1 and k.order_key = f.order_key and k.kind = 'reference')`;

/** An order in the same currency by the same e-mail address or telephone number that was paid within a day after `f`. */
const PAID_BY_CUSTOMER = `exists (select from order_keys k
      join order_keys p on p.account_id = $1 and p.kind = k.kind and p.value = k.value
      join orders paid on paid.account_id = $1 and paid.order_key = p.order_key
    where k.account_id = $1 and k.order_key = f.order_key and k.kind in ('email', 'phone')
      and p.paid_at > f.failed_at and p.paid_at <= f.failed_at + interval '24 hours' and paid.currency = f.currency)`;

const RECOVERIES = byGroup((key) =>
  [
    "with f as materialized (select o.order_key, o.failed_at, o.currency,",
    `${key} as key`,
    `from orders o where ${FAILED} and o.authorized_minor <= 0`,
    "order by o.failed_at desc limit $9",
    "), found as materialized (",
    `select f.*, ${PAID_BY_REFERENCE} as paid_at from f`,
    ") select f.key, count(*)::int as unpaid, count(*) filter (where",
    `case when f.paid_at is null then ${PAID_BY_CUSTOMER} else f.paid_at > f.failed_at end`,
    ")::int as recovered from found f group by f.key",
  ].join("\n"),
);

/**
 * Of the failures under `filter` in which nothing was paid, the latest `MOST_RECOVERIES`, those after which somebody
 * did: an order of the same reference at any time later, unless one had been paid before, or else the same customer in
 * the same currency within a day. The same rule as of one order (`lib/domain/order-context.ts`).
 */
export async function countRecoveries(
  db: Queryable,
  scope: FailureScope,
  filter: FailureFilter,
  buckets: Buckets,
): Promise<readonly RecoveryCell[]> {
  const values = [...valuesOf(scope, filter, buckets), MOST_RECOVERIES];
  const { rows } = await db.query(RECOVERIES[filter.group], values, { isPlannedByValue: true });
  return readRows(recoveryFields, rows);
}

const unmappedFields = z.object({
  value: z.string(),
  source: z.string(),
  product: z.string().optional(),
  count: z.number(),
  lastAt: instantField,
  lastOrderKey: z.string(),
  lastHasSession: z.boolean(),
});

/** A received value that no row of the table explains, and the latest order that failed with it. */
export type UnmappedValue = z.infer<typeof unmappedFields>;

/** Such values under `filter`, the most frequent first. `value` is free text of a provider's. */
export async function listUnmappedValues(
  db: Queryable,
  scope: FailureScope,
  filter: FailureFilter,
  buckets: Buckets,
  limit: number,
): Promise<readonly UnmappedValue[]> {
  const { rows } = await db.query(
    `select coalesce(o.failure_value, '') as value, coalesce(o.failure_source, '') as source,
       o.failure_product as product, count(*)::int as count, max(o.failed_at) as last_at,
       (array_agg(o.order_key order by o.failed_at desc, o.order_key))[1] as last_order_key,
       (array_agg(o.session_id is not null order by o.failed_at desc, o.order_key))[1] as last_has_session
     from orders o where ${FAILED} and o.failure_reason = 'unmapped'
     group by 1, 2, 3 order by count desc, value, source limit $9`,
    [...valuesOf(scope, filter, buckets), limit],
    { isPlannedByValue: true },
  );
  return readRows(unmappedFields, rows);
}

function byGroup(sqlOf: (key: string, group: FailureGroup) => string): Record<FailureGroup, string> {
  const of = (group: FailureGroup) => sqlOf(KEY_BY_GROUP[group], group);
  return {
    reason: of("reason"),
    who: of("who"),
    method: of("method"),
    brand: of("brand"),
    store: of("store"),
    hour: of("hour"),
  };
}
