import { nextDueAt } from "@/lib/db/delivery-work";
import { type WorkerDeps, workOnDeliveries } from "./worker";

/** A worker of this process. */
export interface WorkerLoop {
  /** Something new is due now: no need to wait for the clock. */
  wake(): void;
  /** Resolves when the work in hand is finished; nothing more is taken. */
  stop(): Promise<void>;
}

/** Another process, or a lease that ran out, gives no sign; so look now and then. */
const LONGEST_SLEEP_MS = 1_000;

/** Works on deliveries as they become due until stopped. `onTrouble` hears of a store that cannot serve; the loop goes on. */
export function startWorkerLoop(deps: WorkerDeps, onTrouble: (error: unknown) => void): WorkerLoop {
  let isStopping = false;
  let endSleep: (() => void) | undefined;
  let isWoken = false;

  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endSleep = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  const run = async () => {
    while (!isStopping) {
      isWoken = false;
      const pauseMs = await workUntilIdle(deps).catch((error: unknown) => {
        onTrouble(error);
        return LONGEST_SLEEP_MS;
      });
      if (!isStopping && !isWoken) await sleep(pauseMs);
    }
  };
  const ended = run();

  return {
    wake() {
      isWoken = true;
      endSleep?.();
    },
    async stop() {
      isStopping = true;
      endSleep?.();
      await ended;
    },
  };
}

/** @returns how long there is nothing to do, in milliseconds. */
async function workUntilIdle(deps: WorkerDeps): Promise<number> {
  const { isFull } = await workOnDeliveries(deps);
  if (isFull) return 0;
  const dueAt = await nextDueAt(deps.db, deps.accountId);
  return dueAt === undefined
    ? LONGEST_SLEEP_MS
    : Math.min(Math.max(dueAt - deps.now(), 10), LONGEST_SLEEP_MS);
}
