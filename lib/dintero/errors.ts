import { AppError, type ErrorCode } from "@/lib/errors";

/** What exactly went wrong, for logs, alarms and the sentence an administrator reads. Coarser than a message, finer than a code. */
export type DinteroReason =
  | "unreachable"
  | "tls"
  | "timeout"
  | "cancelled"
  | "circuit-open"
  | "credentials-refused"
  | "token-refused"
  | "not-granted"
  | "rate-limited"
  | "not-found"
  | "redirected"
  | "server-error"
  | "unexpected-status"
  | "too-large"
  | "not-json"
  | "wrong-shape"
  | "other-id"
  | "other-account";

export interface DinteroErrorDetail {
  /** The status Dintero answered with; absent when there was no answer. */
  readonly status?: number | undefined;
  /** Dintero's own id of the request, for a ticket with its support. */
  readonly requestId?: string | undefined;
  /** When to come back, in milliseconds, capped. */
  readonly retryAfterMs?: number | undefined;
  /** Whether the same read may succeed later without anybody changing anything. */
  readonly retryable?: boolean | undefined;
  readonly cause?: unknown;
}

const BRAND = Symbol.for("kontor.DinteroError");

/**
 * A call to Dintero that failed. `message` and `cause` never hold a token, a header, a body or a value out of one:
 * at most a field's path.
 */
export class DinteroError extends AppError {
  override readonly name: string = "DinteroError";
  readonly [BRAND] = true;
  readonly reason: DinteroReason;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly retryable: boolean;

  constructor(code: ErrorCode, reason: DinteroReason, message: string, detail: DinteroErrorDetail = {}) {
    super(code, message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.reason = reason;
    this.status = detail.status;
    this.requestId = detail.requestId;
    this.retryAfterMs = detail.retryAfterMs;
    this.retryable = detail.retryable ?? false;
  }
}

/** Whether `error` came from a call to Dintero. By brand, for the reason given at `isAppError`. */
export function isDinteroError(error: unknown): error is DinteroError {
  return error instanceof Error && BRAND in error;
}

/** Where a document came from, so that a refusal of its content can name the request. */
export interface AnswerContext {
  /** What the document is within the answer, for example `body[3]`; the root of every field path. */
  readonly where?: string | undefined;
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
}

/** @param where the field's path, for example `events[2].amount`. */
export function invalidResponse(
  reason: DinteroReason,
  where: string,
  problem: string,
  { status, requestId }: AnswerContext = {},
): DinteroError {
  return new DinteroError("upstream-invalid-response", reason, `${where}: ${problem}`, { status, requestId });
}
