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

type ReadRoute = Exclude<Route, "token">;

/**
 * One read of Dintero's API.
 * @param path below the origin that was configured; its variable parts are checked and encoded
 */
export type Get = (
  route: ReadRoute,
  path: string,
  query: URLSearchParams,
  options?: CallOptions,
) => Promise<Answer>;

/** A file's answer: what it holds, or where it redirects to. Nobody is asked there. */
export interface FileAnswer {
  readonly bytes?: Uint8Array | undefined;
  readonly location?: string | undefined;
  readonly status: number;
  readonly requestId?: string | undefined;
}

/** As `Get`, for what need not be JSON and may be larger. */
export type GetFile = (route: ReadRoute, path: string, options?: CallOptions) => Promise<FileAnswer>;

/** What is asked, and what an answer to it is worth. */
interface Question<T> {
  readonly route: ReadRoute;
  readonly url: URL;
  readonly accept: string;
  readonly maxBodyBytes: number;
  readonly judge: (answer: TransportAnswer) => T;
}

/** Reads with one token, at most one retry, one deadline over all of it and a breaker around it (FAULTS, F38 to F47). */
export function createReads(
  config: { readonly baseUrl: URL; readonly limits: Limits; readonly clocks: Clocks },
  parts: { readonly sender: Sender; readonly tokens: AccessTokens; readonly breaker: Breaker },
): { readonly get: Get; readonly getFile: GetFile } {
  const { baseUrl, limits, clocks } = config;
  const { sender, tokens, breaker } = parts;

  async function attempt<T>(question: Question<T>, budget: Budget, number: number): Promise<T> {
    const { route, url, accept, maxBodyBytes, judge: worthOf } = question;
    const token = await tokens.get(budget);
    try {
      const answer = await sender.send(
        { route, attempt: number, budget },
        {
          method: "GET",
          url,
          headers: { authorization: `Bearer ${token}`, accept, "user-agent": "Kontor" },
          // A kept connection may have died unnoticed, and then its neighbours have too: the retry opens a new one.
          isConnectionKept: number === 1,
          maxBodyBytes,
        },
        worthOf,
      );
      tokens.accept();
      breaker.succeeded();
      return answer;
    } catch (error) {
      if (!(error instanceof DinteroError)) throw error;
      if (error.reason === "token-refused") tokens.refuse(token);
      const pauseMs = number === 1 ? pauseBeforeRetry(error, limits) : undefined;
      if (pauseMs !== undefined && pauseMs < budget.remainingMs()) {
        await budget.pause(pauseMs);
        return attempt(question, budget, number + 1);
      }
      if (isOutage(error, budget)) breaker.failed(error);
      else if (error.status !== undefined && error.status !== 200) breaker.succeeded();
      throw error;
    }
  }

  async function ask<T>(question: Question<T>, options: CallOptions | undefined): Promise<T> {
    const budget = openBudget(limits.deadlineMs, clocks.elapsed, options?.signal);
    try {
      if (budget.signal.aborted) throw budget.error();
      breaker.admit();
      return await attempt(question, budget, 1);
    } finally {
      budget.close();
    }
  }

  return {
    get: async (route, path, query, options) => {
      const question = {
        ...{ route, url: endpointUrl(baseUrl, path, query), accept: "application/json" },
        maxBodyBytes: limits.maxBodyBytes,
        judge: (answer: TransportAnswer) => judge(route, answer, clocks.now(), limits),
      };
      return ask(question, options);
    },
    getFile: async (route, path, options) => {
      const question = {
        ...{ route, url: endpointUrl(baseUrl, path), accept: "*/*" },
        maxBodyBytes: limits.maxFileBytes,
        judge: (answer: TransportAnswer) => judgeFile(route, answer, clocks.now(), limits),
      };
      return ask(question, options);
    },
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
  throw failureOf(route, answer, now, limits);
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** @throws DinteroError for anything but a 200 or a redirect that says where to */
function judgeFile(route: Route, answer: TransportAnswer, now: number, limits: Limits): FileAnswer {
  const { status, requestId, body, location } = answer;
  if (status === 200) return { bytes: body, status, requestId };
  if (REDIRECTS.has(status) && location !== undefined) return { location, status, requestId };
  throw failureOf(route, answer, now, limits);
}

/** Reads of one thing by its id. */
const OF_ONE: ReadonlySet<Route> = new Set(["session", "transaction", "settlement-attachment"]);

/** What an answer that is not 200 means. */
function failureOf(route: Route, answer: TransportAnswer, now: number, limits: Limits): DinteroError {
  const { status, requestId } = answer;
  const detail = { status, requestId };
  if (status === 401) {
    return new DinteroError("upstream-auth-failed", "token-refused", "Dintero refused our token", detail);
  }
  if (status === 403) {
    return new DinteroError(
      "upstream-auth-failed",
      "not-granted",
      "our API client may not read this",
      detail,
    );
  }
  // All but the id is ours and the same each time, so a 400 says that Dintero knows no id of such a form (F49).
  if ((status === 404 || status === 400) && OF_ONE.has(route)) {
    return new DinteroError("not-found", "not-found", `Dintero has no such ${route}`, detail);
  }
  const retryAfterMs = parseRetryAfter(answer.retryAfter, now, limits.maxRetryAfterMs);
  if (status === 429) {
    return new DinteroError("upstream-rate-limited", "rate-limited", "Dintero limits how often we may ask", {
      ...detail,
      retryAfterMs,
      retryable: true,
    });
  }
  if (status >= 500) {
    return new DinteroError("upstream-error", "server-error", `Dintero answered ${status}`, {
      ...detail,
      retryAfterMs,
      retryable: true,
    });
  }
  const reason = status >= 300 && status < 400 ? "redirected" : "unexpected-status";
  return new DinteroError("upstream-error", reason, `Dintero answered ${status}`, detail);
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
