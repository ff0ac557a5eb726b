import type { OrderSortKey } from "@/lib/domain/order-filter-words";
import type { OrderColumn } from "@/lib/domain/order-look";

/** Columns whose heading sorts the list, and by what. Only these have an index to be sorted by. */
export const SORT_BY_COLUMN: Readonly<Partial<Record<OrderColumn | "reference", OrderSortKey>>> = {
  reference: "reference",
  amount: "amount",
  created: "created",
  last_event: "last_event",
  authorized: "authorized",
  captured: "captured",
  refunded: "refunded",
  expires: "expires",
  received: "received",
  failed: "failed",
};
