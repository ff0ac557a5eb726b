import { z } from "zod";
import { minorUnits } from "@/lib/domain/minor-units";
import { decodeCursor, encodeCursor, type OrderPlace } from "@/lib/domain/order-cursor";
import { type OrderFilter, sortOf } from "@/lib/domain/order-filter";
import { type OrderSortKey, WHO } from "@/lib/domain/order-filter-words";
import type { Queryable } from "./connect";
import { CONDITION_COUNT, CONDITIONS, conditionValues, type ListScope } from "./order-conditions";
import { instantField, readRows } from "./rows";

const amountField = z.number().transform(minorUnits);

const rowFields = z.object({
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

const SELECT = `select o.order_key, o.session_id, o.transaction_id, o.merchant_reference, o.merchant_reference_2, o.status,
  o.failure_reason, o.failure_who, o.currency, o.ordered_minor as ordered, o.authorized_minor as authorized,
  o.captured_minor as captured, o.refunded_minor as refunded, o.voided_minor as voided,
  o.remaining_minor as remaining, o.payment_product_type, o.card_brand, o.store_id, o.channel, o.customer_name,
  o.payout_destinations, o.created_at, o.authorized_at, o.captured_at, o.refunded_at, o.last_event_at,
  o.received_at, o.failed_at, o.expires_at, o.authorization_expires_at, o.listed_at,`;
const FROM = `from orders o where ${CONDITIONS}`;

interface SortColumn {
  readonly column: string;
  readonly type: "timestamptz" | "bigint" | "text";
}

/** Each has an index that begins with the account and it, then listed_at (0007, 0012). */
const COLUMN_BY_SORT: Record<OrderSortKey, SortColumn> = {
  created: { column: "o.listed_at", type: "timestamptz" },
  authorized: { column: "o.authorized_at", type: "timestamptz" },
  captured: { column: "o.captured_at", type: "timestamptz" },
  refunded: { column: "o.refunded_at", type: "timestamptz" },
  received: { column: "o.received_at", type: "timestamptz" },
  failed: { column: "o.failed_at", type: "timestamptz" },
  last_event: { column: "o.last_event_at", type: "timestamptz" },
  expires: { column: "o.authorization_expires_at", type: "timestamptz" },
  amount: { column: "o.ordered_minor", type: "bigint" },
  reference: { column: "o.reference_order", type: "text" },
};

/** The orders with the value that is sorted by, and behind them, whichever the direction, those without. */
type Part = "with" | "without";

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
      sqlOf(key, part, isDescending),
      [...values, from?.value ?? null, from?.listedAt ?? null, from?.orderKey ?? null, missing],
      { isPlannedByValue: true },
    );
    found.push(...readRows(rowFields, rows));
  }
  return found;
}

/** Every order was listed at some time, and an amount is sorted by within one currency, where every order has one. */
const PARTS_BY_SORT: Record<OrderSortKey, readonly Part[]> = {
  created: ["with"],
  amount: ["with"],
  authorized: ["with", "without"],
  captured: ["with", "without"],
  refunded: ["with", "without"],
  received: ["with", "without"],
  failed: ["with", "without"],
  last_event: ["with", "without"],
  expires: ["with", "without"],
  reference: ["with", "without"],
};

const VALUE = CONDITION_COUNT + 1;
const LISTED_AT = VALUE + 1;
const KEY = VALUE + 2;
const LIMIT = VALUE + 3;

const texts = new Map<string, string>();

function sqlOf(key: OrderSortKey, part: Part, isDescending: boolean): string {
  const name = `${key} ${part} ${isDescending}`;
  let text = texts.get(name);
  if (text === undefined) {
    text = compose(key, part, isDescending);
    texts.set(name, text);
  }
  return text;
}

/** Joins fixed pieces; every value is a parameter. */
function compose(key: OrderSortKey, part: Part, isDescending: boolean): string {
  const { column, type } = COLUMN_BY_SORT[key];
  const [beyond, direction] = isDescending ? ["<", "desc"] : [">", "asc"];
  const isByCreation = key === "created";
  const isWhole = part === "with" && !isByCreation;
  const unused = `($${VALUE}::${type} is null)`;
  const place = isWhole
    ? `(${column}, o.listed_at, o.order_key) ${beyond} ($${VALUE}::${type}, $${LISTED_AT}::timestamptz, $${KEY}::text)`
    : `(o.listed_at, o.order_key) ${beyond} ($${LISTED_AT}::timestamptz, $${KEY}::text)`;
  const presence = isByCreation ? "true" : `${column} is ${part === "with" ? "not null" : "null"}`;
  // The column is named although it may be null throughout: that is how an index by it is known to give this order.
  const order = [isByCreation ? [] : [column], "o.listed_at", "o.order_key"]
    .flat()
    .map((term) => `${term} ${direction}`)
    .join(", ");
  return [
    SELECT,
    `${isByCreation ? "null" : column} as sorted_by`,
    FROM,
    `and ${presence} and ${isWhole ? "true" : unused} and ($${LISTED_AT}::timestamptz is null or ${place})`,
    `order by ${order} limit $${LIMIT}`,
  ].join("\n");
}
