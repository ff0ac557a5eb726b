import { setTimeout as sleep } from "node:timers/promises";
import { isAppError } from "@/lib/errors";
import { checkSettlements, type SettlementCheckDeps } from "./check-settlements";

export interface SettlementLoopOptions extends Omit<SettlementCheckDeps, "signal"> {
  /** 0 = Dintero is never asked by itself, and settlements are not either. */
  readonly syncIntervalSeconds: number;
}

/** A settlement comes once a day at the most. */
const EVERY_MS = 60 * 60_000;
const FIRST_AFTER_MS = 3_000;
/** Until the history is known, and after a failure. */
const SOON_MS = 60_000;

/** Looks for settlements every hour until stopped. */
export function startSettlementChecks(options: SettlementLoopOptions): { stop(): Promise<void> } {
  if (options.syncIntervalSeconds === 0) return { stop: async () => {} };
  const stopping = new AbortController();
  const { signal } = stopping;
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {});
  const run = async () => {
    await pause(FIRST_AFTER_MS);
    let everyMs = EVERY_MS;
    while (!signal.aborted) {
      const nextMs = await runOnce({ ...options, signal }, everyMs);
      everyMs = Math.min(nextMs, EVERY_MS);
      await pause(nextMs);
    }
  };
  const ended = run();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}

/** @returns when to ask next, in milliseconds */
async function runOnce(deps: SettlementCheckDeps, everyMs: number): Promise<number> {
  const { log } = deps;
  try {
    const outcome = await checkSettlements(deps, everyMs);
    if (outcome.kind === "not-granted") log.info("settlements.not_granted", {});
    if (outcome.kind !== "done") return EVERY_MS;
    log.info("settlements.done", { count: outcome.settlements });
    return outcome.isWhole ? EVERY_MS : SOON_MS;
  } catch (error) {
    const code = isAppError(error) ? error.code : "internal";
    log.warn("settlements.failed", { code, error });
    return SOON_MS;
  }
}
