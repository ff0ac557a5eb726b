import { FAILURE_RULES } from "./failure-table";
import type { Who } from "./order";
import { TRANSACTION_STATUSES } from "./transaction";

/**
 * What a date range is about: an order's creation, its authorization, any capture or any refund of it, our first delivery
 * about it, when it failed, which only an order has whose payment stands as failed, or when the reservation of what is
 * not captured is expected to end. Sorted by, a capture or a refund is the latest one.
 */
export const DATE_FIELDS = [
  "created",
  "authorized",
  "captured",
  "refunded",
  "received",
  "failed",
  "expires",
] as const;
export type DateField = (typeof DATE_FIELDS)[number];

/** "amount" needs a filter on one currency. An order without the value stands last, in either direction. */
export const ORDER_SORT_KEYS = [...DATE_FIELDS, "last_event", "amount", "reference"] as const;
export type OrderSortKey = (typeof ORDER_SORT_KEYS)[number];

/**
 * What we heard of an order by callback: received (a verified delivery told of it), none (none did), or that a delivery
 * about it waits to be worked on, was given up (parked), or said what Dintero did not confirm.
 */
export const CALLBACK_STATES = ["received", "none", "waiting", "parked", "unconfirmed"] as const;
export type CallbackState = (typeof CALLBACK_STATES)[number];

/**
 * Of the date that the filter is by: the last 24 hours to the minute, or days of the shop (`last-days.ts`). Unlike days by
 * their date it means the same on any day, so it is what a kept filter says.
 */
export const LAST_WINDOWS = ["24h", "today", "yesterday", "7d", "30d", "90d", "month", "last_month"] as const;
export type LastWindow = (typeof LAST_WINDOWS)[number];

/** Reserved money not yet captured whose authorization ends within so long from now, has ended, or ends nobody knows when. */
export const EXPIRY_WINDOWS = ["24h", "48h", "7d", "past", "unknown"] as const;
export type ExpiryWindow = (typeof EXPIRY_WINDOWS)[number];

/** In a filter on the method, brand, store or payout destination: an order that has none. */
export const NONE = "none";

export const PAGE_SIZES = [25, 50, 100] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

/** Every status an order can have: a transaction's as documented, then those derived for a session without one. */
export const ORDER_STATUSES: readonly string[] = [
  ...TRANSACTION_STATUSES,
  "OPEN",
  "IN_PROGRESS",
  "COMPLETED",
  "CANCELLED",
  "EXPIRED",
];

export const WHO: readonly Who[] = ["customer", "bank", "provider", "merchant", "unknown"];

/** Every rule that names why money did not move: keys of the catalogue `failure.rules`. */
export const FAILURE_REASONS: readonly string[] = FAILURE_RULES.toSorted();
