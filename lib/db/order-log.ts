import type { Queryable } from "./connect";
import { ENTRIES, type LogEntry, readEntries } from "./log-entry";

/**
 * What the log holds of one order, newest first: by either id, and by the other one where the store knows that both are
 * one order. Each kind's newest come from an index.
 */
export async function listLogOfOrder(
  db: Queryable,
  accountId: string,
  {
    sessionId,
    transactionId,
  }: { readonly sessionId?: string | undefined; readonly transactionId?: string | undefined },
  limit: number,
): Promise<readonly LogEntry[]> {
  if (sessionId === undefined && transactionId === undefined) return [];
  const { rows } = await db.query(OF_ORDER, [accountId, sessionId ?? null, transactionId ?? null, limit]);
  return readEntries(rows);
}

const OF_ORDER = `with known as materialized (
    select $2::text as session_id, $3::text as transaction_id
    union select session_id, transaction_id from orders where account_id = $1 and order_key = $2
    union select session_id, transaction_id from orders where account_id = $1 and transaction_id = $3
  ), sessions as materialized (
    select distinct session_id from known where session_id is not null
  ), transactions as materialized (
    select distinct transaction_id from known where transaction_id is not null
  ), page as (
    select 'delivery' collate "C" as kind, at, key from sessions cross join lateral (
      select received_at as at, delivery_id as key from deliveries
      where account_id = $1 and deliveries.session_id = sessions.session_id
      order by received_at desc, delivery_id desc limit $4) found
    union
    select 'delivery', at, key from transactions cross join lateral (
      select received_at as at, delivery_id as key from deliveries
      where account_id = $1 and deliveries.transaction_id = transactions.transaction_id
      order by received_at desc, delivery_id desc limit $4) found
    union
    select 'late', at, key from sessions cross join lateral (
      select received_at as at, delivery_id as key from late_deliveries late
      where account_id = $1 and late.session_id = sessions.session_id
      order by received_at desc, delivery_id desc limit $4) found
    union
    select 'late', at, key from transactions cross join lateral (
      select received_at as at, delivery_id as key from late_deliveries late
      where account_id = $1 and late.transaction_id = transactions.transaction_id
      order by received_at desc, delivery_id desc limit $4) found
    union
    select 'finding', found_at, finding_id from findings
    where account_id = $1 and found_at is not null and session_id in (select session_id from sessions)
    union
    select 'finding', found_at, finding_id from findings
    where account_id = $1 and found_at is not null
      and transaction_id in (select transaction_id from transactions)
    order by at desc, kind desc, key desc limit $4
  ) ${ENTRIES} order by at desc, kind desc, key desc`;
