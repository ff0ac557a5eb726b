import { expect, test } from "vitest";
import { clockState } from "./clock-skew";
import type { CheckState } from "./delivery-log";
import { backlogState, reconciliationState } from "./work-state";

const NOW = Date.parse("2026-05-12T12:00:00.000Z");
const SECOND = 1_000;

test.each([
  [0, "right"],
  [-59_999, "right"],
  [60_000, "off"],
  [-299_999, "off"],
  [300_000, "wrong"],
  [-86_400_000, "wrong"],
])("F34 a clock %i ms ahead of Dintero's is %s", (skewMs, state) => {
  expect(clockState(skewMs)).toBe(state);
});

test.each([
  [0, "right"],
  [300 * SECOND, "right"],
  [300 * SECOND + 1, "slow"],
  [3_600 * SECOND, "slow"],
  [3_600 * SECOND + 1, "stuck"],
])("work whose oldest waits for %i ms is %s", (ms, state) => {
  expect(backlogState(ms)).toBe(state);
});

const ran = (secondsAgo: number, changes: Partial<CheckState> = {}): CheckState => ({
  lastFinishedAt: new Date(NOW - secondsAgo * SECOND).toISOString(),
  found24h: 0,
  unreadable: 0,
  ...changes,
});

test.each([
  [ran(10), 300, "right"],
  [ran(960), 300, "right"],
  [ran(961), 300, "overdue"],
  [ran(961), 600, "right"],
  [ran(961), 0, "off"],
  [ran(10, { lastError: "upstream-timeout" }), 300, "failed"],
  [ran(10, { unreadable: 2 }), 300, "unreadable"],
  [{ found24h: 0, unreadable: 0 }, 300, "never"],
])("%j with %i s between is %s", (check, interval, state) => {
  expect(reconciliationState(check, interval, NOW)).toBe(state);
});
