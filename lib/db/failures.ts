import { z } from "zod";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

/**
 * Makes up to `limit` orders that were explained by another table than `version` due to be made again from what is
 * stored. @returns how many there were
 */
export async function dueByVersion(
  db: Queryable,
  accountId: string,
  version: number,
  limit: number,
): Promise<number> {
  const { rows } = await db.query(
    `update orders set restate_at = timestamptz '1970-01-01 00:00:00+00', failure_version = $2
     where account_id = $1 and order_key in (
       select order_key from orders where account_id = $1 and failure_version <> $2 limit $3 for update skip locked)
     returning 1`,
    [accountId, version, limit],
  );
  return rows.length;
}

const unmappedFields = z.object({
  value: z.string(),
  source: z.string(),
  product: z.string().optional(),
  count: z.number(),
  firstAt: instantField.optional(),
  lastAt: instantField.optional(),
});

/** A received value that the table has no row for, and how many orders failed with it. */
export type UnmappedFailure = z.infer<typeof unmappedFields>;

/** The values that no row of the table explains, the most frequent first. `value` is free text of a provider's. */
export async function listUnmappedFailures(
  db: Queryable,
  accountId: string,
  limit: number,
): Promise<UnmappedFailure[]> {
  const { rows } = await db.query(
    `select coalesce(failure_value, '') as value, coalesce(failure_source, '') as source, failure_product as product,
       count(*)::int as count, min(failed_at) as first_at, max(failed_at) as last_at
     from orders where account_id = $1 and failure_reason = 'unmapped'
     group by 1, 2, 3 order by count desc, value, source limit $2`,
    [accountId, limit],
  );
  return readRows(unmappedFields, rows);
}

/** How many orders failed with a value that no row of the table explains. */
export async function countUnmappedFailures(db: Queryable, accountId: string): Promise<number> {
  const { rows } = await db.query(
    "select count(*)::int as count from orders where account_id = $1 and failure_reason = 'unmapped'",
    [accountId],
  );
  return readFirst(z.object({ count: z.number() }), rows)?.count ?? 0;
}
