import { appendCsvFormat, CSV_PARAMETERS, type CsvFormat, readCsvFormat } from "./csv-format";
import { EVERY_ORDER, type FilterProblem, type OrderFilter, orderFilterParams, sortOf } from "./order-filter";
import { ORDER_COLUMNS, type OrderColumn, USUAL_COLUMNS } from "./order-look";
import { oneOf, ParameterReader } from "./parameter-reader";

/** One row per order, or one per part of each capture and refund. */
export const EXPORT_ROWS = ["orders", "splits"] as const;

/** What to export, besides which orders. */
export interface OrderExport {
  readonly rows: (typeof EXPORT_ROWS)[number];
  /** Of the list, the reference aside; of no matter for splits, whose columns are fixed. */
  readonly columns: readonly OrderColumn[];
  readonly format: CsvFormat;
  /** Of the orders under the filter only these, by the ids that the list gives them; empty: all. */
  readonly orderKeys: readonly string[];
}

/** As many as a page of the list can show. */
const MAX_PICKED = 100;

export interface ExportProblem {
  readonly name: string;
  readonly reason: FilterProblem["reason"] | "not-with-splits" | "not-for-role" | "too-many";
}

const EVERY_COLUMN = "all" as const;
const OWN = ["rows", "columns", "order", ...CSV_PARAMETERS] as const;
/** An export has no pages. */
const OF_A_PAGE = ["limit", "after", "before"] as const;

/** These name an order or its customer, so they are no figures. The reference is another, and so is every id. */
const NAMING: ReadonlySet<OrderColumn> = new Set([
  "customer",
  "session",
  "transaction",
  "reference_2",
] as const);

/** `columns` less those that name an order or its customer. */
export function figuresOnly(columns: readonly OrderColumn[]): readonly OrderColumn[] {
  return columns.filter((column) => !NAMING.has(column));
}

/**
 * Reads the parameters that are an export's own, and gives back the rest, which say which orders.
 * @param mayName whether the reader's role may see what names an order or its customer
 */
export function readOrderExport(
  params: URLSearchParams,
  mayName: boolean,
): {
  readonly asked: OrderExport;
  readonly rest: URLSearchParams;
  readonly problems: readonly ExportProblem[];
} {
  const read = new ParameterReader(params);
  const rows = read.one("rows", oneOf(EXPORT_ROWS)) ?? "orders";
  const listed = read.list("columns", oneOf([...ORDER_COLUMNS, EVERY_COLUMN]));
  const format = readCsvFormat(read);
  const orderKeys = read.list("order", (value) => (ORDER_KEY.test(value) ? value : undefined));
  const problems: ExportProblem[] = [...read.problems];
  if (orderKeys.length > MAX_PICKED) problems.push({ name: "order", reason: "too-many" });
  if (rows === "splits" && listed.length > 0) problems.push({ name: "columns", reason: "not-with-splits" });
  const named = listed.flatMap((column) => (column === EVERY_COLUMN ? [] : [column]));
  if (!mayName && figuresOnly(named).length < named.length) {
    problems.push({ name: "columns", reason: "not-for-role" });
  }
  const chosen = listed.includes(EVERY_COLUMN) ? ORDER_COLUMNS : named.length > 0 ? named : USUAL_COLUMNS;
  const rest = new URLSearchParams(params);
  for (const name of OF_A_PAGE) {
    if (rest.getAll(name).some((value) => value.trim() !== "")) {
      problems.push({ name, reason: "unknown-parameter" });
    }
    rest.delete(name);
  }
  for (const name of OWN) rest.delete(name);
  const columns = mayName ? chosen : figuresOnly(chosen);
  return { asked: { rows, columns, format, orderKeys }, rest, problems };
}

/** What a link asks for: `columns` as the list shows them, or every one. */
export interface ExportChoice {
  readonly rows: OrderExport["rows"];
  readonly columns: readonly OrderColumn[] | typeof EVERY_COLUMN;
  readonly format: CsvFormat;
  /** The orders that were picked, in the order of the list but whatever its filter; absent: all under the filter. */
  readonly orderKeys?: readonly string[] | undefined;
}

/** The address of an export of the list under `filter`. `readOrderExport` reads it back. */
export function exportHref(filter: OrderFilter, { rows, columns, format, orderKeys }: ExportChoice): string {
  const asked = orderKeys === undefined ? filter : sortedAs(filter);
  const params = orderFilterParams({ ...asked, limit: 50, after: undefined, before: undefined });
  for (const key of orderKeys ?? []) params.append("order", key);
  if (rows !== "orders") params.append("rows", rows);
  else if (columns === EVERY_COLUMN) params.append("columns", columns);
  else if (columns.join() !== USUAL_COLUMNS.join()) {
    for (const column of columns) params.append("columns", column);
  }
  appendCsvFormat(params, format);
  return params.size === 0 ? "/api/orders/export" : `/api/orders/export?${params}`;
}

/** Every order, as the list under `filter` sorts them. What was picked is exported, also when it has changed meanwhile. */
function sortedAs(filter: OrderFilter): OrderFilter {
  const sort = sortOf(filter);
  return { ...EVERY_ORDER, sort, currency: sort.key === "amount" ? filter.currency : [] };
}

/** The id of a session or of a transaction, and of no person: it stands in an address. */
const ORDER_KEY = /^[A-Za-z0-9._-]{1,120}$/;

/** The header of the answer that says how many orders there are in it, exactly. */
export const EXPORTED_ORDERS_HEADER = "x-kontor-orders";
