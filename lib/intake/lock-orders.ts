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
 * and sorted, so that two workers never hold what the other needs; when more ids turn up, begin a new transaction. Before
 * them the rollup of captures, shared: nobody begins another generation of it meanwhile.
 */
export async function lockOrders(tx: Queryable, accountId: string, ids: readonly string[]): Promise<void> {
  await tx.query(LOCK_ORDERS, [
    [advisoryKey(accountId, ROLLUP), ...ids.map((id) => advisoryKey(accountId, id))],
  ]);
}

/** Not the form of an id. */
const ROLLUP = "capture rollup";

const LOCK_ORDERS = `select case place when 1 then pg_advisory_xact_lock_shared(key) else pg_advisory_xact_lock(key) end
  from unnest($1::bigint[]) with ordinality as locks (key, place)`;

/** Waits until nobody is writing orders, and keeps everybody off until the transaction ends: for an instant only. */
export async function lockRollup(tx: Queryable, accountId: string): Promise<void> {
  await tx.query("select pg_advisory_xact_lock($1)", [advisoryKey(accountId, ROLLUP)]);
}
