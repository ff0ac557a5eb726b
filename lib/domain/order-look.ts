import {
  EVERY_ORDER,
  type FilterProblem,
  type OrderFilter,
  type OrderSort,
  orderFilterParams,
  sortOf,
} from "./order-filter";
import { ParameterReader } from "./parameter-reader";

/** The parameter that says from which saved view an address comes; "none" keeps the reader's usual one from opening. */
export const VIEW_PARAMETER = "view";
export const NO_VIEW = "none";

/** What a list may show of an order besides its reference, in the order they stand when nobody chose. */
export const ORDER_COLUMNS = [
  "status",
  "amount",
  "money",
  "method",
  "customer",
  "created",
  "last_event",
  "who",
  "reason",
  "session",
  "transaction",
  "reference_2",
  "store",
  "channel",
  "sellers",
  "authorized",
  "captured",
  "refunded",
  "expires",
  "received",
  "failed",
] as const;
export type OrderColumn = (typeof ORDER_COLUMNS)[number];

export const USUAL_COLUMNS: readonly OrderColumn[] = ORDER_COLUMNS.slice(0, 7);

/** How a list looks; in the address too, so that a link shows the same, but no matter of `GET /api/orders`. */
export interface OrderLook {
  /** In the order they stand. */
  readonly columns: readonly OrderColumn[];
  readonly isComfortable: boolean;
  /** The saved view it was opened from, whatever was changed since; `NO_VIEW` when none was wanted. */
  readonly view?: string | undefined;
}

/** Reads the parameters that say how the list looks, and gives back the rest, which say what is in it. */
export function readOrderLook(params: URLSearchParams): {
  readonly look: OrderLook;
  readonly rest: URLSearchParams;
  readonly problems: readonly FilterProblem[];
} {
  const read = new ParameterReader(params);
  const columns = read.list("columns", (value) => ORDER_COLUMNS.find((column) => column === value));
  const isComfortable = read.one("density", (value) => (value === "comfortable" ? true : undefined)) ?? false;
  const view = read.one(VIEW_PARAMETER, (value) => (VIEW_ID.test(value) ? value : undefined));
  const rest = new URLSearchParams(params);
  for (const name of ["columns", "density", VIEW_PARAMETER]) rest.delete(name);
  return {
    look: { columns: columns.length === 0 ? USUAL_COLUMNS : columns, isComfortable, view },
    rest,
    problems: read.problems,
  };
}

/** As `lib/db/views.ts` makes them. */
const VIEW_ID = /^[A-Za-z0-9_-]{1,40}$/;

/** The address of the list under `filter`, looking like `look`. */
export function listHref(filter: OrderFilter, look: OrderLook): string {
  const params = orderFilterParams(filter);
  for (const [name, value] of lookParams(look)) params.append(name, value);
  return params.size === 0 ? "/orders" : `/orders?${params}`;
}

/** What differs from the usual look, for a form's hidden fields. */
export function lookParams({
  columns,
  isComfortable,
  view,
}: OrderLook): readonly (readonly [string, string])[] {
  const isUsual = columns.join() === USUAL_COLUMNS.join();
  return [
    ...(isUsual ? [] : columns.map((column) => ["columns", column] as const)),
    ...(isComfortable ? [["density", "comfortable"] as const] : []),
    ...(view === undefined ? [] : [[VIEW_PARAMETER, view] as const]),
  ];
}

/** `filter` from its first page on: another filter, sort or size has other pages. */
export function changed(filter: OrderFilter, change: Partial<OrderFilter>): OrderFilter {
  return { ...filter, ...change, after: undefined, before: undefined };
}

/** What a click on a column's heading sorts by: its better direction first, then the other, then as if nobody had sorted. */
export function nextSort(filter: OrderFilter, key: OrderSort["key"]): OrderSort | undefined {
  const isDescendingFirst = key !== "reference" && key !== "expires";
  const now = sortOf(filter);
  const isUsual = filter.sort === undefined;
  if (now.key !== key) return { key, isDescending: isDescendingFirst };
  // By a sort that applies unasked, the other direction is all there is to choose.
  if (now.isDescending === isDescendingFirst) return { key, isDescending: !isDescendingFirst };
  return isUsual ? { key, isDescending: isDescendingFirst } : undefined;
}

/** Whether anything narrows the list. */
export function isFiltered(filter: OrderFilter): boolean {
  const { sort: _, limit: __, after: ___, before: ____, ...asked } = filter;
  return orderFilterParams({ ...EVERY_ORDER, ...asked, by: EVERY_ORDER.by }).size > 0;
}
