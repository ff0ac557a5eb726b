import { nextDueAt } from "@/lib/db/delivery-work";
import type { WorkerDeps } from "./work";
import { startWork } from "./worker";

/** A worker of this process. */
export interface WorkerLoop {
  /** Something new is due now: no need to wait for the clock. */
  wake(): void;
  /** Resolves when the work in hand is finished; nothing more is taken. */
  stop(): Promise<void>;
}

/** At once: enough to hide Dintero's latency, few enough to leave connections to the pages. */
const MAX_IN_HAND = 6;
/** Another process, or a lease that ran out, gives no sign; so look now and then. */
const LONGEST_SLEEP_MS = 1_000;

/**
 * Works on deliveries as they become due until stopped. One that takes long holds up no other (F26). `onTrouble` hears
 * of a store that cannot serve; the loop goes on.
 */
export function startWorkerLoop(deps: WorkerDeps, onTrouble: (error: unknown) => void): WorkerLoop {
  const inHand = new Set<Promise<void>>();
  let isStopping = false;
  let isWoken = false;
  let endSleep: (() => void) | undefined;

  const wake = () => {
    isWoken = true;
    endSleep?.();
  };
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  /** @returns how long there is nothing to do, in milliseconds */
  const take = async () => {
    const limit = MAX_IN_HAND - inHand.size;
    if (limit === 0) return LONGEST_SLEEP_MS;
    const started = await startWork(deps, limit);
    for (const work of started) {
      const ended = work.catch(onTrouble).finally(() => {
        inHand.delete(ended);
        wake();
      });
      inHand.add(ended);
    }
    if (started.length > 0) return started.length === limit ? LONGEST_SLEEP_MS : 0;
    const dueAt = await nextDueAt(deps.db, deps.accountId);
    if (dueAt === undefined) return LONGEST_SLEEP_MS;
    return Math.min(Math.max(dueAt - deps.now(), 10), LONGEST_SLEEP_MS);
  };

  const run = async () => {
    while (!isStopping) {
      isWoken = false;
      const pauseMs = await take().catch((error: unknown) => {
        onTrouble(error);
        return LONGEST_SLEEP_MS;
      });
      if (!isStopping && !isWoken) await sleep(pauseMs);
    }
    await Promise.all(inHand);
  };
  const ended = run();

  return {
    wake,
    async stop() {
      isStopping = true;
      endSleep?.();
      await ended;
    },
  };
}
