import { z } from "zod";
import type { Queryable } from "./connect";
import { readRows } from "./rows";

/** Columns whose values a filter offers to choose from. */
export type ValueColumn = "status" | "method" | "brand" | "currency" | "store" | "reason";

const MAX_VALUES = 200;

/** Goes from one value to the next in the index by `COLUMN`: as many steps as values, however many orders. */
function distinctValues(column: string): string {
  const next = (of: string) => `and ${of}${column} is not null order by ${of}${column} limit 1`;
  return [
    "with recursive held (value, step) as (",
    `(select ${column}, 1 from orders where account_id = $1 ${next("")})`,
    `union all select (select o.${column} from orders o`,
    `  where o.account_id = $1 and o.${column} > held.value ${next("o.")}), held.step + 1`,
    `from held where held.value is not null and held.step < ${MAX_VALUES}`,
    ") select value from held where value is not null",
  ].join("\n");
}

const SQL_BY_COLUMN: Record<ValueColumn, string> = {
  status: distinctValues("status"),
  method: distinctValues("payment_product_type"),
  brand: distinctValues("card_brand"),
  currency: distinctValues("currency"),
  store: distinctValues("store_id"),
  reason: distinctValues("failure_reason"),
};

const valueFields = z.object({ value: z.string() });

/** The values that the account's orders have in `column`, at most 200. */
export async function listHeldValues(
  db: Queryable,
  accountId: string,
  column: ValueColumn,
): Promise<readonly string[]> {
  const { rows } = await db.query(SQL_BY_COLUMN[column], [accountId]);
  return readRows(valueFields, rows).map(({ value }) => value);
}
