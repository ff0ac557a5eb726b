import { z } from "zod";
import type { Queryable } from "./connect";
import { readRows } from "./rows";

const fields = z.object({ paymentProductType: z.string(), count: z.number() });

/** How many orders of each payment product type have something left to capture; those without a type left out. */
export async function countOpenReservations(
  db: Queryable,
  accountId: string,
): Promise<z.infer<typeof fields>[]> {
  const { rows } = await db.query(
    `select payment_product_type, count(*)::integer as count from orders
     where account_id = $1 and remaining_minor > 0 and payment_product_type is not null
     group by payment_product_type order by payment_product_type`,
    [accountId],
  );
  return readRows(fields, rows);
}
