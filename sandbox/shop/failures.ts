import type { JsonObject } from "../json";

export interface FailureKind {
  /** In the vocabulary it belongs to: the newer is sent in an array, the older as one string (QUIRKS 40). */
  readonly type: string;
  readonly isOld: boolean;
  readonly message: string;
  readonly resultCode?: string | undefined;
  readonly retry?: "DO_NOT_RETRY" | "RETRY_IMMEDIATELY" | "RETRY_AFTER_DELAY" | undefined;
  /** How many of a thousand orders fail like this, besides the one that always does. */
  readonly extra?: number | undefined;
}

function newer(
  type: string,
  message: string,
  resultCode?: string,
  retry?: FailureKind["retry"],
  extra?: number,
): FailureKind {
  return { type, isOld: false, message, resultCode, retry, extra };
}

function older(type: string, message: string, resultCode?: string): FailureKind {
  return { type, isOld: true, message, resultCode };
}

/** Every value of both vocabularies (API.md 10). */
export const FAILURES: readonly FailureKind[] = [
  newer("INSUFFICIENT_FUNDS", "Not sufficient funds", "51", "RETRY_AFTER_DELAY", 10),
  newer("EXPIRED_CARD", "Expired card", "54", "DO_NOT_RETRY", 2),
  newer("CLOSED_ACCOUNT", "Closed account", "46", "DO_NOT_RETRY"),
  newer("RESTRICTED_CARD", "Restricted card", "62", "DO_NOT_RETRY"),
  newer("PICK_UP_CARD", "Pick up card, special condition", "43", "DO_NOT_RETRY"),
  newer("EXCEEDS_APPROVAL_LIMIT", "Exceeds approval amount limit", "61", "RETRY_AFTER_DELAY", 2),
  newer("EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT", "Exceeds frequency limit", "65", "RETRY_AFTER_DELAY"),
  newer("FAILED_VERIFICATION", "Card verification failed", "N7", "RETRY_IMMEDIATELY", 4),
  newer(
    "ADDITIONAL_VERIFICATION_REQUIRED",
    "Additional customer authentication required",
    "1A",
    "RETRY_IMMEDIATELY",
    2,
  ),
  newer("PIN_REQUIRED", "PIN data required", "70", "RETRY_IMMEDIATELY"),
  newer("DECLINED", "Do not honor", "05", undefined, 8),
  newer("ISSUER_ERROR", "Issuer unavailable", "91", "RETRY_IMMEDIATELY", 2),
  newer("INVALID_AMOUNT", "Invalid amount", "13", "DO_NOT_RETRY"),
  newer("INVALID_TRANSACTION", "Invalid transaction", "12", "DO_NOT_RETRY"),
  newer("INVALID_MERCHANT", "Invalid merchant", "03", "DO_NOT_RETRY"),
  newer("ERROR", "Timeout while waiting for the acquirer"),
  newer("UNKNOWN", "Unknown error", undefined, "RETRY_AFTER_DELAY"),
  older("DO_NOT_RETRY", "Transaction not permitted to cardholder", "57"),
  older("MODIFICATIONS_REQUIRED", "Data must be corrected before the next attempt", "N7"),
  older("DAILY_LIMIT_EXCEEDED", "Too many attempts today"),
  older("MONTHLY_LIMIT_EXCEEDED", "Too many attempts in 30 days"),
  older("REJECTED_BY_ACQUIRER_INSUFFICIENT_FUNDS", "Not sufficient funds", "51"),
  older("REJECTED_BY_ACQUIRER_CARD_EXPIRED", "Expired card", "54"),
  older("REJECTED_BY_ACQUIRER_CARD_STOLEN", "Stolen card, pick up", "43"),
  older("REJECTED_BY_ACQUIRER_POSSIBLE_FRAUD", "Suspected fraud", "59"),
  older("REJECTED_BY_ACQUIRER_INVALID_AMOUNT", "Invalid amount", "13"),
  older("REJECTED_BY_ACQUIRER_FORMAT_ERROR", "Format error", "30"),
  older("REJECTED_BY_ACQUIRER", "Rejected by acquirer", "05"),
  older("ACQUIRER_HOST_OFFLINE", "Acquirer host offline", "91"),
  older("UNKNOWN", "Unknown error"),
];

/** @throws RangeError for a type that is in neither vocabulary. */
export function failureOf(type: string): FailureKind {
  const found = FAILURES.find((failure) => failure.type === type);
  if (found === undefined) throw new RangeError(`no such failure: ${type}`);
  return found;
}

/** `events[].error` for a failure at `at` (ms). */
export function errorOf(failure: FailureKind, at: number): JsonObject {
  const retryAfter = new Date(at + 24 * 3_600_000).toISOString();
  return {
    code: failure.isOld ? "REJECTED" : "DECLINED",
    message: failure.message,
    type: failure.isOld ? failure.type : [failure.type],
    ...(failure.resultCode === undefined ? {} : { result_code: failure.resultCode }),
    ...(failure.retry === undefined
      ? {}
      : {
          retry_policy: {
            retry_codes: [failure.retry],
            ...(failure.retry === "RETRY_AFTER_DELAY" ? { retry_after: retryAfter } : {}),
          },
        }),
  };
}

/** What a session says when an attempt fails before there is a transaction; only the first is documented. */
export const SESSION_ERRORS = [
  "Rejected",
  "cancelled",
  "authorization",
  "failed",
  "Payment was declined by the issuer",
  "3ds_challenge_timeout",
] as const;
