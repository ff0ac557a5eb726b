import { setTimeout as sleep } from "node:timers/promises";
import type { Dintero } from "@/lib/dintero/client";
import { isDinteroError } from "@/lib/dintero/errors";

/** How a long errand behaves towards Dintero. */
export interface Manners {
  /** Aborted when the process wants to end: nothing more is asked. */
  readonly signal: AbortSignal;
  /** How long one request is tried again while Dintero limits us, in milliseconds. */
  readonly limitedMs: number;
  /** How long one request is tried again while Dintero is down; 0 to give up at once, for whoever comes back anyway. */
  readonly outageMs: number;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  /** Resolves after `ms`. @throws when `signal` is aborted */
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** `dintero` for a long errand: it stops between requests, waits as long as Dintero asks for, and tries again. */
export function polite(dintero: Dintero, manners: Manners): Dintero {
  const options = { signal: manners.signal };
  return {
    ...dintero,
    getSession: (id) => politely(() => dintero.getSession(id, options), manners),
    getTransaction: (id) => politely(() => dintero.getTransaction(id, options), manners),
    listSessions: (filter) => politely(() => dintero.listSessions(filter, options), manners),
    listTransactions: (filter) => politely(() => dintero.listTransactions(filter, options), manners),
    listSettlements: (filter) => politely(() => dintero.listSettlements(filter, options), manners),
  };
}

async function politely<T>(call: () => Promise<T>, manners: Manners): Promise<T> {
  const { signal, elapsed, pause = pauseFor } = manners;
  const startedAt = elapsed();
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      signal.throwIfAborted();
      if (!isDinteroError(error) || !error.retryable) throw error;
      const patienceMs = error.code === "upstream-rate-limited" ? manners.limitedMs : manners.outageMs;
      const waitMs = error.retryAfterMs ?? Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
      if (elapsed() - startedAt + waitMs > patienceMs) throw error;
      await pause(waitMs, signal);
    }
  }
}

async function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal });
}
