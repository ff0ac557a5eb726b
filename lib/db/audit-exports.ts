import { z } from "zod";
import type { TracedOrder } from "@/lib/domain/audit-trace";
import type { OrderFilter } from "@/lib/domain/order-filter";
import type { Queryable } from "./connect";
import { CONDITION_COUNT, CONDITIONS, conditionValues, type ListScope } from "./order-conditions";
import { HAS_MOVED } from "./order-list-sql";
import { instantField, readFirst } from "./rows";

const orderFields = z.object({
  createdAt: instantField.optional(),
  lastEventAt: instantField.optional(),
  isListed: z.boolean(),
});

const KEY = `$${CONDITION_COUNT + 1}`;
const MOVED = `$${CONDITION_COUNT + 2}`;
const STANDING = `select o.created_at, o.last_event_at,
    coalesce(${CONDITIONS}, false) and (not ${MOVED}::boolean or ${HAS_MOVED}) as is_listed
  from orders o where o.account_id = $1 and o.order_key = ${KEY}`;

/**
 * The order as it stands now beside an export's filter; undefined when the store does not hold it.
 * @param scope `now` is when the export was made: that is what its "last 7 days" were
 */
export async function findStanding(
  db: Queryable,
  scope: ListScope,
  exported: { readonly filter: OrderFilter; readonly isMovedOnly: boolean },
  orderKey: string,
): Promise<TracedOrder | undefined> {
  const values = [...conditionValues(scope, exported.filter), orderKey, exported.isMovedOnly];
  const { rows } = await db.query(STANDING, values, { isPlannedByValue: true });
  return readFirst(orderFields, rows);
}
