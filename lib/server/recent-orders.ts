import "server-only";
import { listOpenedOrders } from "@/lib/db/orders";
import type { ListedOrder } from "@/lib/queries/search";
import { runtime } from "@/lib/runtime";
import { orderHref } from "./order-href";
import type { Viewer } from "./viewer";

const MAX_RECENT = 8;

/** The orders whose pages `viewer` opened last, the last first, as the store knows them. */
export async function listRecentOrders(viewer: Viewer): Promise<readonly ListedOrder[]> {
  const { db, env } = runtime();
  const orders = await listOpenedOrders(db, env.accountId, viewer.userId, MAX_RECENT);
  return orders.map((order) => ({
    ...orderHref(order),
    status: order.status,
    amount: order.ordered,
    currency: order.currency,
    created_at: order.createdAt,
    merchant_reference: order.merchantReference ?? order.merchantReference2,
    payment_product_type: order.paymentProductType,
  }));
}
