import type { FailureRow } from "./failure-row";

/** What happened around a payment rather than at the bank: by the words of sessions, callbacks and providers, and by history. */
export const CHECKOUT_ROWS = {
  lenderRejected: {
    who: "bank",
    severity: "routine",
    steps: ["otherMethod", "sayNoMore"],
    reply: "otherMethod",
    from: [
      {
        source: "error",
        values: ["rejected"],
        product: "instabank",
        meaning: "stated",
        cite: "sessionErrors",
      },
      { source: "error", values: ["rejected"], meaning: "inferred", cite: "sessionErrors" },
      {
        source: "provider",
        values: [
          "instabank:Sale.Status=Rejected",
          "santander:debit_account.StatusCode=DECLINED",
          "collector:Invoice.InvoiceStatus=5",
        ],
        meaning: "inferred",
        cite: "providerKeys",
      },
    ],
  },
  customerCancelled: {
    who: "customer",
    severity: "routine",
    steps: ["askIfMeant", "newLink"],
    reply: "notFinished",
    from: [
      { source: "error", values: ["cancelled", "canceled"], meaning: "stated", cite: "callbackErrors" },
      { source: "state", values: ["CANCELLED"], meaning: "inferred", cite: "sessionEvents" },
      { source: "result-code", values: ["17"], meaning: "inferred", cite: "responseCodes" },
      { source: "provider", values: ["swish:errorCode=BANKIDCL"], meaning: "inferred", cite: "swishCodes" },
      {
        source: "provider",
        values: ["netaxept:response_code=Cancel", "netaxept:response_code=17"],
        meaning: "inferred",
        cite: "providerKeys",
      },
    ],
  },
  customerDeclined: {
    who: "customer",
    severity: "routine",
    steps: ["askIfMeant", "newLink"],
    reply: "notFinished",
    from: [
      { source: "state", values: ["DECLINED"], meaning: "stated", cite: "statuses" },
      {
        source: "provider",
        values: ["vipps:transactionInfo.status=CANCEL", "vipps:transactionInfo.status=Cancelled"],
        meaning: "inferred",
        cite: "providerKeys",
      },
    ],
  },
  authorizationNotCompleted: {
    who: "customer",
    severity: "routine",
    steps: ["approve", "otherDevice", "otherMethod"],
    reply: "approve",
    from: [
      { source: "error", values: ["authorization"], meaning: "stated", cite: "callbackErrors" },
      {
        source: "provider",
        values: ["swish:errorCode=TM01", "swish:errorCode=BANKIDONGOING", "swish:errorCode=BANKIDUNKN"],
        meaning: "inferred",
        cite: "swishCodes",
      },
    ],
  },
  swishNotSetUp: {
    who: "customer",
    severity: "routine",
    steps: ["checkCardDetails", "otherMethod"],
    reply: "otherMethod",
    from: [
      {
        source: "provider",
        values: ["swish:errorCode=ACMT03", "swish:errorCode=BE18"],
        meaning: "inferred",
        cite: "swishCodes",
      },
    ],
  },
  swishOutcomeOpen: {
    who: "provider",
    severity: "watch",
    steps: ["lookAgain", "noSecondPayment", "escalate"],
    reply: "uncertain",
    from: [{ source: "provider", values: ["swish:errorCode=DS24"], meaning: "inferred", cite: "swishCodes" }],
  },
  rejectedOrBroken: {
    who: "provider",
    severity: "watch",
    steps: ["lookAgain", "otherMethod", "escalateIfRepeats"],
    reply: "otherMethod",
    from: [{ source: "error", values: ["failed"], meaning: "stated", cite: "callbackErrors" }],
  },
  autoCaptureFailed: {
    who: "provider",
    severity: "act",
    steps: ["wait48Hours", "captureByHand"],
    reply: "reserved",
    from: [
      { source: "error", values: ["capture"], meaning: "stated", cite: "callbackErrors" },
      // A slip of a shop plugin that travels (QUIRKS 10).
      { source: "error", values: ["captured"], meaning: "inferred", cite: "callbackErrors" },
    ],
  },
  updateRefused: {
    who: "provider",
    severity: "act",
    steps: ["lookAgain", "escalate"],
    reply: "reserved",
    from: [
      {
        source: "provider",
        values: ["klarna:order_amount_update_error=*", "klarna:authorization_expiration_error_reason=*"],
        meaning: "inferred",
        cite: "providerKeys",
      },
    ],
  },
  sessionCancelled: {
    who: "merchant",
    severity: "routine",
    steps: ["newLink"],
    reply: "cancelledByShop",
    from: [{ source: "state", values: ["cancelled_at"], meaning: "stated", cite: "sessionEvents" }],
  },
  neverOpened: {
    who: "customer",
    severity: "routine",
    steps: ["checkLinkArrived", "newLink"],
    reply: "notFinished",
    from: [{ source: "state", values: ["expires_at"], meaning: "inferred", cite: "sessionEvents" }],
  },
  abandoned: {
    who: "customer",
    severity: "routine",
    steps: ["askWhatStopped", "newLink"],
    reply: "notFinished",
    from: [{ source: "state", values: ["expires_at"], meaning: "inferred", cite: "helpCentre" }],
  },
  attemptNotFinished: {
    who: "customer",
    severity: "watch",
    steps: ["lookAgain", "noSecondPayment", "newLink"],
    reply: "uncertain",
    from: [{ source: "state", values: ["expires_at"], meaning: "inferred", cite: "helpCentre" }],
  },
  attemptFailed: {
    who: "unknown",
    severity: "watch",
    steps: ["otherMethod", "escalateIfRepeats"],
    reply: "otherMethod",
    from: [{ source: "state", values: ["PAY_FAILED"], meaning: "inferred", cite: "sessionEvents" }],
  },
  authorizationFailed: {
    who: "unknown",
    severity: "watch",
    steps: ["otherMethod", "escalateIfRepeats"],
    reply: "otherMethod",
    from: [
      {
        source: "state",
        values: ["AUTHORIZE", "INITIALIZE", "INITIATE"],
        meaning: "inferred",
        cite: "statuses",
      },
    ],
  },
  captureFailed: {
    who: "unknown",
    severity: "act",
    steps: ["lookAgain", "captureByHand", "escalate"],
    reply: "reserved",
    from: [
      { source: "state", values: ["CAPTURE", "INITIATE_CAPTURE"], meaning: "inferred", cite: "statuses" },
    ],
  },
  refundFailed: {
    who: "unknown",
    severity: "act",
    steps: ["lookAgain", "refundByHand", "escalate"],
    reply: "refund",
    from: [{ source: "state", values: ["REFUND", "INITIATE_REFUND"], meaning: "inferred", cite: "statuses" }],
  },
  voidFailed: {
    who: "unknown",
    severity: "act",
    steps: ["lookAgain", "reservationEnds", "escalate"],
    reply: "released",
    from: [{ source: "state", values: ["VOID", "INITIATE_VOID"], meaning: "inferred", cite: "statuses" }],
  },
  paymentFailed: {
    who: "unknown",
    severity: "watch",
    steps: ["otherMethod", "escalateIfRepeats"],
    reply: "otherMethod",
    from: [{ source: "state", values: ["FAILED"], meaning: "stated", cite: "statuses" }],
  },
  unmapped: {
    who: "unknown",
    severity: "watch",
    steps: ["otherMethod", "escalateIfRepeats", "passOnValue"],
    reply: "otherMethod",
    from: [],
  },
} as const satisfies Record<string, FailureRow>;
