import { z } from "zod";
import type { Queryable } from "./connect";
import type { StoredDocument } from "./documents";
import { instantField, readRows } from "./rows";

const markFields = z.object({
  documentId: z.string(),
  version: z.number().optional(),
  changedAt: instantField.optional(),
  eventCount: z.number(),
  status: z.string().optional(),
});

/** What tells cheaply whether another answer about a held document is a later one. */
export type DocumentMark = z.infer<typeof markFields>;

/** The marks of those of `ids` that are held, by id: one query for a whole page. */
export async function listDocumentMarks(
  db: Queryable,
  accountId: string,
  kind: StoredDocument["kind"],
  ids: readonly string[],
): Promise<ReadonlyMap<string, DocumentMark>> {
  const { rows } = await db.query(
    `select document_id, version, changed_at, event_count, document ->> 'status' as status
     from order_documents where account_id = $1 and kind = $2 and document_id = any($3)`,
    [accountId, kind, ids],
  );
  return new Map(readRows(markFields, rows).map((mark) => [mark.documentId, mark]));
}

/** The keys of the events that are held of one transaction, as `eventKeys` makes them. */
export async function listEventKeys(
  db: Queryable,
  accountId: string,
  transactionId: string,
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ event_id: string }>(
    "select event_id from events where account_id = $1 and transaction_id = $2",
    [accountId, transactionId],
  );
  return new Set(rows.map((row) => row.event_id));
}

/** The status of a held order; undefined for one that is not. */
export async function findOrderStatus(
  db: Queryable,
  accountId: string,
  orderKey: string,
): Promise<string | undefined> {
  const { rows } = await db.query<{ status: string }>(
    "select status from orders where account_id = $1 and order_key = $2",
    [accountId, orderKey],
  );
  return rows[0]?.status;
}
