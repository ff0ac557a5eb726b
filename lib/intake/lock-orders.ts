import { advisoryKey } from "@/lib/db/advisory-key";
import type { Queryable } from "@/lib/db/connect";
import type { Linked } from "./family";

/** Every id that `documents` have or name, in the order in which they are locked. */
export function idsOf(documents: readonly Linked[]): string[] {
  const ids = documents.flatMap(({ documentId, linkedId }) =>
    linkedId === undefined ? [documentId] : [documentId, linkedId],
  );
  return [...new Set(ids)].sort();
}

/**
 * Locks what goes by these ids until the transaction ends: who works on the same order waits, others do not. All at once
 * and sorted, so that two workers never hold what the other needs; when more ids turn up, begin a new transaction.
 */
export async function lockOrders(tx: Queryable, accountId: string, ids: readonly string[]): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(key) from unnest($1::bigint[]) as locks (key)", [
    ids.map((id) => advisoryKey(accountId, id)),
  ]);
}
