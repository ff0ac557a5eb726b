import { z } from "zod";
import type { Queryable } from "./connect";
import { readFirst } from "./rows";

/** Figures as they are held, in a row or in an effect. */
export const figureFields = z.object({
  status: z.string(),
  currency: z.string(),
  authorized: z.number(),
  captured: z.number(),
  refunded: z.number(),
  voided: z.number(),
  remaining: z.number(),
});

/** Where an order's money stands, in minor units of its currency: what a delivery's effect is told by. */
export type OrderFigures = z.infer<typeof figureFields>;

/** By either id, the session's first; undefined for an order the store does not hold. */
export async function findOrderFigures(
  db: Queryable,
  accountId: string,
  {
    sessionId,
    transactionId,
  }: { readonly sessionId?: string | undefined; readonly transactionId?: string | undefined },
): Promise<OrderFigures | undefined> {
  const { rows } = await db.query(
    `select status, currency, authorized_minor as authorized, captured_minor as captured,
       refunded_minor as refunded, voided_minor as voided, remaining_minor as remaining
     from orders where account_id = $1 and (order_key = $2 or transaction_id = $3)
     order by order_key = $2 desc nulls last limit 1`,
    [accountId, sessionId ?? null, transactionId ?? null],
  );
  return readFirst(figureFields, rows);
}
