import { setTimeout as wait } from "node:timers/promises";
import { DinteroError } from "./errors";

/** Time for one call. Whatever the call does, it does under `signal`. */
export interface Budget {
  /** Aborts when the time is up or the caller gave up. */
  readonly signal: AbortSignal;
  remainingMs(): number;
  /** Whether the end came from our own deadline, so that it says something about Dintero and not about the caller. */
  isSpent(): boolean;
  /** The error to throw once `signal` is aborted. */
  error(): DinteroError;
  /** Resolves after `ms`. @throws DinteroError when the budget ends first. */
  pause(ms: number): Promise<void>;
  /** `work`, or this budget's end if that is sooner; `work` itself goes on for whoever else waits for it. */
  race<T>(work: Promise<T>): Promise<T>;
  /** Must be called: it stops the timer. */
  close(): void;
}

/**
 * @param elapsed monotonic milliseconds
 * @param outer the caller's own limit, for example one that two calls share
 */
export function openBudget(totalMs: number, elapsed: () => number, outer?: AbortSignal): Budget {
  const controller = new AbortController();
  const endsAt = elapsed() + totalMs;
  let isSpent = false;
  const timer = setTimeout(() => {
    isSpent = true;
    controller.abort();
  }, totalMs);
  const giveUp = () => controller.abort();
  if (outer?.aborted) giveUp();
  else outer?.addEventListener("abort", giveUp, { once: true });

  const error = () => {
    const isLate = isSpent || (outer?.reason instanceof Error && outer.reason.name === "TimeoutError");
    return isLate
      ? new DinteroError("upstream-timeout", "timeout", "Dintero did not answer in time", { retryable: true })
      : new DinteroError("upstream-timeout", "cancelled", "the caller gave up", { retryable: true });
  };
  const { signal } = controller;
  return {
    signal,
    remainingMs: () => Math.max(0, endsAt - elapsed()),
    isSpent: () => isSpent,
    error,
    async pause(ms) {
      try {
        await wait(ms, undefined, { signal });
      } catch {
        throw error();
      }
    },
    race(work) {
      return new Promise((resolve, reject) => {
        const stop = () => reject(error());
        if (signal.aborted) stop();
        signal.addEventListener("abort", stop, { once: true });
        work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
      });
    },
    close() {
      clearTimeout(timer);
      outer?.removeEventListener("abort", giveUp);
    },
  };
}
