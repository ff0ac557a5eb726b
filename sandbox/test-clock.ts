import { setImmediate } from "node:timers/promises";
import type { Clock } from "./clock";

export interface TestClock extends Clock {
  /** Lets `ms` pass, and what falls due in it happen in its order. */
  pass(ms: number): Promise<void>;
  /** How long until the next thing falls due, in ms; undefined when nothing does. */
  readonly nextIn: number | undefined;
}

/** A clock that stands still until a test moves it. */
export function testClock(start = Date.parse("2026-11-20T12:00:00.000Z")): TestClock {
  let now = start;
  let count = 0;
  const due = new Map<number, { readonly at: number; readonly run: () => void }>();
  const next = () => [...due].sort(([a, one], [b, other]) => one.at - other.at || a - b)[0];
  return {
    now: () => now,
    after(ms, run) {
      count += 1;
      const key = count;
      due.set(key, { at: now + Math.max(0, ms), run });
      return () => void due.delete(key);
    },
    async pass(ms) {
      const end = now + ms;
      for (let first = next(); first !== undefined && first[1].at <= end; first = next()) {
        const [key, { at, run }] = first;
        due.delete(key);
        now = at;
        run();
        await setImmediate();
      }
      now = end;
    },
    get nextIn() {
      const first = next();
      return first && first[1].at - now;
    },
  };
}

/** Lets `ms` pass on `clock`, each step only when what the one before began `isDone`: answers take no time. */
export async function passSlowly(clock: TestClock, ms: number, isDone: () => boolean): Promise<void> {
  let left = ms;
  while (left > 0) {
    while (!isDone()) await setImmediate();
    const step = Math.min(clock.nextIn ?? left, left);
    await clock.pass(step);
    left -= step;
  }
  while (!isDone()) await setImmediate();
}
