import { endDue, listDueOrders } from "@/lib/db/due-orders";
import { hasCode } from "@/lib/errors";
import { type ApplyDeps, restate } from "./apply";

/** At once; each order is a transaction of its own, so that nobody waits long for one. */
const BATCH = 100;
/** How late a checkout that ran out may still be listed as open. */
const PAUSE_MS = 30_000;

/**
 * Makes orders again whose time has come: checkouts that ran out, and rows written before there were columns for
 * everything.
 * @returns how many were due
 */
export async function restateDue(deps: ApplyDeps): Promise<number> {
  const { db, accountId } = deps;
  const now = deps.now();
  const due = await listDueOrders(db, accountId, now, BATCH);
  for (const { orderKey, sessionId, transactionId } of due) {
    const ids = [sessionId, transactionId].filter((id) => id !== undefined);
    const failure = await restate({ ...deps, now: () => now }, ids).catch((error: unknown) => ({ error }));
    if (hasCode(failure?.error, "storage-unavailable")) throw failure.error;
    // One whose documents are gone, or cannot be read any more, would be due for ever.
    await endDue(db, accountId, orderKey, now);
    if (failure !== undefined) throw failure.error;
  }
  return due.length;
}

/** Looks for due orders until stopped. `onTrouble` hears of what failed; the loop goes on. */
export function startRestating(
  deps: ApplyDeps,
  onTrouble: (error: unknown) => void,
): { stop(): Promise<void> } {
  let isStopping = false;
  let endSleep: (() => void) | undefined;
  const sleep = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PAUSE_MS);
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!isStopping) {
      const count = await restateDue(deps).catch((error: unknown) => {
        onTrouble(error);
        return 0;
      });
      if (!isStopping && count < BATCH) await sleep();
    }
  };
  const ended = run();
  return {
    async stop() {
      isStopping = true;
      endSleep?.();
      await ended;
    },
  };
}
