import { z } from "zod";
import { minorUnits } from "@/lib/domain/minor-units";
import { decodeCursor, encodeCursor, type OrderPlace } from "@/lib/domain/order-cursor";
import { type OrderFilter, sortOf } from "@/lib/domain/order-filter";
import { type OrderSortKey, WHO } from "@/lib/domain/order-filter-words";
import type { Queryable } from "./connect";
import { conditionValues, type ListScope } from "./order-conditions";
import { PARTS_BY_SORT, sqlOf } from "./order-list-sql";
import { instantField, readRows } from "./rows";

const amountField = z.number().transform(minorUnits);

/** A row of the statements in `order-list-sql.ts`. */
export const rowFields = z.object({
  orderKey: z.string(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  merchantReference: z.string().optional(),
  merchantReference2: z.string().optional(),
  status: z.string(),
  failureReason: z.string().optional(),
  failureWho: z.enum(WHO).optional(),
  currency: z.string(),
  ordered: amountField,
  authorized: amountField,
  captured: amountField,
  refunded: amountField,
  voided: amountField,
  remaining: amountField,
  paymentProductType: z.string().optional(),
  cardBrand: z.string().optional(),
  storeId: z.string().optional(),
  channel: z.string().optional(),
  /** In clear and lower case: mask it before it is shown. */
  customerName: z.string().optional(),
  payoutDestinations: z.array(z.string()),
  createdAt: instantField.optional(),
  authorizedAt: instantField.optional(),
  capturedAt: instantField.optional(),
  refundedAt: instantField.optional(),
  lastEventAt: instantField.optional(),
  receivedAt: instantField.optional(),
  failedAt: instantField.optional(),
  expiresAt: instantField.optional(),
  authorizationExpiresAt: instantField.optional(),
  listedAt: instantField,
  /** What the list is sorted by. */
  sortedBy: z.union([z.string(), z.number()]).optional(),
});

/** One order of the list, as the store knows it. */
export type OrderRow = z.infer<typeof rowFields>;

export interface OrderPage {
  readonly orders: readonly OrderRow[];
  /** Where the page after this one begins; absent on the last. */
  readonly after?: string | undefined;
  /** Where the page before this one ends; absent on the first. */
  readonly before?: string | undefined;
}

/** A page may be of any size here. */
type PagedFilter = Omit<OrderFilter, "limit"> & { readonly limit: number };

/**
 * One page of the orders under `filter`, in its order. Orders that are equal in what is sorted by stand by creation, so
 * the order is total: every order is on one page, and on no other, whatever is added meanwhile.
 */
export async function listOrders(db: Queryable, scope: ListScope, filter: PagedFilter): Promise<OrderPage> {
  const { key, isDescending } = sortOf(filter);
  const cursor = filter.after ?? filter.before;
  const place = cursor === undefined ? undefined : decodeCursor(key, cursor);
  const isBackwards = place !== undefined && filter.after === undefined;
  const found = await walk(db, scope, filter, {
    isDescending: isDescending !== isBackwards,
    isBackwards,
    place,
  });
  const orders = found.slice(0, filter.limit);
  const isMore = found.length > orders.length;
  // Newer orders have come in above since, and fewer than a page are left: the first page is what the reader wants.
  if (isBackwards && !isMore)
    return listOrders(db, scope, { ...filter, after: undefined, before: undefined });
  if (isBackwards) orders.reverse();
  const [first, last] = [orders.at(0), orders.at(-1)];
  const hasAfter = isBackwards || isMore;
  const hasBefore = isBackwards ? isMore : place !== undefined;
  return {
    orders,
    after: hasAfter && last ? encodeCursor(key, placeOf(key, last)) : undefined,
    before: hasBefore && first ? encodeCursor(key, placeOf(key, first)) : undefined,
  };
}

function placeOf(key: OrderSortKey, { sortedBy, listedAt, orderKey }: OrderRow): OrderPlace {
  return { value: key === "created" ? null : (sortedBy ?? null), listedAt, orderKey };
}

interface Walk {
  readonly isDescending: boolean;
  readonly isBackwards: boolean;
  readonly place: OrderPlace | undefined;
}

/** Up to one order more than the page holds, in the direction of the walk. */
async function walk(
  db: Queryable,
  scope: ListScope,
  filter: PagedFilter,
  { isDescending, isBackwards, place }: Walk,
): Promise<OrderRow[]> {
  const { key } = sortOf(filter);
  const parts = isBackwards ? PARTS_BY_SORT[key].toReversed() : PARTS_BY_SORT[key];
  const isWithout = place !== undefined && place.value === null && parts.length > 1;
  const begun = isWithout ? "without" : "with";
  const values = conditionValues(scope, filter);
  const found: OrderRow[] = [];
  for (const part of place === undefined ? parts : parts.slice(parts.indexOf(begun))) {
    const missing = filter.limit + 1 - found.length;
    if (missing <= 0) break;
    const from = place !== undefined && part === begun ? place : undefined;
    const { rows } = await db.query(
      sqlOf({ key, part, isDescending }),
      [...values, from?.value ?? null, from?.listedAt ?? null, from?.orderKey ?? null, missing],
      { isPlannedByValue: true },
    );
    found.push(...readRows(rowFields, rows));
  }
  return found;
}
