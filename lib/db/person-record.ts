import { z } from "zod";
import type { Queryable } from "./connect";
import { documentField, instantField, readRows } from "./rows";

const documentFields = z.object({
  kind: z.string(),
  documentId: z.string(),
  fetchedAt: instantField,
  document: documentField,
});
const deliveryFields = z.object({
  receivedAt: instantField,
  channel: z.string(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  event: z.string().optional(),
  isBodyKept: z.boolean(),
});
const accessFields = z.object({
  at: instantField,
  action: z.string(),
  outcome: z.string(),
  subjectId: z.string(),
  reason: z.string().optional(),
  role: z.string().optional(),
});

/** All that is held about a person's orders. */
export interface PersonRecord {
  readonly documents: readonly z.infer<typeof documentFields>[];
  readonly callbacks: readonly z.infer<typeof deliveryFields>[];
  /** Who looked, by role: the names of employees are not the person's to have. */
  readonly accesses: readonly z.infer<typeof accessFields>[];
}

/** What is held about the orders with these ids, of sessions and transactions. */
export async function readPersonRecord(
  db: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<PersonRecord> {
  const documents = await db.query(
    `select kind, document_id, fetched_at, document from order_documents
     where account_id = $1 and document_id = any($2) order by kind, document_id`,
    [accountId, ids],
  );
  const callbacks = await db.query(
    `select received_at, channel, session_id, transaction_id, event, body is not null as is_body_kept
     from deliveries where account_id = $1 and (session_id = any($2) or transaction_id = any($2))
     order by received_at`,
    [accountId, ids],
  );
  const accesses = await db.query(
    `select a.at, a.action, a.outcome, a.subject_id, a.reason, u.role from audit a
     left join users u on u.account_id = a.account_id and u.user_id = a.actor_id
     where a.account_id = $1 and a.subject_id = any($2) order by a.at`,
    [accountId, ids],
  );
  return {
    documents: readRows(documentFields, documents.rows),
    callbacks: readRows(deliveryFields, callbacks.rows),
    accesses: readRows(accessFields, accesses.rows),
  };
}
