import { type ErrorCode, STATUS_BY_CODE } from "@/lib/errors";

/** A request of the browser to our own server that did not succeed. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  /** Our server's code; "offline" when nothing answered. */
  readonly code: ErrorCode | "offline";
  /** What to quote; absent when nothing answered. */
  readonly requestId: string | undefined;
  /** What was wrong with single fields of what was sent; empty when nothing is told of them. */
  readonly parameters: readonly RefusedParameter[];

  constructor(
    code: ErrorCode | "offline",
    requestId?: string,
    options: ErrorOptions & { readonly parameters?: readonly RefusedParameter[] } = {},
  ) {
    super(code, options);
    this.code = code;
    this.requestId = requestId;
    this.parameters = options.parameters ?? [];
  }
}

/** A field by its name, and a word for what is wrong with it. */
export interface RefusedParameter {
  readonly name: string;
  readonly reason: string;
}

/**
 * Posts JSON to one of our own routes. What it says may be personal, so it travels in the body and never in an address.
 * @returns the answer's JSON, believed: both ends are of one build.
 * @throws RequestError; with "offline" too when `signal` aborts, which whoever aborted knows
 */
export function postJson<Answer>(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  return sendJson("POST", path, body, signal);
}

/** As `postJson`, by another method that changes something. */
export function sendJson<Answer>(
  method: "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Answer> {
  return ask(path, signal, {
    method,
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify(body),
  });
}

/** Reads JSON from one of our own routes; otherwise as `postJson`. */
export function getJson<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
  return ask(path, signal, { headers: { accept: "application/json" } });
}

async function ask<Answer>(
  path: string,
  signal: AbortSignal | undefined,
  init: RequestInit,
): Promise<Answer> {
  const answer = await answerOf(path, signal, init);
  return answer.json().catch((error: unknown) => {
    throw new RequestError("offline", requestIdOf(answer), { cause: error });
  });
}

/**
 * The answer of one of our own routes to a request that succeeded, its body still to be read.
 * @throws RequestError
 */
export async function answerOf(
  path: string,
  signal: AbortSignal | undefined,
  init: RequestInit = {},
): Promise<Response> {
  const answer = await fetch(path, { ...init, cache: "no-store", signal: signal ?? null }).catch(
    (error: unknown) => {
      throw new RequestError("offline", undefined, { cause: error });
    },
  );
  if (answer.ok) return answer;
  const problem: unknown = await answer.json().catch((error: unknown) => {
    throw new RequestError("internal", requestIdOf(answer), { cause: error });
  });
  throw new RequestError(codeOf(problem), requestIdOf(answer), { parameters: parametersOf(problem) });
}

function requestIdOf(answer: Response): string | undefined {
  return answer.headers.get("x-request-id") ?? undefined;
}

/** The code of an `application/problem+json` body; "internal" for anything else. */
function codeOf(problem: unknown): ErrorCode {
  if (typeof problem !== "object" || problem === null || !("code" in problem)) return "internal";
  return isErrorCode(problem.code) ? problem.code : "internal";
}

function parametersOf(problem: unknown): readonly RefusedParameter[] {
  if (typeof problem !== "object" || problem === null || !("parameters" in problem)) return [];
  return Array.isArray(problem.parameters) ? problem.parameters.filter(isRefusedParameter) : [];
}

function isRefusedParameter(value: unknown): value is RefusedParameter {
  if (typeof value !== "object" || value === null || !("name" in value && "reason" in value)) return false;
  return typeof value.name === "string" && typeof value.reason === "string";
}

function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === "string" && Object.hasOwn(STATUS_BY_CODE, value);
}
