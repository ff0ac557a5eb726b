import { z } from "zod";
import type { Queryable } from "./connect";
import { readRows } from "./rows";

const dueFields = z.object({
  orderKey: z.string(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  /** A session that was open, and whose time has run out since: only a new reading says so. */
  isExpired: z.boolean(),
});

/** An order that may change without any list telling of it. */
export type DueOrder = z.infer<typeof dueFields>;

/**
 * Unfinished orders whose turn it is to be compared with Dintero, longest not compared first. The older an order, the
 * rarer its turn: within 2 hours of its making at every call, within 2 days hourly, within 35 days (a card's
 * authorization is gone by then) twice a day, weekly after that; after 400 days never.
 */
export async function listDueOrders(
  db: Queryable,
  accountId: string,
  now: number,
  limit: number,
): Promise<readonly DueOrder[]> {
  // The statuses are those of the index orders_unfinished.
  const { rows } = await db.query(
    `select o.order_key, o.session_id, o.transaction_id, x.is_expired
     from orders o
     left join order_checks c on c.account_id = o.account_id and c.order_key = o.order_key,
     lateral (
       select greatest(c.checked_at, o.fetched_at) as seen_at,
         o.status in ('OPEN', 'IN_PROGRESS') and o.expires_at <= $2 as is_out_of_time
     ) s,
     lateral (select coalesce(s.is_out_of_time and s.seen_at < o.expires_at, false) as is_expired) x
     where o.account_id = $1
       and o.status in ('OPEN', 'IN_PROGRESS', 'INITIATED', 'ON_HOLD', 'AUTHORIZED', 'COMPLETED', 'PARTIALLY_CAPTURED', 'UNKNOWN')
       and o.listed_at > $2::timestamptz - interval '400 days'
       and (x.is_expired or s.seen_at < $2::timestamptz - case
         when o.listed_at > $2::timestamptz - interval '2 hours' then interval '0'
         when o.listed_at > $2::timestamptz - interval '2 days' then interval '1 hour'
         when o.listed_at > $2::timestamptz - interval '35 days' then interval '12 hours'
         else interval '7 days'
       end)
     order by s.seen_at, o.order_key limit $3`,
    [accountId, new Date(now).toISOString(), limit],
  );
  return readRows(dueFields, rows);
}

/** These orders have been compared; one that has gone since is passed over. */
export async function noteOrdersChecked(
  db: Queryable,
  accountId: string,
  orderKeys: readonly string[],
  now: number,
): Promise<void> {
  await db.query(
    `insert into order_checks (account_id, order_key, checked_at)
     select $1, order_key, $3 from orders where account_id = $1 and order_key = any($2)
     on conflict (account_id, order_key) do update set checked_at = excluded.checked_at`,
    [accountId, orderKeys, new Date(now).toISOString()],
  );
}
