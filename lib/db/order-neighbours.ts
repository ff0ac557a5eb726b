import { z } from "zod";
import type { OrderPlace } from "@/lib/domain/order-cursor";
import { type OrderFilter, type OrderSort, sortOf } from "@/lib/domain/order-filter";
import type { Queryable } from "./connect";
import { CONDITION_COUNT, CONDITIONS, conditionValues, type ListScope } from "./order-conditions";
import { type OrderRow, rowFields } from "./order-list";
import { PARTS_BY_SORT, sortColumn, sqlOf } from "./order-list-sql";
import { instantField, readFirst } from "./rows";

/** Counts stop here, as the list's own do. */
const MOST_COUNTED = 10_000;

/** Where an order stands among the orders under a filter. */
export interface OrderNeighbours {
  readonly previous?: OrderRow | undefined;
  readonly next?: OrderRow | undefined;
  /** Whether the order is under the filter; one that no longer is keeps its neighbours. */
  readonly isListed: boolean;
  /** From 1; undefined when it is not under the filter, or further down than is counted. */
  readonly position?: number | undefined;
  /** How many are under the filter; when not exact, there are more. */
  readonly count: number;
  readonly isExact: boolean;
}

const placeFields = z.object({
  listedAt: instantField,
  sortedBy: z.union([z.string(), z.number()]).optional(),
  isListed: z.boolean(),
});

const countFields = z.object({ count: z.number() });
/** Behind the values of the conditions. */
const OWN = CONDITION_COUNT + 1;
const TOTAL = `select count(*) as count from (
    select from orders o where ${CONDITIONS} limit $${OWN}::bigint + 1
  ) few`;
const IS_LISTED = `coalesce(${CONDITIONS}, false) as is_listed`;
const HELD = `from orders o where o.account_id = $1 and o.order_key = $${OWN}`;
const PLANNED = { isPlannedByValue: true };

/** The orders on either side of `orderKey` in the order of `filter`, whatever its page. Undefined for an order not held. */
export async function findNeighbours(
  db: Queryable,
  scope: ListScope,
  filter: OrderFilter,
  orderKey: string,
): Promise<OrderNeighbours | undefined> {
  const sort = sortOf(filter);
  const values = conditionValues(scope, filter);
  const held = await db.query(placeSql(sort.key), [...values, orderKey], PLANNED);
  const found = readFirst(placeFields, held.rows);
  if (found === undefined) return undefined;
  const { isListed, listedAt, sortedBy } = found;
  const place = { value: sort.key === "created" ? null : (sortedBy ?? null), listedAt, orderKey };
  const walk = { db, values, sort, place };
  const [previous, next, above, total] = await Promise.all([
    nearest(walk, "above"),
    nearest(walk, "below"),
    isListed ? countAbove(walk) : undefined,
    count(db, TOTAL, [...values, MOST_COUNTED]),
  ]);
  return {
    ...{ previous, next, isListed },
    position: above === undefined || above >= MOST_COUNTED ? undefined : above + 1,
    count: Math.min(total, MOST_COUNTED),
    isExact: total <= MOST_COUNTED,
  };
}

function placeSql(key: OrderSort["key"]): string {
  return ["select o.listed_at,", sortColumn(key), "as sorted_by,", IS_LISTED, HELD].join(" ");
}

interface Walk {
  readonly db: Queryable;
  readonly values: readonly unknown[];
  readonly sort: OrderSort;
  readonly place: OrderPlace;
}

/** The statements that give what stands on one side of the place, the nearest first. */
function statements({ values, sort, place }: Walk, side: "above" | "below") {
  const { key, isDescending } = sort;
  const isAbove = side === "above";
  const parts = isAbove ? PARTS_BY_SORT[key].toReversed() : PARTS_BY_SORT[key];
  const begun = place.value === null && parts.length > 1 ? "without" : "with";
  return parts.slice(parts.indexOf(begun)).map((part) => {
    const from = part === begun ? place : undefined;
    return {
      sql: sqlOf({ key, part, isDescending: isDescending !== isAbove }),
      values: [...values, from?.value ?? null, from?.listedAt ?? null, from?.orderKey ?? null],
    };
  });
}

async function nearest(walk: Walk, side: "above" | "below"): Promise<OrderRow | undefined> {
  for (const { sql, values } of statements(walk, side)) {
    const { rows } = await walk.db.query(sql, [...values, 1], PLANNED);
    const order = readFirst(rowFields, rows);
    if (order !== undefined) return order;
  }
  return undefined;
}

/** No further than `MOST_COUNTED`. */
async function countAbove(walk: Walk): Promise<number> {
  let above = 0;
  for (const { sql, values } of statements(walk, "above")) {
    const missing = MOST_COUNTED - above;
    if (missing > 0) above += await count(walk.db, COUNT_OF.concat(sql, ") few"), [...values, missing]);
  }
  return above;
}

const COUNT_OF = "select count(*) as count from (";

async function count(db: Queryable, sql: string, values: readonly unknown[]): Promise<number> {
  const { rows } = await db.query(sql, values, PLANNED);
  return readFirst(countFields, rows)?.count ?? 0;
}
