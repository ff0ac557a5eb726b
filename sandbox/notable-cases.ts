import { failureOf } from "./shop/failures";
import type { Scenario } from "./shop/scenarios";

export interface NotableCase {
  readonly about: string;
  readonly scenario: Scenario;
  /** How long ago it was placed. */
  readonly hoursAgo: number;
}

const CARD = ["dintero_psp.creditcard"] as const;

/** Every case that is always there. Its name decides its id and its content: to change a case, rename it. */
export const NOTABLE_CASES = {
  captured: {
    about: "paid by card and captured in full",
    scenario: { ending: "captured", country: "NO", methods: CARD, lines: 3, isMarketplace: false },
    hoursAgo: 24 * 9,
  },
  authorized: {
    about: "reserved with Vipps, nothing captured yet",
    scenario: { ending: "authorized", country: "NO", methods: ["vipps"], lines: 2, isMarketplace: false },
    hoursAgo: 3,
  },
  "partially-captured-with-splits": {
    about: "one capture of two, split over several sellers",
    scenario: {
      ending: "partially-captured",
      country: "NO",
      methods: CARD,
      isMarketplace: true,
      lines: 5,
      atLeast: 4_000,
    },
    hoursAgo: 24 * 6,
  },
  "captured-in-parts-with-splits": {
    about: "two captures, each with its sellers, paid out",
    scenario: {
      ending: "captured-in-parts",
      country: "SE",
      methods: ["payex.creditcard"],
      isMarketplace: true,
      lines: 4,
      atLeast: 3_000,
    },
    hoursAgo: 24 * 20,
  },
  "failed-insufficient-funds": {
    about: "card refused: not enough money, try again later",
    scenario: {
      ending: "failed",
      failure: failureOf("INSUFFICIENT_FUNDS"),
      country: "NO",
      methods: CARD,
      lines: 2,
    },
    hoursAgo: 5,
  },
  "failed-pick-up-card": {
    about: "card refused and never to be tried again; say nothing to the customer",
    scenario: {
      ending: "failed",
      failure: failureOf("PICK_UP_CARD"),
      country: "DK",
      methods: ["bambora.creditcard"],
      lines: 1,
    },
    hoursAgo: 30,
  },
  "failed-older-vocabulary": {
    about: "refused in the words of before 2026: one string, no retry advice",
    scenario: {
      ending: "failed",
      failure: failureOf("REJECTED_BY_ACQUIRER_CARD_EXPIRED"),
      country: "NO",
      methods: ["netaxept.creditcard"],
      lines: 1,
    },
    hoursAgo: 24 * 300,
  },
  "declined-by-customer": {
    about: "the customer pressed cancel in the Vipps app",
    scenario: { ending: "declined", country: "NO", methods: ["vipps"], lines: 2 },
    hoursAgo: 8,
  },
  "session-rejected": {
    about: "the lender said no; there is no transaction",
    scenario: {
      ending: "pay-failed",
      country: "NO",
      methods: ["instabank.finance"],
      lines: 2,
      atLeast: 2_000,
    },
    hoursAgo: 26,
  },
  abandoned: {
    about: "opened, never paid, expired",
    scenario: { ending: "abandoned", country: "FI", lines: 3 },
    hoursAgo: 24 * 12,
  },
  cancelled: {
    about: "cancelled by the merchant before it was paid",
    scenario: { ending: "cancelled", country: "NO", lines: 1 },
    hoursAgo: 48,
  },
  "on-hold": {
    about: "Walley is looking at it",
    scenario: { ending: "on-hold", country: "NO", methods: ["collector.invoice"], lines: 2, atLeast: 3_000 },
    hoursAgo: 2,
  },
  "reused-reference": {
    about: "refused twice, paid four minutes later: three sessions, one reference",
    scenario: {
      ending: "captured",
      country: "NO",
      methods: ["vipps"],
      failedAttempts: 2,
      lines: 2,
      isMarketplace: false,
    },
    hoursAgo: 24 * 4,
  },
  "multi-shipment-express": {
    about: "Express checkout, three shipments, each with its own way and price",
    scenario: {
      ending: "captured-in-parts",
      country: "NO",
      methods: ["dintero_psp.vipps"],
      isExpress: true,
      isMultiShipment: true,
      isMarketplace: false,
    },
    hoursAgo: 24 * 7,
  },
  "partially-refunded": {
    about: "captured, one line returned and refunded",
    scenario: { ending: "partially-refunded", country: "NO", methods: CARD, lines: 4, isMarketplace: false },
    hoursAgo: 24 * 40,
  },
  refunded: {
    about: "Swish, captured at once, refunded in full",
    scenario: { ending: "refunded", country: "SE", methods: ["swish.swish"], lines: 2, isMarketplace: false },
    hoursAgo: 24 * 35,
  },
  voided: {
    about: "reserved, then released",
    scenario: { ending: "voided", country: "DK", methods: ["bambora.mobilepay"], lines: 2 },
    hoursAgo: 24 * 15,
  },
  "capture-pending": {
    about: "capture asked for, not yet answered",
    scenario: {
      ending: "async-pending",
      country: "NO",
      methods: ["kravia.invoice_b2b"],
      isBusiness: true,
      lines: 2,
    },
    hoursAgo: 24 * 2,
  },
  corrected: {
    about: "a capture that seemed to fail and was put right",
    scenario: { ending: "corrected", country: "NO", methods: CARD, lines: 2, isMarketplace: false },
    hoursAgo: 24 * 11,
  },
  "gift-card": {
    about: "part by gift card, the rest by card",
    scenario: {
      ending: "captured",
      country: "NO",
      methods: CARD,
      giftCard: "part",
      lines: 2,
      isMarketplace: false,
    },
    hoursAgo: 24 * 10,
  },
  b2b: {
    about: "a company on invoice: organisation number, no person",
    scenario: {
      ending: "captured",
      country: "NO",
      methods: ["two.invoice_b2b"],
      isBusiness: true,
      lines: 4,
      isMarketplace: false,
    },
    hoursAgo: 24 * 18,
  },
  "in-store": {
    about: "paid at a terminal in the shop",
    scenario: {
      ending: "auto-captured",
      country: "NO",
      methods: ["seitatech.in_person"],
      isInStore: true,
      lines: 2,
      isMarketplace: false,
    },
    hoursAgo: 7,
  },
  "unknown-values": {
    about: "a payment product and events that nobody has documented",
    scenario: {
      ending: "captured",
      country: "SE",
      isUnknown: true,
      methods: ["payex.creditcard"],
      lines: 2,
      isMarketplace: false,
    },
    hoursAgo: 24 * 8,
  },
  "splits-over": {
    about: "shares that come to more than was captured",
    scenario: {
      ending: "captured",
      country: "NO",
      methods: CARD,
      isMarketplace: true,
      isWrong: "splits",
      lines: 3,
    },
    hoursAgo: 24 * 13,
  },
  "failed-invalid-merchant": {
    about: "refused because of our own agreement: not the customer's fault",
    scenario: {
      ending: "failed",
      failure: failureOf("INVALID_MERCHANT"),
      country: "SE",
      methods: ["payex.creditcard"],
      lines: 1,
    },
    hoursAgo: 9,
  },
  "verification-not-completed": {
    about: "the customer did not approve the payment; there is no transaction",
    scenario: {
      ending: "pay-failed",
      sessionError: "authorization",
      country: "NO",
      methods: CARD,
      lines: 2,
    },
    hoursAgo: 10,
  },
  "attempt-not-finished": {
    about: "began to pay, never finished, expired: may have been paid in the app all the same",
    scenario: { ending: "locked", country: "NO", methods: ["vipps"], lines: 1 },
    hoursAgo: 24 * 9,
  },
  "reason-nobody-knows": {
    about: "an attempt that failed with a word that is in no document",
    scenario: {
      ending: "pay-failed",
      sessionError: "3ds_challenge_timeout",
      country: "NO",
      methods: CARD,
      lines: 1,
    },
    hoursAgo: 28,
  },
  "outcome-unknown": {
    about: "nobody knows whether the money moved",
    scenario: { ending: "unknown", country: "NO", methods: CARD, lines: 2 },
    hoursAgo: 6,
  },
  "capture-failed": {
    about: "reserved, and the automatic capture failed",
    scenario: { ending: "capture-failed", country: "NO", methods: CARD, lines: 2, isMarketplace: false },
    hoursAgo: 20,
  },
  "refund-failed": {
    about: "captured, and the refund failed: the account is closed",
    scenario: { ending: "refund-failed", country: "NO", methods: CARD, lines: 2, isMarketplace: false },
    hoursAgo: 24 * 16,
  },
  "refused-three-times": {
    about: "three refusals of one customer within ten minutes",
    scenario: {
      ending: "failed",
      failure: failureOf("DECLINED"),
      country: "NO",
      methods: CARD,
      failedAttempts: 2,
      lines: 1,
    },
    hoursAgo: 12,
  },
} as const satisfies Record<string, NotableCase>;
