import type { FailureRow } from "./failure-row";

/** Nothing failed, and yet somebody should be told or do something; and why a way to pay was not offered. */
export const ADVICE_ROWS = {
  attemptOpen: {
    who: "customer",
    severity: "watch",
    steps: ["lookAgain", "noSecondPayment", "otherDevice"],
    reply: "uncertain",
    from: [
      { source: "state", values: ["PAY_LOCK_START", "INITIATED"], meaning: "inferred", cite: "helpCentre" },
    ],
  },
  underReview: {
    who: "provider",
    severity: "watch",
    steps: ["waitForReview", "holdGoods"],
    reply: "review",
    from: [{ source: "state", values: ["ON_HOLD"], meaning: "stated", cite: "statuses" }],
  },
  outcomeUnknown: {
    who: "provider",
    severity: "watch",
    steps: ["lookAgain", "noSecondPayment", "escalate"],
    reply: "uncertain",
    from: [{ source: "state", values: ["UNKNOWN"], meaning: "inferred", cite: "statuses" }],
  },
  callbackRefused: {
    who: "merchant",
    severity: "act",
    steps: ["registerInShop", "processAgain", "checkCallbackAddress"],
    reply: "paid",
    from: [{ source: "callback", values: ["late", "refused"], meaning: "inferred", cite: "kontor" }],
  },
  callbackNotApplied: {
    who: "merchant",
    severity: "act",
    steps: ["registerInShop", "processAgain"],
    reply: "paid",
    from: [
      {
        source: "callback",
        values: ["received", "fetched", "waiting", "parked", "unconfirmed"],
        meaning: "inferred",
        cite: "kontor",
      },
    ],
  },
  callbackMissing: {
    who: "merchant",
    severity: "act",
    steps: ["registerInShop", "checkCallbackAddress", "escalate"],
    reply: "paid",
    from: [{ source: "callback", values: ["missing", "found"], meaning: "inferred", cite: "kontor" }],
  },
  callbackNotAskedFor: {
    who: "merchant",
    severity: "watch",
    steps: ["registerInShop", "checkCallbackAddress"],
    reply: "paid",
    from: [{ source: "callback", values: ["callback_url"], meaning: "stated", cite: "callbackOptions" }],
  },
  methodOff: {
    who: "merchant",
    severity: "watch",
    steps: ["checkAgreement", "offerOthers"],
    reply: "otherMethod",
    from: [
      { source: "payability", values: ["DISABLED_BY_GATEWAY"], meaning: "inferred", cite: "payability" },
    ],
  },
  methodNotForAmount: {
    who: "customer",
    severity: "routine",
    steps: ["changeCart", "offerOthers"],
    reply: "otherMethod",
    from: [
      { source: "payability", values: ["DISABLED_BY_ORDER_AMOUNT"], meaning: "inferred", cite: "payability" },
    ],
  },
} as const satisfies Record<string, FailureRow>;
