import { z } from "zod";
import type { Queryable } from "./connect";
import { readRows } from "./rows";

const dueFields = z.object({
  orderKey: z.string(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
});

/** An order whose row is to be made again, with the ids of its documents. */
export type DueOrder = z.infer<typeof dueFields>;

/** Those due at `now` (ms since 1970), the longest due first. */
export async function listDueOrders(
  db: Queryable,
  accountId: string,
  now: number,
  limit: number,
): Promise<DueOrder[]> {
  const { rows } = await db.query(
    `select order_key, session_id, transaction_id from orders
     where account_id = $1 and restate_at <= $2 order by restate_at limit $3`,
    [accountId, new Date(now).toISOString(), limit],
  );
  return readRows(dueFields, rows);
}

/** Nothing more is to be made of this order by itself, should it still be due. */
export async function endDue(db: Queryable, accountId: string, orderKey: string, now: number): Promise<void> {
  await db.query(
    "update orders set restate_at = null where account_id = $1 and order_key = $2 and restate_at <= $3",
    [accountId, orderKey, new Date(now).toISOString()],
  );
}
