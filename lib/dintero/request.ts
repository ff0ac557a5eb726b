import type { JsonValue } from "@/lib/domain/json";
import type { AccessTokens } from "./access-token";
import type { Breaker } from "./breaker";
import { type Budget, openBudget } from "./budget";
import { DinteroError, invalidResponse } from "./errors";
import { endpointUrl } from "./ids";
import { parseJson } from "./json";
import type { Limits } from "./limits";
import type { Route } from "./observation";
import { parseRetryAfter } from "./retry-after";
import type { Clocks, Sender } from "./sender";
import type { TransportAnswer } from "./transport";

/** A limit of the caller's own, for example one that two calls share. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface Answer {
  readonly body: JsonValue;
  readonly status: number;
  readonly requestId?: string | undefined;
  /** Epoch milliseconds at which the body was complete. */
  readonly receivedAt: number;
}

/**
 * One read of Dintero's API.
 * @param path below the checkout origin; its variable parts are checked and encoded
 */
export type Get = (
  route: Exclude<Route, "token">,
  path: string,
  query: URLSearchParams,
  options?: CallOptions,
) => Promise<Answer>;

/** Reads with one token, at most one retry, one deadline over all of it and a breaker around it (FAULTS, F38 to F47). */
export function createGet(
  config: { readonly checkoutUrl: URL; readonly limits: Limits; readonly clocks: Clocks },
  parts: { readonly sender: Sender; readonly tokens: AccessTokens; readonly breaker: Breaker },
): Get {
  const { limits, clocks } = config;
  const { sender, tokens, breaker } = parts;

  async function get(
    route: Exclude<Route, "token">,
    url: URL,
    budget: Budget,
    attempt: number,
  ): Promise<Answer> {
    const token = await tokens.get(budget);
    try {
      const answer = await sender.send(
        { route, attempt, budget },
        {
          method: "GET",
          url,
          headers: { authorization: `Bearer ${token}`, accept: "application/json", "user-agent": "Kontor" },
          // A kept connection may have died unnoticed, and then its neighbours have too: the retry opens a new one.
          isConnectionKept: attempt === 1,
        },
        (received) => judge(route, received, clocks.now(), limits),
      );
      tokens.accept();
      breaker.succeeded();
      return answer;
    } catch (error) {
      if (!(error instanceof DinteroError)) throw error;
      if (error.reason === "token-refused") tokens.refuse(token);
      const pauseMs = attempt === 1 ? pauseBeforeRetry(error, limits) : undefined;
      if (pauseMs !== undefined && pauseMs < budget.remainingMs()) {
        await budget.pause(pauseMs);
        return get(route, url, budget, attempt + 1);
      }
      if (isOutage(error, budget)) breaker.failed(error);
      else if (error.status !== undefined && error.status !== 200) breaker.succeeded();
      throw error;
    }
  }

  return async (route, path, query, options) => {
    const url = endpointUrl(config.checkoutUrl, path, query);
    const budget = openBudget(limits.deadlineMs, clocks.elapsed, options?.signal);
    try {
      if (budget.signal.aborted) throw budget.error();
      breaker.admit();
      return await get(route, url, budget, 1);
    } finally {
      budget.close();
    }
  };
}

/** What an answer is worth. @throws DinteroError for anything but a 200 with JSON in it. */
function judge(route: Route, answer: TransportAnswer, now: number, limits: Limits): Answer {
  const { status, requestId } = answer;
  if (status === 200) {
    const body = answer.body && parseJson(answer.body);
    if (body === undefined) throw invalidResponse("not-json", "body", "not JSON", answer);
    return { body, status, requestId, receivedAt: now };
  }
  const detail = { status, requestId };
  if (status === 401) {
    throw new DinteroError("upstream-auth-failed", "token-refused", "Dintero refused our token", detail);
  }
  if (status === 403) {
    throw new DinteroError("upstream-auth-failed", "not-granted", "our API client may not read this", detail);
  }
  // All but the id is ours and the same each time, so a 400 says that Dintero knows no id of such a form (F49).
  if ((status === 404 || status === 400) && (route === "session" || route === "transaction")) {
    throw new DinteroError("not-found", "not-found", `Dintero has no such ${route}`, detail);
  }
  const retryAfterMs = parseRetryAfter(answer.retryAfter, now, limits.maxRetryAfterMs);
  if (status === 429) {
    throw new DinteroError("upstream-rate-limited", "rate-limited", "Dintero limits how often we may ask", {
      ...detail,
      retryAfterMs,
      retryable: true,
    });
  }
  if (status >= 500) {
    throw new DinteroError("upstream-error", "server-error", `Dintero answered ${status}`, {
      ...detail,
      retryAfterMs,
      retryable: true,
    });
  }
  const reason = status >= 300 && status < 400 ? "redirected" : "unexpected-status";
  throw new DinteroError("upstream-error", reason, `Dintero answered ${status}`, detail);
}

/**
 * How long to wait before the one retry; undefined for no retry. A limit is only tried again when Dintero said when,
 * and that is soon; a time-out never, since it has used up what a retry would need.
 */
function pauseBeforeRetry(error: DinteroError, limits: Limits): number | undefined {
  switch (error.reason) {
    case "token-refused":
      return 0;
    case "rate-limited":
      return soonEnough(error.retryAfterMs, limits);
    case "unreachable":
    case "server-error":
      return soonEnough(error.retryAfterMs ?? limits.retryPauseMs * (1 + Math.random()), limits);
    default:
      return undefined;
  }
}

function soonEnough(pauseMs: number | undefined, limits: Limits): number | undefined {
  return pauseMs !== undefined && pauseMs <= limits.maxPauseMs ? pauseMs : undefined;
}

/** Whether a failure says that Dintero is down, rather than that this call was wrong or this caller impatient. */
function isOutage(error: DinteroError, budget: Budget): boolean {
  switch (error.reason) {
    case "unreachable":
    case "tls":
    case "server-error":
      return true;
    case "timeout":
      return budget.isSpent();
    default:
      return false;
  }
}
