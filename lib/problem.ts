import { type ErrorCode, REFUSAL_STATUS_BY_CODE, type RefusalCode, STATUS_BY_CODE } from "@/lib/errors";

export type ProblemCode = ErrorCode | RefusalCode;

/** What a browser or script is told of a failure (CONTRACT, section 4): nothing internal, no value that was sent to us. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly request_id: string;
}

const PROBLEM_STATUS: Record<ProblemCode, number> = { ...STATUS_BY_CODE, ...REFUSAL_STATUS_BY_CODE };

export const PROBLEM_TYPE = "application/problem+json";

export function toProblem(code: ProblemCode, requestId: string): Problem {
  return {
    type: `urn:problem:${code}`,
    title: TITLE_BY_CODE[code],
    status: PROBLEM_STATUS[code],
    code,
    request_id: requestId,
  };
}

const TITLE_BY_CODE: Record<ProblemCode, string> = {
  "invalid-id": "This is not a valid id",
  "invalid-request": "The request is malformed",
  unauthenticated: "Sign in first",
  "sign-in-refused": "The e-mail address or the password is wrong",
  forbidden: "Not for your role",
  csrf: "The request did not come from Kontor's own pages",
  "not-found": "There is nothing here",
  "method-not-allowed": "This method is not served here",
  conflict: "Somebody else changed this meanwhile",
  "name-taken": "Something else has this name",
  "too-many": "There are as many as there may be",
  "signature-missing": "The signature is missing",
  "signature-malformed": "The signature is malformed",
  "signature-mismatch": "The signature does not match",
  "verification-unavailable": "No secret is configured, so nothing can be verified",
  "timestamp-outside-window": "The signed time is too far from ours",
  "request-timeout": "The request took too long to arrive",
  "length-required": "The request must say its length",
  "request-too-large": "The request is too large",
  "unsupported-media-type": "This content type is not served here",
  "rate-limited": "Too many attempts",
  "headers-too-large": "The request's headers are too large",
  internal: "Something went wrong here",
  "upstream-unreachable": "Dintero cannot be reached",
  "upstream-error": "Dintero answered with an error",
  "upstream-auth-failed": "Dintero refused our credentials",
  "upstream-invalid-response": "Dintero's answer cannot be read",
  "audit-unavailable": "The audit log cannot be written, so nothing is shown",
  overloaded: "Too much arrives at once",
  "storage-unavailable": "The database is not available",
  "upstream-rate-limited": "Dintero asks us to wait",
  "upstream-timeout": "Dintero did not answer in time",
};
