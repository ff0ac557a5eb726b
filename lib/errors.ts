/**
 * Every failure we expect, and the HTTP status it becomes. No other file picks a status.
 * Codes and statuses: FAULTS, section 3; the shape a browser is sent: CONTRACT, section 4.
 */
export const STATUS_BY_CODE = {
  "invalid-id": 400,
  "invalid-request": 400,
  unauthenticated: 401,
  "sign-in-refused": 401,
  forbidden: 403,
  csrf: 403,
  "not-found": 404,
  "method-not-allowed": 405,
  // Somebody else changed it since it was looked at.
  conflict: 409,
  "name-taken": 409,
  // Of what one may keep.
  "too-many": 409,
  "rate-limited": 429,
  internal: 500,
  "upstream-unreachable": 502,
  "upstream-error": 502,
  "upstream-auth-failed": 502,
  "upstream-invalid-response": 502,
  "audit-unavailable": 503,
  overloaded: 503,
  "storage-unavailable": 503,
  "upstream-rate-limited": 503,
  "upstream-timeout": 504,
} as const;

export type ErrorCode = keyof typeof STATUS_BY_CODE;

/** What the front refuses before any page or route sees it. Programs run into these, never a person on a page. */
export const REFUSAL_STATUS_BY_CODE = {
  "signature-missing": 401,
  "signature-malformed": 401,
  "signature-mismatch": 401,
  "request-timeout": 408,
  "length-required": 411,
  "request-too-large": 413,
  "unsupported-media-type": 415,
  "headers-too-large": 431,
  "verification-unavailable": 503,
  "timestamp-outside-window": 503,
} as const;

export type RefusalCode = keyof typeof REFUSAL_STATUS_BY_CODE;

const BRAND = Symbol.for("kontor.AppError");

/** `message` is for our log; a browser is only ever sent `code`. Wrap the original as `cause`. */
export class AppError extends Error {
  override readonly name: string = "AppError";
  readonly [BRAND] = true;
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Whether `error` is one of ours. By brand, not `instanceof`: the server's entry and Next each load their own copy
 * of this module, and an error thrown in one is caught in the other.
 */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && BRAND in error;
}

/** Whether `error` is an expected failure with exactly this code. */
export function hasCode(error: unknown, code: ErrorCode): error is AppError {
  return isAppError(error) && error.code === code;
}
