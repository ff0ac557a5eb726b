import type { DinteroConfig } from "@/lib/dintero/client";
import { ROUTES } from "@/lib/dintero/observation";
import type { Logger } from "@/lib/log";
import type { Metrics } from "@/lib/metrics";

/** Counts and logs every request that Dintero was sent, and one when it is given up on or back. No id of a customer's order. */
export function upstreamLog(log: Logger, metrics: Metrics): Pick<DinteroConfig, "onCall" | "onBreaker"> {
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
