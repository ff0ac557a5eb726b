import type { CheckState } from "./delivery-log";

const MINUTE_MS = 60_000;
/** A worker takes seconds; an outage of Dintero's is waited for up to a quarter of an hour. */
const SLOW_MS = 5 * MINUTE_MS;
const STUCK_MS = 60 * MINUTE_MS;

/** How far the work on deliveries is behind. @param oldestMs age of the oldest that waits, 0 when none does */
export function backlogState(oldestMs: number): "right" | "slow" | "stuck" {
  if (oldestMs <= SLOW_MS) return "right";
  return oldestMs <= STUCK_MS ? "slow" : "stuck";
}

/**
 * How reconciliation stands.
 * @param intervalSeconds from one run to the next; 0 when it is off
 * @param now ms since 1970
 */
export function reconciliationState(
  check: CheckState,
  intervalSeconds: number,
  now: number,
): "right" | "off" | "never" | "failed" | "unreadable" | "overdue" {
  if (intervalSeconds === 0) return "off";
  if (check.lastFinishedAt === undefined) return "never";
  if (check.lastError !== undefined) return "failed";
  if (check.unreadable > 0) return "unreadable";
  const age = now - Date.parse(check.lastFinishedAt);
  return age > 3 * intervalSeconds * 1000 + MINUTE_MS ? "overdue" : "right";
}
