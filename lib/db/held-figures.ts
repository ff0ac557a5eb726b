import { z } from "zod";
import type { Queryable } from "./connect";
import { readRows } from "./rows";

const heldFields = z.object({
  orderKey: z.string(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  figures: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** What the store counts of an order: amounts in minor units by name, `currency`, and the number of its `events`. */
export type HeldFigures = z.infer<typeof heldFields>;

/** Orders by their key from behind `after` on, or the one with `orderKey`. */
export async function listHeldFigures(
  db: Queryable,
  accountId: string,
  {
    after = "",
    orderKey,
    limit,
  }: { readonly after?: string; readonly orderKey?: string; readonly limit: number },
): Promise<HeldFigures[]> {
  const { rows } = await db.query(
    `select order_key, session_id, transaction_id, jsonb_build_object(
         'currency', currency, 'ordered', ordered_minor, 'authorized', authorized_minor, 'captured', captured_minor,
         'refunded', refunded_minor, 'voided', voided_minor, 'remaining', remaining_minor,
         'events', (select count(*) from events e
                    where e.account_id = o.account_id and e.transaction_id = o.transaction_id)) as figures
     from orders o
     where account_id = $1 and order_key > $2 and ($3::text is null or order_key = $3)
     order by order_key limit $4`,
    [accountId, after, orderKey ?? null, limit],
  );
  return readRows(heldFields, rows);
}
