import { createHash } from "node:crypto";
import type { Queryable } from "@/lib/db/connect";
import { listRelatedDocuments, type StoredDocument } from "@/lib/db/documents";
import type { Linked } from "./family";

/** Everything stored that is part of the same orders, and the ids that were locked for it. */
export interface LockedFamily {
  readonly ids: readonly string[];
  readonly documents: readonly StoredDocument[];
}

/**
 * Locks the orders that `candidates` touch until the transaction ends, and reads what is stored of them. Who works on the
 * same order waits; others do not. Locks are taken by id in sorted order and given back when more ids turn up, so that
 * two workers never hold what the other needs.
 */
export async function lockFamily(
  tx: Queryable,
  accountId: string,
  candidates: readonly Linked[],
): Promise<LockedFamily> {
  let ids = idsOf(candidates);
  await tx.query("savepoint family");
  for (;;) {
    await tx.query("select pg_advisory_xact_lock(key) from unnest($1::bigint[]) as family (key)", [
      ids.map((id) => lockKey(accountId, id)),
    ]);
    const documents = await listRelatedDocuments(tx, accountId, ids);
    const wider = idsOf([...candidates, ...documents]);
    if (wider.length === ids.length) return { ids, documents };
    ids = wider;
    await tx.query("rollback to savepoint family");
  }
}

function idsOf(documents: readonly Linked[]): string[] {
  const ids = documents.flatMap(({ documentId, linkedId }) =>
    linkedId === undefined ? [documentId] : [documentId, linkedId],
  );
  return [...new Set(ids)].sort();
}

/** 64 bits of a hash: two ids that share them would only wait for each other. */
function lockKey(accountId: string, id: string): string {
  return createHash("sha256").update(`${accountId} ${id}`).digest().readBigInt64BE().toString();
}
