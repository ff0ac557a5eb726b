import { z } from "zod";
import type { JsonObject } from "@/lib/domain/json";
import type { Queryable } from "./connect";
import { documentField, instantField, readRows } from "./rows";

/** A fetched session or transaction, less its secrets, with what decides whether another answer is newer. */
export interface StoredDocument {
  readonly kind: "session" | "transaction";
  readonly documentId: string;
  /** The other half as this document names it. */
  readonly linkedId?: string | undefined;
  readonly document: JsonObject;
  /** sha256 of the document's JSON. */
  readonly digest: string;
  /** Dintero's own counter, transactions only. */
  readonly version?: number | undefined;
  /** The latest of the document's own instants that say it changed. */
  readonly changedAt?: string | undefined;
  readonly eventCount: number;
  readonly fetchedAt: string;
  readonly source: string;
  /** When its person was erased: `document` is without them. */
  readonly erasedAt?: string | undefined;
}

const storedFields = z.object({
  kind: z.enum(["session", "transaction"]),
  documentId: z.string(),
  linkedId: z.string().optional(),
  document: documentField,
  digest: z.string(),
  version: z.number().optional(),
  changedAt: instantField.optional(),
  eventCount: z.number(),
  fetchedAt: instantField,
  source: z.string(),
  erasedAt: instantField.optional(),
});

/**
 * The sessions and transactions with one of these ids, and those that name one of them. Both kinds of id are looked for
 * in both places, since an id does not tell what it is.
 */
export async function listRelatedDocuments(
  tx: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<StoredDocument[]> {
  const { rows } = await tx.query(
    `select kind, document_id, linked_id, document, digest, version, changed_at, event_count, fetched_at, source,
            erased_at
     from order_documents
     where account_id = $1 and kind in ('session', 'transaction') and (document_id = any($2) or linked_id = any($2))
     order by kind, document_id`,
    [accountId, ids],
  );
  return readRows(storedFields, rows);
}

/** Writes a document over what is held under its id. Whether it is newer is the caller's decision, made under a lock. */
export async function saveDocument(tx: Queryable, accountId: string, stored: StoredDocument): Promise<void> {
  await tx.query(
    `insert into order_documents (account_id, kind, document_id, linked_id, document, digest, version, changed_at,
                                  event_count, fetched_at, source, erased_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     on conflict (account_id, kind, document_id) do update set
       linked_id = excluded.linked_id, document = excluded.document, digest = excluded.digest,
       version = excluded.version, changed_at = excluded.changed_at, event_count = excluded.event_count,
       fetched_at = excluded.fetched_at, source = excluded.source, erased_at = excluded.erased_at`,
    [
      accountId,
      stored.kind,
      stored.documentId,
      stored.linkedId,
      JSON.stringify(stored.document),
      stored.digest,
      stored.version,
      stored.changedAt,
      stored.eventCount,
      stored.fetchedAt,
      stored.source,
      stored.erasedAt,
    ],
  );
}

/** Dintero gave the same answer again. */
export async function touchDocument(
  tx: Queryable,
  accountId: string,
  kind: StoredDocument["kind"],
  documentId: string,
  fetchedAt: string,
): Promise<void> {
  await tx.query(
    `update order_documents set fetched_at = greatest(fetched_at, $4)
     where account_id = $1 and kind = $2 and document_id = $3`,
    [accountId, kind, documentId, fetchedAt],
  );
}
