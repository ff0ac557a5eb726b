import type { DinteroConfig } from "@/lib/dintero/client";
import { ROUTES } from "@/lib/dintero/observation";
import type { Logger } from "@/lib/log";
import type { Metrics } from "@/lib/metrics";

/** Counts and logs every request that Dintero was sent, and one when it is given up on or back. No id of a customer's order. */
export function upstreamLog(
  log: Logger,
  metrics: Metrics,
): Required<Pick<DinteroConfig, "onCall" | "onBreaker">> {
  return {
    onCall: (call) => {
      metrics.upstreamRequest(ROUTES[call.route], String(call.status ?? call.code ?? "none"));
      const fields = {
        route: ROUTES[call.route],
        attempt: call.attempt,
        ms: Math.round(call.durationMs),
        code: call.code,
        reason: call.reason,
        upstream_status: call.status,
        upstream_request_id: call.requestId,
      };
      if (call.code === undefined) log.info("upstream.answered", fields);
      else log.warn(call.route === "token" ? "upstream.token_failed" : "upstream.failed", fields);
    },
    onBreaker: (change) => {
      if (change.isOpen) log.warn("upstream.given_up", { part: change.part });
      else log.info("upstream.back", { part: change.part });
    },
  };
}

/** From here on the clocks differ so much that real callbacks look stale (FAULTS, threat 25). */
const CLOCK_ALARM_MS = 60_000;

/**
 * Says once when our clock begins to differ from Dintero's by a minute or more, again when by another minute, and once
 * when it is right again (F34). To be told of the skew after each answer, in milliseconds; undefined: not known yet.
 */
export function clockWatch(log: Logger, metrics: Metrics): (skewMs: number | undefined) => void {
  let toldMs: number | undefined;
  return (skewMs) => {
    if (skewMs === undefined) return;
    const fields = { skew_seconds: Math.round(skewMs / 1000) };
    metrics.clockSkew(fields.skew_seconds);
    if (Math.abs(skewMs) < CLOCK_ALARM_MS) {
      if (toldMs !== undefined) log.info("clock.right_again", fields);
      toldMs = undefined;
    } else if (toldMs === undefined || Math.abs(skewMs - toldMs) >= CLOCK_ALARM_MS) {
      log.error("clock.skew", fields);
      toldMs = skewMs;
    }
  };
}
