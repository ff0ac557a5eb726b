import "server-only";
import { isDinteroError } from "@/lib/dintero/errors";
import { type ErrorCode, isAppError, STATUS_BY_CODE } from "@/lib/errors";
import { PROBLEM_TYPE, toProblem } from "@/lib/problem";
import { runtime } from "@/lib/runtime";

/** What these refusals are called in the log (FAULTS, F50, F51, F56). */
const EVENT_BY_CODE: { readonly [code in ErrorCode]?: string } = {
  unauthenticated: "authn.required",
  forbidden: "authz.denied",
  csrf: "csrf.refused",
};

/**
 * Runs a route handler's work. What it throws is answered as `application/problem+json` with the status of its code, and
 * logged: our own trouble with its cause, a refusal without. Anything unexpected is 500 `internal` and shows nothing (F62).
 */
export async function respond(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    const code = isAppError(error) ? error.code : "internal";
    const requestId = requestIdOf(request);
    const fields = { code, request_id: requestId, method: request.method };
    if (STATUS_BY_CODE[code] >= 500) runtime().log.error("http.failed", { ...fields, error });
    else runtime().log.info(EVENT_BY_CODE[code] ?? "http.refused", fields);
    return problemResponse(code, requestId, retryAfter(error));
  }
}

/** Dintero's own wish, already capped, for who asked through us (F42). */
function retryAfter(error: unknown): Readonly<Record<string, string>> {
  const waitMs = isDinteroError(error) ? error.retryAfterMs : undefined;
  return waitMs === undefined ? {} : { "retry-after": String(Math.max(1, Math.ceil(waitMs / 1000))) };
}

/** 400 for parameters that were not understood: which, and why, and none of their values. */
export function parametersRefused(
  request: Request,
  problems: readonly { readonly name: string; readonly reason: string }[],
): Response {
  const parameters = problems.map(({ name, reason }) => ({ name, reason }));
  runtime().log.info("http.refused", {
    code: "invalid-request",
    request_id: requestIdOf(request),
    method: request.method,
  });
  return problemResponse("invalid-request", requestIdOf(request), {}, { parameters });
}

/** The failure `code` as a browser or script sees it. */
export function problemResponse(
  code: ErrorCode,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
  details: object = {},
): Response {
  const problem = toProblem(code, requestId);
  return new Response(JSON.stringify({ ...problem, ...details }), {
    status: problem.status,
    headers: { ...headers, "content-type": PROBLEM_TYPE },
  });
}

/** The id under which the front logs this request and which the user may quote. */
export function requestIdOf(request: Request): string {
  return request.headers.get("x-request-id") ?? "";
}
