import type { FailureRow } from "./failure-row";

/**
 * Why a payment was refused or went wrong, by what a transaction event says. In the order of how much a value tells:
 * of several types the one that stands first here decides, so that their order in the document does not.
 */
export const REFUSAL_ROWS = {
  cardToBeKept: {
    who: "bank",
    severity: "routine",
    retry: { kind: "never" },
    steps: ["otherMethod", "notThisCard", "sayNoMore"],
    reply: "otherCard",
    from: [
      { source: "type", values: ["PICK_UP_CARD"], meaning: "inferred", cite: "errorTypes" },
      {
        source: "older-type",
        values: ["REJECTED_BY_ACQUIRER_CARD_STOLEN"],
        meaning: "inferred",
        cite: "olderErrorTypes",
      },
      {
        source: "result-code",
        values: ["04", "07", "33", "35", "36", "37", "38", "41", "43", "67"],
        meaning: "inferred",
        cite: "responseCodes",
      },
    ],
  },
  suspectedFraud: {
    who: "bank",
    severity: "routine",
    retry: { kind: "never" },
    steps: ["otherMethod", "notThisCard", "sayNoMore"],
    reply: "otherCard",
    from: [
      {
        source: "older-type",
        values: ["REJECTED_BY_ACQUIRER_POSSIBLE_FRAUD"],
        meaning: "inferred",
        cite: "olderErrorTypes",
      },
      { source: "result-code", values: ["34", "59", "63"], meaning: "inferred", cite: "responseCodes" },
    ],
  },
  insufficientFunds: {
    who: "bank",
    severity: "routine",
    steps: ["otherCard", "fundsLater", "sayNoMore"],
    reply: "otherCard",
    from: [
      { source: "type", values: ["INSUFFICIENT_FUNDS"], meaning: "inferred", cite: "errorTypes" },
      {
        source: "older-type",
        values: ["REJECTED_BY_ACQUIRER_INSUFFICIENT_FUNDS"],
        meaning: "inferred",
        cite: "olderErrorTypes",
      },
      { source: "result-code", values: ["51"], meaning: "inferred", cite: "responseCodes" },
    ],
  },
  expiredCard: {
    who: "bank",
    severity: "routine",
    steps: ["validCard", "checkCardDetails"],
    reply: "checkDetails",
    from: [
      { source: "type", values: ["EXPIRED_CARD"], meaning: "inferred", cite: "errorTypes" },
      {
        source: "older-type",
        values: ["REJECTED_BY_ACQUIRER_CARD_EXPIRED"],
        meaning: "inferred",
        cite: "olderErrorTypes",
      },
      { source: "result-code", values: ["54"], meaning: "inferred", cite: "responseCodes" },
    ],
  },
  closedAccount: {
    who: "bank",
    severity: "routine",
    retry: { kind: "never" },
    steps: ["otherCard", "notThisCard", "sayNoMore"],
    reply: "otherCard",
    from: [
      { source: "type", values: ["CLOSED_ACCOUNT"], meaning: "inferred", cite: "errorTypes" },
      { source: "result-code", values: ["46"], meaning: "inferred", cite: "schemeCodes" },
      { source: "result-code", values: ["39", "44", "52", "53"], meaning: "inferred", cite: "responseCodes" },
    ],
  },
  restrictedCard: {
    who: "bank",
    severity: "routine",
    steps: ["otherCard", "callBank", "sayNoMore"],
    reply: "otherCard",
    from: [
      { source: "type", values: ["RESTRICTED_CARD"], meaning: "inferred", cite: "errorTypes" },
      { source: "result-code", values: ["57", "62", "93"], meaning: "inferred", cite: "responseCodes" },
      { source: "result-code", values: ["5C", "78", "79"], meaning: "inferred", cite: "schemeCodes" },
    ],
  },
  blockedByCardholder: {
    who: "customer",
    severity: "routine",
    retry: { kind: "never" },
    steps: ["otherCard", "callBank"],
    reply: "otherCard",
    from: [
      {
        source: "result-code",
        values: ["9G", "R0", "R1", "R3"],
        meaning: "inferred",
        cite: "schemeCodes",
      },
    ],
  },
  approvalLimit: {
    who: "bank",
    severity: "routine",
    steps: ["otherCard", "raiseLimit", "sayNoMore"],
    reply: "otherCard",
    from: [
      { source: "type", values: ["EXCEEDS_APPROVAL_LIMIT"], meaning: "inferred", cite: "errorTypes" },
      { source: "result-code", values: ["61"], meaning: "inferred", cite: "responseCodes" },
      { source: "result-code", values: ["N4"], meaning: "inferred", cite: "schemeCodes" },
      { source: "provider", values: ["swish:errorCode=AM02"], meaning: "inferred", cite: "swishCodes" },
    ],
  },
  frequencyLimit: {
    who: "bank",
    severity: "routine",
    steps: ["waitThenRetry", "otherCard", "sayNoMore"],
    reply: "tryLater",
    from: [
      {
        source: "type",
        values: ["EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT"],
        meaning: "inferred",
        cite: "errorTypes",
      },
      { source: "result-code", values: ["65"], meaning: "inferred", cite: "responseCodes" },
    ],
  },
  wrongPin: {
    who: "customer",
    severity: "routine",
    steps: ["otherCard", "callBank"],
    reply: "checkDetails",
    from: [
      { source: "result-code", values: ["55", "75", "86", "89"], meaning: "inferred", cite: "responseCodes" },
    ],
  },
  pinRequired: {
    who: "customer",
    severity: "routine",
    steps: ["insertCard", "otherCard"],
    reply: "otherCard",
    from: [
      { source: "type", values: ["PIN_REQUIRED"], meaning: "inferred", cite: "errorTypes" },
      { source: "result-code", values: ["70"], meaning: "inferred", cite: "schemeCodes" },
    ],
  },
  verificationRequired: {
    who: "customer",
    severity: "routine",
    steps: ["approve", "otherDevice"],
    reply: "approve",
    from: [
      {
        source: "type",
        values: ["ADDITIONAL_VERIFICATION_REQUIRED"],
        meaning: "inferred",
        cite: "errorTypes",
      },
      { source: "result-code", values: ["1A"], meaning: "stated", cite: "testCards" },
    ],
  },
  failedVerification: {
    who: "customer",
    severity: "routine",
    steps: ["checkCardDetails", "approve", "otherDevice"],
    reply: "approve",
    from: [
      { source: "type", values: ["FAILED_VERIFICATION"], meaning: "inferred", cite: "errorTypes" },
      { source: "result-code", values: ["6P", "82", "N7", "Q1"], meaning: "inferred", cite: "schemeCodes" },
    ],
  },
  invalidCard: {
    who: "customer",
    severity: "routine",
    steps: ["checkCardDetails", "otherCard"],
    reply: "checkDetails",
    from: [
      {
        source: "result-code",
        values: ["14", "15", "31", "42", "56"],
        meaning: "inferred",
        cite: "responseCodes",
      },
    ],
  },
  modificationsRequired: {
    who: "customer",
    severity: "routine",
    steps: ["checkCardDetails", "approve"],
    reply: "checkDetails",
    from: [
      {
        source: "older-type",
        values: ["MODIFICATIONS_REQUIRED"],
        meaning: "inferred",
        cite: "olderErrorTypes",
      },
    ],
  },
  invalidMerchant: {
    who: "merchant",
    severity: "act",
    steps: ["notTheirFault", "checkAgreement", "escalate"],
    reply: "ourSide",
    from: [
      { source: "type", values: ["INVALID_MERCHANT"], meaning: "inferred", cite: "errorTypes" },
      { source: "result-code", values: ["03", "58"], meaning: "inferred", cite: "responseCodes" },
      { source: "provider", values: ["swish:errorCode=PA01"], meaning: "inferred", cite: "swishCodes" },
    ],
  },
  invalidAmount: {
    who: "merchant",
    severity: "act",
    steps: ["notTheirFault", "checkAmount", "escalate"],
    reply: "ourSide",
    from: [
      { source: "type", values: ["INVALID_AMOUNT"], meaning: "inferred", cite: "errorTypes" },
      {
        source: "older-type",
        values: ["REJECTED_BY_ACQUIRER_INVALID_AMOUNT"],
        meaning: "inferred",
        cite: "olderErrorTypes",
      },
      { source: "result-code", values: ["13", "64"], meaning: "inferred", cite: "responseCodes" },
      { source: "result-code", values: ["N8"], meaning: "inferred", cite: "schemeCodes" },
      {
        source: "provider",
        values: ["swish:errorCode=AM06", "swish:errorCode=PA02"],
        meaning: "inferred",
        cite: "swishCodes",
      },
    ],
  },
  invalidTransaction: {
    who: "merchant",
    severity: "act",
    steps: ["notTheirFault", "checkOrder", "escalate"],
    reply: "ourSide",
    from: [
      { source: "type", values: ["INVALID_TRANSACTION"], meaning: "inferred", cite: "errorTypes" },
      {
        source: "older-type",
        values: ["REJECTED_BY_ACQUIRER_FORMAT_ERROR"],
        meaning: "inferred",
        cite: "olderErrorTypes",
      },
      {
        source: "result-code",
        values: ["12", "21", "23", "25", "26", "30", "40", "76", "77", "94"],
        meaning: "inferred",
        cite: "responseCodes",
      },
    ],
  },
  dailyQuota: {
    who: "bank",
    severity: "routine",
    retry: { kind: "after" },
    steps: ["otherCard", "waitThenRetry"],
    reply: "otherCard",
    from: [
      { source: "older-type", values: ["DAILY_LIMIT_EXCEEDED"], meaning: "stated", cite: "schemeQuotas" },
    ],
  },
  monthlyQuota: {
    who: "bank",
    severity: "routine",
    retry: { kind: "after" },
    steps: ["otherCard", "notThisCard"],
    reply: "otherCard",
    from: [
      { source: "older-type", values: ["MONTHLY_LIMIT_EXCEEDED"], meaning: "stated", cite: "schemeQuotas" },
    ],
  },
  issuerError: {
    who: "bank",
    severity: "routine",
    steps: ["waitThenRetry", "otherMethod", "escalateIfRepeats"],
    reply: "tryLater",
    from: [
      { source: "type", values: ["ISSUER_ERROR"], meaning: "inferred", cite: "errorTypes" },
      {
        source: "result-code",
        values: ["19", "68", "90", "91", "92"],
        meaning: "inferred",
        cite: "responseCodes",
      },
      { source: "provider", values: ["swish:errorCode=FF10"], meaning: "inferred", cite: "swishCodes" },
    ],
  },
  acquirerOffline: {
    who: "provider",
    severity: "watch",
    steps: ["waitThenRetry", "otherMethod", "escalateIfRepeats"],
    reply: "tryLater",
    from: [
      {
        source: "older-type",
        values: ["ACQUIRER_HOST_OFFLINE"],
        meaning: "inferred",
        cite: "olderErrorTypes",
      },
    ],
  },
  doNotRetry: {
    who: "bank",
    severity: "routine",
    weight: "refusal",
    retry: { kind: "never" },
    steps: ["otherCard", "notThisCard", "sayNoMore"],
    reply: "otherCard",
    from: [{ source: "older-type", values: ["DO_NOT_RETRY"], meaning: "stated", cite: "olderErrorTypes" }],
  },
  declinedByBank: {
    who: "bank",
    severity: "routine",
    weight: "refusal",
    steps: ["otherCard", "callBank"],
    reply: "otherCard",
    from: [
      { source: "type", values: ["DECLINED"], meaning: "inferred", cite: "errorTypes" },
      {
        source: "older-type",
        values: ["REJECTED_BY_ACQUIRER"],
        meaning: "inferred",
        cite: "olderErrorTypes",
      },
      {
        source: "result-code",
        values: ["01", "02", "05", "60", "66", "83"],
        meaning: "inferred",
        cite: "responseCodes",
      },
      {
        source: "provider",
        values: [
          "bambora:meta:action:source=Issuer",
          "bambora:meta:action:source=Acquirer",
          "seitatech:outcome=DECLINED",
          "swish:errorCode=RF07",
        ],
        meaning: "inferred",
        cite: "providerKeys",
      },
    ],
  },
  technicalError: {
    who: "provider",
    severity: "watch",
    weight: "technical",
    steps: ["lookAgain", "noSecondPayment", "escalate"],
    reply: "uncertain",
    from: [
      { source: "type", values: ["ERROR"], meaning: "inferred", cite: "errorTypes" },
      {
        source: "result-code",
        values: ["06", "09", "20", "22", "28", "81", "88", "95", "96"],
        meaning: "inferred",
        cite: "responseCodes",
      },
    ],
  },
  unclassified: {
    who: "unknown",
    severity: "watch",
    weight: "nothing",
    steps: ["lookAgain", "otherMethod", "escalateIfRepeats"],
    reply: "otherMethod",
    from: [{ source: "type", values: ["UNKNOWN"], meaning: "inferred", cite: "errorTypes" }],
  },
} as const satisfies Record<string, FailureRow>;
