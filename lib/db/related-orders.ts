import { z } from "zod";
import type { RelatedOrder } from "@/lib/domain/order-context";
import type { Queryable } from "./connect";
import { instantField, readRows } from "./rows";

const relatedFields = z.object({
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  status: z.string(),
  createdAt: instantField.optional(),
  paidAt: instantField.optional(),
  failedAt: instantField.optional(),
  failureReason: z.string().optional(),
  paymentProductType: z.string().optional(),
  ordered: z.number(),
  currency: z.string(),
  isSameReference: z.boolean(),
});

const MOST = 20;
/** A shop's own test customer has any number of orders; no more of one key are looked at. */
const MOST_PER_KEY = 500;

/**
 * Other orders with a reference of this one, and those of the same e-mail address or telephone within a week of it;
 * the nearest in time first, at most 20. Empty for an order that is not stored.
 */
export async function listRelatedOrders(
  db: Queryable,
  accountId: string,
  {
    sessionId,
    transactionId,
  }: { readonly sessionId?: string | undefined; readonly transactionId?: string | undefined },
): Promise<RelatedOrder[]> {
  const { rows } = await db.query(
    `with self as (
       select order_key, listed_at from orders
       where account_id = $1 and (order_key = $2 or transaction_id = $3)
       order by order_key = $2 desc nulls last limit 1
     ), own as (
       select k.kind, k.value from self
       join order_keys k on k.account_id = $1 and k.order_key = self.order_key
       where k.kind in ('reference', 'email', 'phone')
     ), hits as (
       select found.order_key, bool_or(own.kind = 'reference') as is_same_reference
       from own cross join lateral (
         select k.order_key from order_keys k
         where k.account_id = $1 and k.kind = own.kind and k.value = own.value limit ${MOST_PER_KEY}
       ) found group by found.order_key
     )
     select o.session_id, o.transaction_id, o.status, o.created_at, o.failed_at, o.failure_reason,
       case when o.authorized_minor > 0
         then coalesce(least(o.authorized_at, o.captured_at), o.created_at) end as paid_at,
       o.payment_product_type, o.ordered_minor as ordered, o.currency, hits.is_same_reference
     from hits join orders o on o.account_id = $1 and o.order_key = hits.order_key cross join self
     where o.order_key <> self.order_key
       and (hits.is_same_reference or o.listed_at between self.listed_at - interval '7 days'
                                                      and self.listed_at + interval '7 days')
     order by abs(extract(epoch from o.listed_at - self.listed_at)), o.order_key limit ${MOST}`,
    [accountId, sessionId ?? null, transactionId ?? null],
  );
  return readRows(relatedFields, rows);
}
