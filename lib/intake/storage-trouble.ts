import { hasCode, isAppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";

const PERIOD_MS = 10_000;

/** What a delivery could not be stored for, by the name it is logged under. */
type Trouble = "intake.shed" | "storage.timeout" | "storage.unknown_outcome" | "storage.unavailable";

/**
 * Says why deliveries are not stored: one line per kind and ten seconds, with how many there were since the last line,
 * since a broken store must not fill the log as well (F29). `monotonicNow` is in milliseconds.
 */
export function storageTroubleLog(log: Logger, monotonicNow: () => number): (error: unknown) => void {
  const seen = new Map<Trouble, { count: number; toldAt: number }>();
  return (error) => {
    const trouble = troubleOf(error);
    const entry = seen.get(trouble) ?? { count: 0, toldAt: Number.NEGATIVE_INFINITY };
    seen.set(trouble, entry);
    entry.count += 1;
    if (monotonicNow() - entry.toldAt < PERIOD_MS) return;
    log.error(trouble, { count: entry.count, error });
    entry.count = 0;
    entry.toldAt = monotonicNow();
  };
}

const STATEMENT_TIMEOUT = "57014";
const LOCK_TIMEOUT = "55P03";

/** A connection that breaks under a statement leaves open whether it was committed (F31). */
function troubleOf(error: unknown): Trouble {
  if (hasCode(error, "overloaded")) return "intake.shed";
  const cause = isAppError(error) ? error.cause : error;
  if (!(cause instanceof Error)) return "storage.unavailable";
  const code = "code" in cause ? cause.code : undefined;
  if (code === STATEMENT_TIMEOUT || code === LOCK_TIMEOUT || /^Query read timeout/.test(cause.message))
    return "storage.timeout";
  if (
    code === "ECONNRESET" ||
    code === "EPIPE" ||
    code === "57P01" ||
    /^Connection terminated/.test(cause.message)
  )
    return "storage.unknown_outcome";
  return "storage.unavailable";
}
