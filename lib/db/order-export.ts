import { z } from "zod";
import { type OrderFilter, sortOf } from "@/lib/domain/order-filter";
import type { Queryable } from "./connect";
import { CONDITION_COUNT, CONDITIONS, conditionValues, type ListScope } from "./order-conditions";
import { type OrderRow, rowFields } from "./order-list";
import { HAS_MOVED, PARTS_BY_SORT, sqlOf } from "./order-list-sql";
import { documentField, readFirst, readRows } from "./rows";

export interface ExportQuestion {
  readonly scope: ListScope;
  /** Its page is of no matter: every order under it is given. */
  readonly filter: OrderFilter;
  /** Only orders of which money was captured, or given back. */
  readonly isMovedOnly: boolean;
  /** Only these orders, by their keys; absent: all of them. */
  readonly orderKeys?: readonly string[] | undefined;
}

const countFields = z.object({ count: z.number() });
const CHOSEN = `$${CONDITION_COUNT + 1}::text[]`;
const IS_CHOSEN = `(${CHOSEN} is null or o.order_key = any(${CHOSEN}))`;
const COUNT = `select count(*) as count from orders o where ${CONDITIONS} and ${IS_CHOSEN}`;
const COUNT_MOVED = `${COUNT} and ${HAS_MOVED}`;

/** Exactly how many orders `readOrders` gives on the same snapshot. */
export async function countOrders(
  snapshot: Queryable,
  { scope, filter, isMovedOnly, orderKeys }: ExportQuestion,
): Promise<number> {
  const { rows } = await snapshot.query(
    isMovedOnly ? COUNT_MOVED : COUNT,
    [...conditionValues(scope, filter), orderKeys],
    { isPlannedByValue: true },
  );
  return readFirst(countFields, rows)?.count ?? 0;
}

/** Orders of one page: a few hundred kilobytes. */
export const EXPORT_PAGE = 500;
const DECLARE = "declare exported no scroll cursor for";
const FETCH = `fetch ${EXPORT_PAGE} from exported`;

/**
 * Every order under the filter in the list's own order, a page at a time: by a cursor, which costs each order once
 * however rare the filter is. `snapshot` is an open transaction that sees one moment.
 */
export async function* readOrders(
  snapshot: Queryable,
  { scope, filter, isMovedOnly, orderKeys }: ExportQuestion,
): AsyncGenerator<readonly OrderRow[]> {
  const { key, isDescending } = sortOf(filter);
  const isChosenOnly = orderKeys !== undefined;
  const values = [
    ...conditionValues(scope, filter),
    null,
    null,
    null,
    null,
    ...(isChosenOnly ? [orderKeys] : []),
  ];
  for (const part of PARTS_BY_SORT[key]) {
    const text = [DECLARE, sqlOf({ key, part, isDescending, isMovedOnly, isChosenOnly })].join(" ");
    await snapshot.query(text, values, { isPlannedByValue: true });
    for (;;) {
      const { rows } = await snapshot.query(FETCH);
      if (rows.length > 0) yield readRows(rowFields, rows);
      if (rows.length < EXPORT_PAGE) break;
    }
    await snapshot.query("close exported");
  }
}

const documentFields = z.object({ documentId: z.string(), document: documentField });

/** The transactions with these ids, as Dintero last sent them, by their id. */
export async function readTransactions(
  snapshot: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, z.infer<typeof documentField>>> {
  const { rows } = await snapshot.query(
    `select document_id, document from order_documents
     where account_id = $1 and kind = 'transaction' and document_id = any($2)`,
    [accountId, ids],
  );
  return new Map(readRows(documentFields, rows).map(({ documentId, document }) => [documentId, document]));
}
