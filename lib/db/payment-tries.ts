import { z } from "zod";
import type { Buckets } from "@/lib/domain/failure-buckets";
import type { FailureFilter } from "@/lib/domain/failure-filter";
import { NONE } from "@/lib/domain/order-filter-words";
import { NO_TRY_RULES, type TryCount } from "@/lib/domain/payment-tries";
import type { Queryable } from "./connect";
import { readRows } from "./rows";

const tryFields = z.object({ bucket: z.number(), tried: z.number(), paid: z.number() });

const isOrNone = (column: string, n: number) =>
  `($${n}::text is null or ${column} = $${n} or ($${n} = '${NONE}' and ${column} is null))`;

const UNDER = [
  isOrNone("o.payment_product_type", 4),
  isOrNone("o.card_brand", 5),
  isOrNone("o.store_id", 6),
].join(" and ");

const TRIES = `select width_bucket(o.listed_at, $7::timestamptz[]) - 1 as bucket,
    count(*) filter (where o.authorized_minor > 0 or (o.failure_reason is not null
      and (o.failure_attempts is not null or o.failure_reason <> all ($8::text[]))))::int as tried,
    count(*) filter (where o.authorized_minor > 0)::int as paid
  from orders o
  where o.account_id = $1 and o.listed_at >= $2 and o.listed_at < $3
    and ${UNDER}
  group by bucket`;

/** In how many of the orders created in each bar somebody tried to pay, and was able to (`lib/domain/payment-tries.ts`). */
export async function countTries(
  db: Queryable,
  accountId: string,
  { method, brand, store }: Pick<FailureFilter, "method" | "brand" | "store">,
  { starts, end }: Buckets,
): Promise<readonly TryCount[]> {
  const edges = starts.map(instant);
  const { rows } = await db.query(
    TRIES,
    [accountId, edges[0], instant(end), method ?? null, brand ?? null, store ?? null, edges, NO_TRY_RULES],
    { isPlannedByValue: true },
  );
  const found = new Map(readRows(tryFields, rows).map(({ bucket, ...count }) => [bucket, count]));
  return starts.map((_, bucket) => found.get(bucket) ?? { tried: 0, paid: 0 });
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
