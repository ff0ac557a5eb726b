import { listPastRetention, removeOldBodies } from "@/lib/db/erasures";
import type { Logger } from "@/lib/log";
import { decideErasure, type EraseDeps, finishErasing } from "./erase";

export interface RetentionDeps extends EraseDeps {
  readonly log: Logger;
  /** Days that the body of a callback is kept, from when it came. */
  readonly rawBodyDays: number;
  /** Days that personal data is kept, from when the order was placed. */
  readonly personalDataDays: number;
}

const DAY_MS = 86_400_000;
/** A statement, or a decision, of its own each, so that nobody waits long for a row. */
const BATCH = 200;

/**
 * Takes away what has been kept long enough: bodies of callbacks, and the people of old orders, who are erased like
 * those that asked for it. Then finishes what erasures were decided and not carried out, whoever decided them. Harmless
 * in several processes at once.
 */
export async function keepRetention(deps: RetentionDeps, isStopping = () => false): Promise<void> {
  await removeBodies(deps, isStopping);
  await eraseOldOrders(deps, isStopping);
  const count = await finishErasing(deps, isStopping);
  if (count > 0) deps.log.info("erasure.finished", { count });
}

async function removeBodies(
  { db, accountId, log, now, rawBodyDays }: RetentionDeps,
  isStopping: () => boolean,
) {
  let count = 0;
  for (let found = BATCH; found === BATCH && !isStopping(); count += found)
    found = await removeOldBodies(db, accountId, now() - rawBodyDays * DAY_MS, BATCH);
  if (count > 0) log.info("retention.bodies_removed", { count });
}

async function eraseOldOrders(deps: RetentionDeps, isStopping: () => boolean) {
  const { db, accountId, now, personalDataDays } = deps;
  let count = 0;
  while (!isStopping()) {
    const old = await listPastRetention(db, accountId, now() - personalDataDays * DAY_MS, BATCH);
    const ids = old.flatMap(({ orderKey, transactionId }) =>
      transactionId === undefined || transactionId === orderKey ? [orderKey] : [orderKey, transactionId],
    );
    if (ids.length > 0) await decideErasure(deps, { ids, emails: [], phones: [], because: "retention" });
    await finishErasing(deps, isStopping);
    count += old.length;
    if (old.length < BATCH) break;
  }
  if (count > 0) deps.log.info("retention.orders_erased", { count });
}
