import type { Database, Queryable } from "@/lib/db/connect";
import {
  blankOrders,
  finishErasures,
  insertErasures,
  listUnfinishedErasures,
  removeBodiesOf,
} from "@/lib/db/erasures";
import type { PersonalIdentifiers } from "@/lib/domain/personal-identifiers";
import { restate } from "./apply";
import { lockRollup } from "./lock-orders";

export interface EraseDeps {
  readonly db: Database;
  readonly accountId: string;
  /** Milliseconds since 1970. */
  now(): number;
}

export interface Erasing extends PersonalIdentifiers {
  /** Of sessions and transactions that are to be erased whoever they name. */
  readonly ids: readonly string[];
  readonly because: "request" | "retention";
  /** Written in the same transaction: who asked for it. */
  readonly record?: ((tx: Queryable) => Promise<void>) | undefined;
}

/**
 * Decides that these orders and these people are erased. From then on nothing of them is shown or kept, whatever
 * arrives; `finishErasing` takes away what was kept before.
 */
export async function decideErasure({ db, accountId, now }: EraseDeps, erasing: Erasing): Promise<void> {
  await db.transaction(async (tx) => {
    await erasing.record?.(tx);
    await lockRollup(tx, accountId);
    await insertErasures(tx, accountId, { ...erasing, at: now() });
  });
}

/** At once; each order is a transaction of its own, so that nobody waits long for one. */
const BATCH = 100;

/**
 * Takes away what is held of those who are to be erased: of documents, orders and their search keys, of the bodies of
 * callbacks. Safe to be cut off and to run in several processes.
 * @returns how many ids were worked on
 */
export async function finishErasing(deps: EraseDeps, isStopping = () => false): Promise<number> {
  const { db, accountId } = deps;
  let count = 0;
  while (!isStopping()) {
    const ids = await listUnfinishedErasures(db, accountId, BATCH);
    for (const id of ids) {
      await restate(deps, [id]);
      await removeBodiesOf(db, accountId, [id]);
    }
    await blankOrders(db, accountId, ids);
    await finishErasures(db, accountId, ids, deps.now());
    count += ids.length;
    if (ids.length < BATCH) break;
  }
  return count;
}
