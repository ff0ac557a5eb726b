import type { Retry, Who } from "./order";

/** A sentence of the catalogue `failure.rules`, and what the table knows behind it. */
interface FailureRow {
  readonly rule: string;
  readonly who: Who;
  /** Whether the value's meaning is Dintero's own words or our reading of its name (API.md 10). */
  readonly meaning: "stated" | "inferred";
  /** `error.type` of a transaction event, in the vocabulary since 2026 and in the one before it (QUIRKS 40). */
  readonly types?: readonly string[];
  /** `error.result_code`: the scheme's own response code, read only when there is no type. */
  readonly resultCodes?: readonly string[];
  /** `details.error` of a session event or `error` of a callback, in lower case. */
  readonly errors?: readonly string[];
  /** How much the value says: an array of types is judged by its most telling one. */
  readonly weight?: "refusal" | "technical" | "nothing";
  /** What the value itself says about another try, for when the provider gives no retry policy. */
  readonly retry?: Retry;
}

const NEVER: Retry = { kind: "never" };
const LATER: Retry = { kind: "after" };

/** Who refused, by the value that decided. The wording lives in the catalogues, keyed by `rule`. */
export const FAILURE_TABLE: readonly FailureRow[] = [
  {
    rule: "insufficientFunds",
    who: "bank",
    meaning: "inferred",
    types: ["INSUFFICIENT_FUNDS", "REJECTED_BY_ACQUIRER_INSUFFICIENT_FUNDS"],
    resultCodes: ["51"],
  },
  {
    rule: "expiredCard",
    who: "bank",
    meaning: "inferred",
    types: ["EXPIRED_CARD", "REJECTED_BY_ACQUIRER_CARD_EXPIRED"],
    resultCodes: ["54"],
  },
  { rule: "closedAccount", who: "bank", meaning: "inferred", types: ["CLOSED_ACCOUNT"] },
  {
    rule: "restrictedCard",
    who: "bank",
    meaning: "inferred",
    types: ["RESTRICTED_CARD"],
    resultCodes: ["57"],
  },
  {
    rule: "cardToBeKept",
    who: "bank",
    meaning: "inferred",
    types: ["PICK_UP_CARD", "REJECTED_BY_ACQUIRER_CARD_STOLEN"],
    resultCodes: ["41", "43"],
  },
  {
    rule: "suspectedFraud",
    who: "bank",
    meaning: "inferred",
    types: ["REJECTED_BY_ACQUIRER_POSSIBLE_FRAUD"],
  },
  {
    rule: "approvalLimit",
    who: "bank",
    meaning: "inferred",
    types: ["EXCEEDS_APPROVAL_LIMIT"],
    resultCodes: ["61"],
  },
  {
    rule: "frequencyLimit",
    who: "bank",
    meaning: "inferred",
    types: ["EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT"],
    resultCodes: ["65"],
  },
  { rule: "failedVerification", who: "customer", meaning: "inferred", types: ["FAILED_VERIFICATION"] },
  {
    rule: "verificationRequired",
    who: "customer",
    meaning: "stated",
    types: ["ADDITIONAL_VERIFICATION_REQUIRED"],
    resultCodes: ["1A"],
  },
  { rule: "pinRequired", who: "customer", meaning: "inferred", types: ["PIN_REQUIRED"] },
  { rule: "invalidCard", who: "customer", meaning: "inferred", resultCodes: ["14"] },
  { rule: "modificationsRequired", who: "customer", meaning: "inferred", types: ["MODIFICATIONS_REQUIRED"] },
  { rule: "issuerError", who: "bank", meaning: "inferred", types: ["ISSUER_ERROR"], resultCodes: ["91"] },
  {
    rule: "invalidAmount",
    who: "merchant",
    meaning: "inferred",
    types: ["INVALID_AMOUNT", "REJECTED_BY_ACQUIRER_INVALID_AMOUNT"],
  },
  {
    rule: "invalidTransaction",
    who: "merchant",
    meaning: "inferred",
    types: ["INVALID_TRANSACTION", "REJECTED_BY_ACQUIRER_FORMAT_ERROR"],
  },
  { rule: "invalidMerchant", who: "merchant", meaning: "inferred", types: ["INVALID_MERCHANT"] },
  // The schemes' quotas of failed attempts per card and agreement (API.md 10).
  { rule: "dailyQuota", who: "bank", meaning: "stated", types: ["DAILY_LIMIT_EXCEEDED"], retry: LATER },
  { rule: "monthlyQuota", who: "bank", meaning: "stated", types: ["MONTHLY_LIMIT_EXCEEDED"], retry: LATER },
  { rule: "acquirerOffline", who: "provider", meaning: "inferred", types: ["ACQUIRER_HOST_OFFLINE"] },
  {
    rule: "doNotRetry",
    who: "bank",
    meaning: "stated",
    types: ["DO_NOT_RETRY"],
    weight: "refusal",
    retry: NEVER,
  },
  {
    rule: "declinedByBank",
    who: "bank",
    meaning: "inferred",
    types: ["DECLINED", "REJECTED_BY_ACQUIRER"],
    resultCodes: ["05"],
    weight: "refusal",
  },
  { rule: "technicalError", who: "provider", meaning: "inferred", types: ["ERROR"], weight: "technical" },
  { rule: "unclassified", who: "unknown", meaning: "inferred", types: ["UNKNOWN"], weight: "nothing" },

  // Documented for instabank.finance; any lender may say it.
  { rule: "lenderRejected", who: "bank", meaning: "stated", errors: ["rejected"] },
  { rule: "customerCancelled", who: "customer", meaning: "stated", errors: ["cancelled", "canceled"] },
  { rule: "authorizationNotCompleted", who: "customer", meaning: "stated", errors: ["authorization"] },
  { rule: "rejectedOrBroken", who: "provider", meaning: "stated", errors: ["failed"] },
  // "captured" is a slip of a shop plugin that travels (QUIRKS 10).
  { rule: "autoCaptureFailed", who: "provider", meaning: "stated", errors: ["capture", "captured"] },
];

/** Rules that no value decides but a state: who, when nobody said why. */
export const FAILURE_RULES_BY_STATE = {
  /** Status or session event DECLINED: Dintero uses it for a customer who says no. */
  customerDeclined: "customer",
  /** The session's own word, when nobody cancelled it through the API. */
  customerCancelled: "customer",
  /** Cancelled through the API or the Backoffice. */
  sessionCancelled: "merchant",
  /** Expired, and nobody ever opened it. */
  neverOpened: "customer",
  /** Expired, opened, no attempt to pay. */
  abandoned: "customer",
  /** Expired in the middle of an attempt; Vipps or Swish may have been paid all the same. */
  attemptNotFinished: "customer",
  attemptFailed: "unknown",
  authorizationFailed: "unknown",
  captureFailed: "unknown",
  refundFailed: "unknown",
  voidFailed: "unknown",
  paymentFailed: "unknown",
  unmapped: "unknown",
} as const satisfies Record<string, Who>;

export type StateRule = keyof typeof FAILURE_RULES_BY_STATE;

function rowsBy(values: (row: FailureRow) => readonly string[] | undefined): ReadonlyMap<string, FailureRow> {
  return new Map(FAILURE_TABLE.flatMap((row) => (values(row) ?? []).map((value) => [value, row])));
}

const ROW_BY_TYPE = rowsBy((row) => row.types);
const ROW_BY_RESULT_CODE = rowsBy((row) => row.resultCodes);
const ROW_BY_ERROR = rowsBy((row) => row.errors);

export function rowOfResultCode(code: string): FailureRow | undefined {
  return ROW_BY_RESULT_CODE.get(code.trim().toUpperCase());
}

export function rowOfError(error: string): FailureRow | undefined {
  return ROW_BY_ERROR.get(error.trim().toLowerCase());
}

/**
 * The most telling of `types`, as received, with its row when there is one: a reason before a bare refusal, that before
 * a word we do not know, that before "ERROR" and "UNKNOWN". Undefined for none.
 */
export function tellingType(
  types: readonly string[],
): { readonly type: string; readonly row: FailureRow | undefined } | undefined {
  return types
    .map((type) => ({ type, row: ROW_BY_TYPE.get(type.trim().toUpperCase()) }))
    .toSorted((a, b) => rank(a.row) - rank(b.row))[0];
}

const RANK_BY_WEIGHT = { refusal: 1, technical: 3, nothing: 4 } as const;

function rank(row: FailureRow | undefined): number {
  if (row === undefined) return 2;
  return row.weight === undefined ? 0 : RANK_BY_WEIGHT[row.weight];
}
