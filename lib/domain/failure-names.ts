/** How much an explanation asks of us: nothing out of the ordinary, to look again, or to mend something. */
export type Severity = "routine" | "watch" | "act";

/** Where a value was read; together with the value and the payment product the key of the decision table. */
export type OriginKind =
  /** `error.type` of a transaction event, in the vocabulary since 2026, and in the one before it (QUIRKS 40). */
  | "type"
  | "older-type"
  /** `error.result_code`: the card scheme's own response code. */
  | "result-code"
  /** `details.error` of a session event or `error` of a callback; compared in lower case. */
  | "error"
  /** A provider's key in an event's metadata: "swish:errorCode=RF07", or "klarna:...=*" for any value. */
  | "provider"
  /** No value decided but a state or a history: the status, the events there are and those there are not. */
  | "state"
  /** `payability` of a configured payment type. */
  | "payability"
  /** What our own callback door knows. */
  | "callback";

/** Whether a meaning is Dintero's own words or our reading of a name. */
export type Meaning = "stated" | "inferred";

/** The documents that a row rests on; the sentences of the catalogue `failure.cites`. */
export type CiteName =
  | "errorTypes"
  | "olderErrorTypes"
  | "schemeQuotas"
  | "testCards"
  | "responseCodes"
  | "schemeCodes"
  | "callbackErrors"
  | "sessionEvents"
  | "sessionErrors"
  | "statuses"
  | "helpCentre"
  | "providerKeys"
  | "swishCodes"
  | "payability"
  | "callbackOptions"
  | "kontor";

/** Where each document is written down for us: API.md and QUIRKS.md number their sections, 0 is none. */
export const CITED_SECTIONS: Readonly<Record<CiteName, string>> = {
  errorTypes: "API.md 10, events[].error.type",
  olderErrorTypes: "API.md 10, older types; QUIRKS 40",
  schemeQuotas: "API.md 10, scheme quotas",
  testCards: "API.md 10, test cards",
  responseCodes: "API.md 10, result_code; ISO 8583 field 39",
  schemeCodes: "API.md 10, result_code; the schemes' own codes",
  callbackErrors: "API.md 10, callback error",
  sessionEvents: "API.md 4.4",
  sessionErrors: "API.md 10, PAY_FAILED",
  statuses: "API.md 5.2",
  helpCentre: "API.md 10, causes Dintero's help centre lists",
  providerKeys: "API.md 10, provider keys",
  swishCodes: "API.md 10, provider keys; Swish's merchant guide",
  payability: "API.md 4.3",
  callbackOptions: "API.md 6",
  kontor: "no document",
};

/** What support is told to do; the sentences of the catalogue `failure.steps`. */
export type StepName =
  | "otherCard"
  | "otherMethod"
  | "fundsLater"
  | "validCard"
  | "callBank"
  | "notThisCard"
  | "sayNoMore"
  | "raiseLimit"
  | "waitThenRetry"
  | "checkCardDetails"
  | "approve"
  | "otherDevice"
  | "insertCard"
  | "newLink"
  | "askIfMeant"
  | "askWhatStopped"
  | "checkLinkArrived"
  | "lookAgain"
  | "noSecondPayment"
  | "escalate"
  | "escalateIfRepeats"
  | "notTheirFault"
  | "checkAmount"
  | "checkOrder"
  | "checkAgreement"
  | "wait48Hours"
  | "captureByHand"
  | "refundByHand"
  | "refundOtherWay"
  | "reservationEnds"
  | "waitForReview"
  | "holdGoods"
  | "registerInShop"
  | "processAgain"
  | "checkCallbackAddress"
  | "changeCart"
  | "offerOthers"
  | "passOnValue"
  | "alreadyPaid";

/** What to answer the customer; the texts of `lib/i18n/replies`. None of them says why a bank or anyone else refused. */
export type ReplyName =
  | "otherCard"
  | "otherMethod"
  | "tryLater"
  | "approve"
  | "checkDetails"
  | "notFinished"
  | "cancelledByShop"
  | "ourSide"
  | "uncertain"
  | "review"
  | "paid"
  | "alreadyPaid"
  | "reserved"
  | "refund"
  | "released";
