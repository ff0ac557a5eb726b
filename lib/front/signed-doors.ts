import type { IncomingMessage } from "node:http";
import { hasCode, isAppError } from "@/lib/errors";
import { type BodyLimits, readBody } from "@/lib/front/body";
import type { Asked, Door } from "@/lib/front/front";
import type { FrontResponse } from "@/lib/front/response";
import type { RawDelivery, Reply } from "@/lib/intake/receive";
import type { Logger } from "@/lib/log";
import type { Metrics } from "@/lib/metrics";
import { PROBLEM_TYPE, type ProblemCode, toProblem } from "@/lib/problem";

export interface SignedDoorOptions {
  readonly methods: readonly ("GET" | "POST")[];
  readonly receive: (delivery: RawDelivery) => Promise<Reply>;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** A body of the largest transaction seen is 40 kB; Dintero itself gives up after 10 s. */
const BODY: BodyLimits = { keptBytes: 1024 * 1024, deadlineMs: 5_000 };
const LATE_RETRY_SECONDS = 60;
const BUSY_RETRY_SECONDS = 5;

/**
 * The door of a signed delivery: it sees the request as it was sent, reads the body within its limits and turns the
 * receiver's reply into HTTP. Whatever goes wrong on our side is 503, never 4xx, which Dintero takes as final; a sender
 * that is too slow is cut off without an answer, which Dintero takes as a reason to try again (FAULTS, fact 1 and F59).
 */
export function signedDoor(options: SignedDoorOptions): Door {
  const { metrics, log } = options;
  return async (request, response, { requestId, clientAddress }) => {
    const method = options.methods.find((served) => served === request.method);
    if (method === undefined) {
      const allow = options.methods.join(", ");
      answerProblem(response, "method-not-allowed", requestId, { allow, connection: "close" });
      return;
    }
    const body = await readBody(request, BODY).catch((error: unknown) => ({ cutOff: error }));
    if (body !== undefined && "cutOff" in body) {
      log.info("http.slow", { request_id: requestId, error: body.cutOff });
      request.socket.destroy();
      return;
    }
    const [pathname = "", ...query] = (request.url ?? "").split("?");
    const delivery: RawDelivery = {
      method,
      pathname,
      rawQuery: query.join("?"),
      headers: singleHeaders(request),
      body,
      peerAddress: clientAddress,
    };
    try {
      reply(await options.receive(delivery), response, { requestId, clientAddress });
    } catch (error) {
      const code = hasCode(error, "overloaded") ? "overloaded" : "storage-unavailable";
      metrics.deliveryRefused(code);
      if (!isAppError(error)) log.error("delivery.not_stored", { request_id: requestId, error });
      answerProblem(response, code, requestId, { "retry-after": String(BUSY_RETRY_SECONDS) });
    }
  };

  function reply(given: Reply, response: FrontResponse, { requestId, clientAddress }: Asked): void {
    switch (given.kind) {
      case "stored":
        if (given.as === "new") metrics.deliveryStored();
        else metrics.deliveryDuplicate();
        log.info(EVENT_BY_STORED[given.as], {
          request_id: requestId,
          delivery_id: given.deliveryId,
          key_number: given.keyNumber,
        });
        if (given.bodyState === "omitted")
          log.warn("delivery.body_omitted", { request_id: requestId, delivery_id: given.deliveryId });
        if (given.hadCardNumber)
          log.error("pan.unmasked", { request_id: requestId, delivery_id: given.deliveryId });
        response.writeHead(200, ACKNOWLEDGED);
        response.end("{}");
        return;
      case "refused":
        metrics.deliveryRefused(given.code);
        log.warn("delivery.denied", { request_id: requestId, code: given.code, address: clientAddress });
        answerProblem(response, given.code, requestId);
        return;
      case "late":
        metrics.deliveryRefused("timestamp-outside-window");
        log.warn("delivery.late", {
          request_id: requestId,
          delivery_id: given.deliveryId,
          skew_seconds: given.skewSeconds,
        });
        answerProblem(response, "timestamp-outside-window", requestId, {
          "retry-after": String(LATE_RETRY_SECONDS),
        });
        return;
      case "unavailable":
        metrics.deliveryRefused("verification-unavailable");
        log.error("config.missing", { request_id: requestId });
        answerProblem(response, "verification-unavailable", requestId);
    }
  }
}

const ACKNOWLEDGED = { "content-type": "application/json", "content-length": "2" };

const EVENT_BY_STORED = {
  new: "delivery.accepted",
  repeat: "delivery.duplicate",
  conflict: "delivery.body_conflict",
} as const;

function answerProblem(
  response: FrontResponse,
  code: ProblemCode,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const problem = toProblem(code, requestId);
  response.writeHead(problem.status, { ...headers, "content-type": PROBLEM_TYPE });
  response.end(JSON.stringify(problem));
}

/** A header sent twice is joined as HTTP joins it; a signature with two times is then malformed, as it should be. */
function singleHeaders(request: IncomingMessage): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  for (const [name, values] of Object.entries(request.headersDistinct)) {
    const [value, ...more] = values ?? [];
    if (value !== undefined) headers.set(name, more.length === 0 ? value : [value, ...more].join(","));
  }
  return headers;
}
