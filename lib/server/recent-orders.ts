import "server-only";
import { listOpenedOrders } from "@/lib/db/orders";
import type { ListedOrder } from "@/lib/queries/search";
import { runtime } from "@/lib/runtime";
import { toListed } from "./match";
import type { Viewer } from "./viewer";

const MAX_RECENT = 8;

/** The orders whose pages `viewer` opened last, the last first, as the store knows them. */
export async function listRecentOrders(viewer: Viewer): Promise<readonly ListedOrder[]> {
  const { db, env } = runtime();
  const orders = await listOpenedOrders(db, env.accountId, viewer.userId, MAX_RECENT);
  return orders.map(toListed);
}
