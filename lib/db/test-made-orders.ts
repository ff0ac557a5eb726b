import type { Queryable } from "./connect";
import { saveOrder } from "./save-order";
import { authorizedAt, type MadeOrder, NOW } from "./test-order-rows";

/** For tests of the list: puts a made order into the store, with its captures and refunds. Its delivery is not. */
export async function saveMadeOrder(
  db: Queryable,
  accountId: string,
  order: MadeOrder,
  ids: { readonly sessionId?: string; readonly transactionId?: string } = { sessionId: order.orderKey },
): Promise<void> {
  const { orderKey, summary, parts = [] } = order;
  const fetchedAt = new Date(NOW).toISOString();
  await saveOrder(db, accountId, { orderKey, ...ids, summary, source: "lookup", fetchedAt });
  await db.query(
    `insert into counted_orders (account_id, order_key, version, counted_in, currency, authorized_minor, authorized_at,
       captured_minor, refunded_minor) values ($1, $2, 1, 0, $3, $4, $5, 0, 0)`,
    [accountId, orderKey, summary.currency, summary.authorized, authorizedAt(order)],
  );
  await db.query(
    `insert into capture_parts (account_id, order_key, part_id, kind, part, at, currency, payout_destination_id,
       amount_minor, event_amount_minor, is_event_first, payment_product_type, card_brand, store_id)
     select $1, $2, row_number() over (), kind, 'remainder', at, $3, destination, amount, amount, true, $8, $9, $10
     from unnest($4::text[], $5::timestamptz[], $6::text[], $7::bigint[]) as made (kind, at, destination, amount)`,
    [
      ...[accountId, orderKey, summary.currency, parts.map(({ kind }) => kind), parts.map(({ at }) => at)],
      ...[parts.map(({ payoutDestinationId }) => payoutDestinationId), parts.map(({ amount }) => amount)],
      ...[summary.paymentProductType, summary.cardBrand, summary.storeId],
    ],
  );
}
