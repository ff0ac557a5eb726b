import "server-only";
import type { OrderSummary } from "@/lib/domain/order-summary";
import type { ListedOrder, SearchMatch } from "@/lib/queries/search";
import { orderHref } from "./order-href";

/** What a list shows of an order, from the store's row or from what was just read. */
type KnownOrder = Pick<
  OrderSummary,
  | "sessionId"
  | "transactionId"
  | "status"
  | "ordered"
  | "currency"
  | "createdAt"
  | "merchantReference"
  | "merchantReference2"
  | "paymentProductType"
>;

/** One order of a list, less why it is there. Nothing in it is personal. */
export function toListed(order: KnownOrder): ListedOrder {
  return {
    ...orderHref(order),
    status: order.status,
    amount: order.ordered,
    currency: order.currency,
    created_at: order.createdAt,
    merchant_reference: order.merchantReference ?? order.merchantReference2,
    payment_product_type: order.paymentProductType,
  };
}

/** One order that a search found, and what of it was looked for. */
export function toMatch(order: KnownOrder, matchedField: SearchMatch["matched_field"]): SearchMatch {
  return { ...toListed(order), matched_field: matchedField };
}

/** By creation, newest first; what has no time stands last. */
export function newestFirst(matches: readonly SearchMatch[]): readonly SearchMatch[] {
  return matches.toSorted((a, b) => (b.created_at ?? "").localeCompare(a.created_at ?? ""));
}
