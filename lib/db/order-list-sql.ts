import type { OrderSortKey } from "@/lib/domain/order-filter-words";
import { CONDITION_COUNT, CONDITIONS } from "./order-conditions";

const SELECT = `select o.order_key, o.session_id, o.transaction_id, o.merchant_reference, o.merchant_reference_2, o.status,
  o.failure_reason, o.failure_who, o.currency, o.ordered_minor as ordered, o.authorized_minor as authorized,
  o.captured_minor as captured, o.refunded_minor as refunded, o.voided_minor as voided,
  o.remaining_minor as remaining, o.payment_product_type, o.card_brand, o.store_id, o.channel, o.customer_name,
  o.payout_destinations, o.created_at, o.authorized_at, o.captured_at, o.refunded_at, o.last_event_at,
  o.received_at, o.failed_at, o.expires_at, o.authorization_expires_at, o.listed_at,`;
const FROM = `from orders o where ${CONDITIONS}`;

/** Money was captured, or given back. */
export const HAS_MOVED = "(o.captured_minor <> 0 or o.refunded_minor <> 0)";

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
export type Part = "with" | "without";

/** Every order was listed at some time, and an amount is sorted by within one currency, where every order has one. */
export const PARTS_BY_SORT: Record<OrderSortKey, readonly Part[]> = {
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
const CHOSEN = VALUE + 4;

const texts = new Map<string, string>();

/** Which statement: by what it sorts, which part of the orders, which way, and whether it leaves out those whose money never moved. */
export interface ListStatement {
  readonly key: OrderSortKey;
  readonly part: Part;
  readonly isDescending: boolean;
  readonly isMovedOnly?: boolean | undefined;
  /** Only orders whose keys are the last value, a list. */
  readonly isChosenOnly?: boolean | undefined;
}

/**
 * The statement for the values of `conditionValues`, then the place it begins after (what is sorted by, `listed_at`,
 * the key; null for the beginning), and how many orders at most (null for all).
 */
export function sqlOf(statement: ListStatement): string {
  const { key, part, isDescending, isMovedOnly = false, isChosenOnly = false } = statement;
  const name = `${key} ${part} ${isDescending} ${isMovedOnly} ${isChosenOnly}`;
  let text = texts.get(name);
  if (text === undefined) {
    text = compose(statement);
    texts.set(name, text);
  }
  return text;
}

/** What `key` sorts the order `o` by; one of the fixed names above. */
export function sortColumn(key: OrderSortKey): string {
  return COLUMN_BY_SORT[key].column;
}

/** Joins fixed pieces; every value is a parameter. */
function compose({
  key,
  part,
  isDescending,
  isMovedOnly = false,
  isChosenOnly = false,
}: ListStatement): string {
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
    isMovedOnly ? `and ${HAS_MOVED}` : "",
    isChosenOnly ? `and o.order_key = any($${CHOSEN}::text[])` : "",
    `and ${presence} and ${isWhole ? "true" : unused} and ($${LISTED_AT}::timestamptz is null or ${place})`,
    `order by ${order} limit $${LIMIT}`,
  ].join("\n");
}
