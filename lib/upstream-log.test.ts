import { expect, test } from "vitest";
import { createLogger } from "@/lib/log";
import { createMetrics } from "@/lib/metrics";
import { clockWatch } from "@/lib/upstream-log";

test("F34 a clock that differs by a minute is told of once per change, not per answer, and so is its repair", () => {
  const lines: { evt: string; skew_seconds?: number }[] = [];
  const metrics = createMetrics();
  const watch = clockWatch(
    createLogger("info", (line) => void lines.push(JSON.parse(line))),
    metrics,
  );
  const seconds = [undefined, 0, 59, 60, 61, 100, 119, 120, -600, -600, 3, 2, 86_400];
  for (const skew of seconds) watch(skew === undefined ? undefined : skew * 1000);
  expect(lines.map(({ evt, skew_seconds }) => [evt, skew_seconds])).toEqual([
    ["clock.skew", 60],
    ["clock.skew", 120],
    ["clock.skew", -600],
    ["clock.right_again", 3],
    ["clock.skew", 86_400],
  ]);
  expect(metrics.toText(0)).toContain("kontor_clock_skew_seconds 86400\n");
});
