import { z } from "zod";
import type { SettlementSync } from "@/lib/domain/settlement-report";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";
import { LINES_OF } from "./settlement-lines";

const syncFields = z.object({
  isGranted: z.boolean().optional(),
  checkedAt: instantField,
  completeFrom: instantField.optional(),
  lastError: z.string().optional(),
  nameless: z.number(),
});

/** Undefined when Dintero was never asked. */
export async function readSettlementSync(
  db: Queryable,
  accountId: string,
): Promise<SettlementSync | undefined> {
  const { rows } = await db.query(
    `select is_granted, checked_at, complete_from, last_error, nameless from settlement_sync where account_id = $1`,
    [accountId],
  );
  return readFirst(syncFields, rows);
}

/** How a check ended. What is left out stays as it was. Instants in ms since 1970. */
export interface SettlementCheck {
  readonly checkedAt: number;
  readonly isGranted?: boolean | undefined;
  readonly completeFrom?: number | undefined;
  readonly lastError?: string | undefined;
  readonly nameless?: number | undefined;
}

export async function noteSettlementCheck(
  db: Queryable,
  accountId: string,
  { checkedAt, isGranted, completeFrom, lastError, nameless }: SettlementCheck,
): Promise<void> {
  await db.query(
    `insert into settlement_sync as held (account_id, checked_at, is_granted, complete_from, last_error, nameless)
     values ($1, $2, $3, $4, $5, coalesce($6, 0))
     on conflict (account_id) do update set
       checked_at = excluded.checked_at, is_granted = coalesce(excluded.is_granted, held.is_granted),
       complete_from = coalesce(excluded.complete_from, held.complete_from), last_error = excluded.last_error,
       nameless = coalesce($6, held.nameless)`,
    [
      accountId,
      new Date(checkedAt).toISOString(),
      isGranted ?? null,
      completeFrom === undefined ? null : new Date(completeFrom).toISOString(),
      lastError ?? null,
      nameless ?? null,
    ],
  );
}

const periodFields = z.object({ id: z.string(), startAt: instantField, endAt: instantField });

/** A settlement and the payment events it is about. */
export type SettlementPeriod = z.infer<typeof periodFields>;

/**
 * Settlements since `since` whose captures, as we hold them, do not come to what they say, and that were not compared yet.
 * Not those first seen after `seenBefore`: orders may still be on their way. Both in ms since 1970. And only of the time
 * that this store keeps up with, since the history before it is brought in by whoever asks for it.
 */
export async function listUnmatchedPeriods(
  db: Queryable,
  accountId: string,
  {
    since,
    seenBefore,
    limit,
  }: { readonly since: number; readonly seenBefore: number; readonly limit: number },
): Promise<readonly SettlementPeriod[]> {
  const { rows } = await db.query(LIST_UNMATCHED, [
    accountId,
    new Date(since).toISOString(),
    new Date(seenBefore).toISOString(),
    limit,
  ]);
  return readRows(periodFields, rows);
}

const LIST_UNMATCHED = `select s.settlement_id as id, s.start_at, s.end_at from settlements s
  where s.account_id = $1 and s.listed_at >= $2 and s.first_seen_at < $3 and s.compared_at is null
    and s.end_at >= s.start_at
    and s.start_at >= (select watching_since - interval '7 days' from sync_state where account_id = $1)
    and exists (
      select from settlement_amounts a
      left join lateral (
        select sum(l.capture_minor) as capture, sum(l.refund_minor) as refund from ${LINES_OF} l
        where l.currency = a.currency
      ) held on true
      where a.account_id = s.account_id and a.settlement_id = s.settlement_id
        and (a.capture_minor is distinct from coalesce(held.capture, 0)
          or a.refund_minor is distinct from coalesce(held.refund, 0)))
  order by s.listed_at desc limit $4`;

export async function noteCompared(
  db: Queryable,
  accountId: string,
  ids: readonly string[],
  now: number,
): Promise<void> {
  await db.query(
    "update settlements set compared_at = $3 where account_id = $1 and settlement_id = any($2)",
    [accountId, ids, new Date(now).toISOString()],
  );
}
