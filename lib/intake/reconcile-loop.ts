import { setTimeout as sleep } from "node:timers/promises";
import { isAppError } from "@/lib/errors";
import { type ReconcileDeps, reconcile } from "./reconcile";

/** Reconciliation in this process. */
export interface Reconciler {
  /** An outage is over: look at once what was missed. */
  wake(): void;
  /** Resolves when the run in hand has stopped, between two requests. */
  stop(): Promise<void>;
}

export interface ReconcilerOptions extends Omit<ReconcileDeps, "signal"> {
  /** From the end of a run to the next; 0 = none is made. */
  readonly syncIntervalSeconds: number;
  /** From 0 to 1: keeps processes that failed together from trying again together. */
  readonly random: () => number;
  /** From the start of a run to the next one's at the least, however often it is woken, in milliseconds; 5,000 when left out. */
  readonly shortestMs?: number | undefined;
}

/** After a run that failed: often enough to be there within seconds after an outage. */
const RETRY_MS = 15_000;
const SHORTEST_MS = 5_000;
/** One line for an outage and then one a minute, not one per try (F29). */
const TELL_AGAIN_MS = 60_000;

/** Reconciles at once, then every so often, sooner when woken, until stopped. */
export function startReconciler(options: ReconcilerOptions): Reconciler {
  const intervalMs = options.syncIntervalSeconds * 1000;
  if (intervalMs === 0) return { wake() {}, stop: async () => {} };
  const stopping = new AbortController();
  const { signal } = stopping;
  const { shortestMs = SHORTEST_MS } = options;
  let isWoken = false;
  let endPause: (() => void) | undefined;

  const pause = async (ms: number) => {
    if (ms <= 0 || isWoken || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(end, ms);
      endPause = end;
    });
    endPause = undefined;
  };

  const tellFailure = failureLog(options);
  const loop = async () => {
    while (!signal.aborted) {
      isWoken = false;
      const startedAt = options.elapsed();
      const nextMs = await runOnce({ ...options, signal }, intervalMs, tellFailure);
      await pause(nextMs);
      // Woken or not, a run that has only just been begins again after a breath.
      await sleep(shortestMs - (options.elapsed() - startedAt), undefined, { signal }).catch(() => {});
    }
  };
  const ended = loop();

  return {
    wake() {
      isWoken = true;
      endPause?.();
    },
    async stop() {
      stopping.abort();
      endPause?.();
      await ended;
    },
  };
}

/** @returns when to run next, in milliseconds */
async function runOnce(
  deps: ReconcileDeps & ReconcilerOptions,
  intervalMs: number,
  tellFailure: (code: string, error: unknown) => void,
): Promise<number> {
  const { metrics } = deps;
  try {
    const outcome = await reconcile(deps);
    if (outcome.kind !== "elsewhere") metrics.reconcileRun(outcome.kind);
    return outcome.kind === "partial" ? 0 : intervalMs;
  } catch (error) {
    const code = isAppError(error) ? error.code : "internal";
    metrics.reconcileRun(code);
    tellFailure(code, error);
    return Math.min(intervalMs, RETRY_MS * (1 - deps.random() / 2));
  }
}

function failureLog({ log, elapsed }: ReconcilerOptions): (code: string, error: unknown) => void {
  let told: { readonly code: string; readonly at: number } | undefined;
  return (code, error) => {
    if (told?.code === code && elapsed() - told.at < TELL_AGAIN_MS) return;
    told = { code, at: elapsed() };
    log.warn("reconcile.failed", { code, error });
  };
}
