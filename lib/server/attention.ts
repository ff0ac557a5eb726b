import "server-only";
import { readAttentionFigures } from "@/lib/db/attention";
import {
  type AttentionName,
  CALLBACKS_BY_ATTENTION,
  MOST_COUNTED,
  ORDERS_BY_ATTENTION,
} from "@/lib/domain/attention";
import { callbacksHref } from "@/lib/domain/callback-filter";
import { ordersHref } from "@/lib/domain/order-filter";
import { NONE } from "@/lib/domain/order-filter-words";
import { AppError } from "@/lib/errors";
import type { AttentionAnswer, AttentionItemJson } from "@/lib/queries/attention";
import { runtime } from "@/lib/runtime";
import type { Viewer } from "./viewer";

/**
 * What needs somebody, as far as `viewer` may know it: nothing about callbacks for who may not read their log. One query,
 * whatever the tables hold.
 * @throws AppError "forbidden", "storage-unavailable"
 */
export async function readAttention(viewer: Viewer): Promise<AttentionAnswer> {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not read orders`);
  const { db, env, now } = runtime();
  const at = now();
  const figures = await readAttentionFigures(db, env.accountId, at, viewer.may("callbacks.read"));
  const { expiring, hasUnchecked, parked, refused } = figures;
  const ofOrders = (name: keyof typeof ORDERS_BY_ATTENTION, count: number): AttentionItemJson =>
    item(name, count, ordersHref(ORDERS_BY_ATTENTION[name]));
  const ofCallbacks = (name: keyof typeof CALLBACKS_BY_ATTENTION, count: number | undefined) =>
    count === undefined ? [] : [item(name, count, callbacksHref(CALLBACKS_BY_ATTENTION[name]))];
  const expiringSoon = ofOrders(
    "expiring",
    expiring.reduce((sum, { count }) => sum + count, 0),
  );
  const methods = expiring.map(({ method, count }) => ({
    method: method ?? NONE,
    count,
    href: ordersHref({ ...ORDERS_BY_ATTENTION.expiring, method: [method ?? NONE] }),
  }));
  return {
    items: [
      ofOrders("failed", figures.failed),
      ofOrders("operations", figures.operations),
      ofOrders("onHold", figures.onHold),
      expiringSoon.is_exact ? { ...expiringSoon, methods } : expiringSoon,
      { ...ofOrders("differing", figures.differing), is_partial: hasUnchecked },
      ...ofCallbacks("parked", parked),
      ...ofCallbacks("refused", refused),
    ],
    read_at: new Date(at).toISOString(),
  };
}

function item(name: AttentionName, count: number, href: string): AttentionItemJson {
  return { name, count: Math.min(count, MOST_COUNTED), is_exact: count <= MOST_COUNTED, href };
}
