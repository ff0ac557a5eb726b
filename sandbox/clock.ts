/** Time, as far as the sandbox waits for it: a test brings its own and lets it pass at will. */
export interface Clock {
  /** ms since 1970 */
  now(): number;
  /** Calls `run` once, `ms` from now at the earliest. The answer takes that back. */
  after(ms: number, run: () => void): () => void;
}

/** The real one. What waits keeps no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};
