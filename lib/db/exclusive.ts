import { createHash } from "node:crypto";
import type { Database } from "./connect";

/** While the work goes on: rejects when the lock is lost, as it is with the connection that holds it. */
export type StillAlone = () => Promise<void>;

/**
 * Runs `work` unless somebody does so already, in this process or another: undefined then. The advisory lock lives in a
 * transaction that does nothing else, so that it works behind a pooler too; what `work` writes goes over `db` and
 * outlives it. It costs one connection for as long as the work takes.
 */
export function exclusively<T>(
  db: Database,
  accountId: string,
  name: string,
  work: (stillAlone: StillAlone) => Promise<T>,
): Promise<{ readonly result: T } | undefined> {
  return db.transaction(async (tx) => {
    const { rows } = await tx.query<{ locked: boolean }>(
      "select pg_try_advisory_xact_lock($1::bigint) as locked",
      [lockKey(accountId, name)],
    );
    if (rows[0]?.locked !== true) return undefined;
    // It holds no snapshot and no row, so it may sit there.
    await tx.query("set local idle_in_transaction_session_timeout = 0");
    return { result: await work(async () => void (await tx.query("select 1"))) };
  });
}

function lockKey(accountId: string, name: string): string {
  return createHash("sha256").update(`exclusive ${accountId} ${name}`).digest().readBigInt64BE().toString();
}
