import { z } from "zod";
import type { Queryable } from "./connect";
import type { StoredDocument } from "./documents";
import { instantField, readRows } from "./rows";

const unreadableFields = z.object({
  kind: z.enum(["session", "transaction"]),
  documentId: z.string(),
  problem: z.string(),
  firstSeenAt: instantField,
  lastSeenAt: instantField,
  times: z.number(),
});

/** A document of Dintero's that we could not read or keep, and why: a field's path and the problem, no value. */
export type UnreadableDocument = z.infer<typeof unreadableFields>;

/** What stands for the id of an entry whose id cannot be read. */
export const NO_ID = "?";

const MAX_PROBLEM = 300;

/** @returns whether it is the first time, or another problem than the last time */
export async function noteUnreadable(
  db: Queryable,
  accountId: string,
  {
    kind,
    documentId,
    problem,
  }: { readonly kind: StoredDocument["kind"]; readonly documentId: string; readonly problem: string },
  now: number,
): Promise<boolean> {
  const { rows } = await db.query<{ is_new: boolean }>(
    `with before as (
       select problem from unreadable_documents where account_id = $1 and kind = $2 and document_id = $3
     )
     insert into unreadable_documents as held (account_id, kind, document_id, problem, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (account_id, kind, document_id) do update set
       problem = excluded.problem, last_seen_at = excluded.last_seen_at, times = held.times + 1
     returning not exists (select from before where before.problem = $4) as is_new`,
    [accountId, kind, documentId, problem.slice(0, MAX_PROBLEM), new Date(now).toISOString()],
  );
  return rows[0]?.is_new === true;
}

/** They could be read and kept after all. */
export async function forgetUnreadable(
  db: Queryable,
  accountId: string,
  documents: readonly Pick<UnreadableDocument, "kind" | "documentId">[],
): Promise<void> {
  await db.query(
    `delete from unreadable_documents where account_id = $1
       and (kind, document_id) in (select * from unnest($2::text[], $3::text[]))`,
    [accountId, documents.map(({ kind }) => kind), documents.map(({ documentId }) => documentId)],
  );
}

/** Entries without an id cannot be asked for again; what was last seen before `seenBefore` is forgotten. */
export async function forgetNameless(db: Queryable, accountId: string, seenBefore: number): Promise<void> {
  await db.query(
    `delete from unreadable_documents where account_id = $1 and document_id = '${NO_ID}' and last_seen_at < $2`,
    [accountId, new Date(seenBefore).toISOString()],
  );
}

/** Those with an id, longest not seen first; `seenBefore` in milliseconds since 1970. */
export async function listUnreadable(
  db: Queryable,
  accountId: string,
  { seenBefore, limit }: { readonly seenBefore: number; readonly limit: number },
): Promise<readonly UnreadableDocument[]> {
  const { rows } = await db.query(
    `select kind, document_id, problem, first_seen_at, last_seen_at, times from unreadable_documents
     where account_id = $1 and document_id <> '${NO_ID}' and last_seen_at < $2
     order by last_seen_at, document_id limit $3`,
    [accountId, new Date(seenBefore).toISOString(), limit],
  );
  return readRows(unreadableFields, rows);
}
