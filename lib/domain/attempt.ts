import { byInstant, instantOf } from "./instant";
import type { OrderDocuments } from "./order";

/** Which of an order's tries to pay something belongs to. */
export interface Attempt {
  /** From 1 on. */
  readonly number: number;
  readonly count: number;
}

/**
 * The try that was under way at `at`, by the locks that tries put on the session, or where there are none by those that
 * failed (API.md 4.4); undefined when none is known to have begun by then.
 */
export function attemptAt({ session }: OrderDocuments, at: string | undefined): Attempt | undefined {
  const events = byInstant(session?.events ?? [], (event) => event.createdAt);
  const starts = events.filter(({ name }) => name === "PAY_LOCK_START");
  const tries = starts.length > 0 ? starts : events.filter(({ name }) => name === "PAY_FAILED");
  const until = instantOf(at);
  const number =
    until === undefined
      ? tries.length
      : tries.filter(({ createdAt }) => (instantOf(createdAt) ?? until) <= until).length;
  return number === 0 ? undefined : { number, count: tries.length };
}
