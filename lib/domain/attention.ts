import type { CallbackFilter } from "./callback-filter";
import type { OrderFilter } from "./order-filter";

/** A payment that was refused, and nothing reserved. */
export const REFUSED_STATUSES = ["FAILED", "DECLINED"] as const;
/** Money is or was reserved, so what failed then is a capture, a refund or a void. */
export const RESERVED_STATUSES = [
  "AUTHORIZED",
  "PARTIALLY_CAPTURED",
  "CAPTURED",
  "PARTIALLY_CAPTURED_REFUNDED",
  "PARTIALLY_REFUNDED",
  "REFUNDED",
] as const;
/** In milliseconds: within so long from now an authorization that ends needs somebody. */
export const EXPIRING_WITHIN_MS = 48 * 3_600_000;
/** In milliseconds: so long ago a failure still needs somebody. */
export const FAILED_WITHIN_MS = 24 * 3_600_000;

/** Counts stop here, as the list's own do, so that they cost the same whatever there is. */
export const MOST_COUNTED = 10_000;

/** Exactly the orders that each figure about orders counts, as the list of orders is asked for them. */
export const ORDERS_BY_ATTENTION = {
  failed: { status: REFUSED_STATUSES, by: "failed", last: "24h" },
  operations: { status: RESERVED_STATUSES, by: "failed", last: "24h" },
  onHold: { status: ["ON_HOLD"] },
  expiring: { expiring: "48h" },
  differing: { addsUp: false },
} as const satisfies Readonly<Record<string, Partial<OrderFilter>>>;

/** Exactly the entries that each figure about callbacks counts, as the log is asked for them. */
export const CALLBACKS_BY_ATTENTION = {
  parked: { outcomes: ["parked"] },
  refused: { outcomes: ["refused"], hours: 24 },
} as const satisfies Readonly<Record<string, Partial<CallbackFilter>>>;

export type AttentionName = keyof typeof ORDERS_BY_ATTENTION | keyof typeof CALLBACKS_BY_ATTENTION;
