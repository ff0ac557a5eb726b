import type { ProductType } from "../payment-products";
import type { CountryCode } from "./countries";
import { Dice } from "./dice";
import { FAILURES, type FailureKind } from "./failures";
import { ASYNCHRONOUS, CARD_METHODS, HOLDABLE, REST_VOIDABLE } from "./methods";

/** How an order ends, as far as it has come. */
export type Ending =
  | "abandoned"
  | "cancelled"
  | "locked"
  | "pay-failed"
  | "session-declined"
  | "initiated"
  | "declined"
  | "failed"
  | "unknown"
  | "on-hold"
  | "hold-released"
  | "hold-refused"
  | "authorized"
  | "captured"
  | "auto-captured"
  | "partially-captured"
  | "captured-in-parts"
  | "refunded"
  | "partially-refunded"
  | "partially-captured-refunded"
  | "voided"
  | "rest-voided"
  | "async-captured"
  | "async-pending"
  | "async-failed"
  | "async-refunded"
  | "capture-retried"
  | "capture-failed"
  | "refund-failed"
  | "corrected"
  | "status-ahead";

export interface Scenario {
  readonly ending: Ending;
  readonly failure?: FailureKind | undefined;
  /** What the session says of an attempt that fails before there is a transaction. */
  readonly sessionError?: string | undefined;
  readonly methods?: readonly ProductType[] | undefined;
  readonly country?: CountryCode | undefined;
  readonly isBusiness?: boolean | undefined;
  readonly isExpress?: boolean | undefined;
  readonly isMultiShipment?: boolean | undefined;
  readonly isMarketplace?: boolean | undefined;
  readonly isInStore?: boolean | undefined;
  readonly isFree?: boolean | undefined;
  readonly giftCard?: "part" | "all" | "line" | undefined;
  /** How many attempts fail before this one, under the same reference. */
  readonly failedAttempts?: number | undefined;
  /** Values nobody has documented. */
  readonly isUnknown?: boolean | undefined;
  /** A figure that does not add up, on purpose. */
  readonly isWrong?: "items" | "splits" | undefined;
  /** An old plugin: no merchant_reference, the number in merchant_reference_2 (QUIRKS 33). */
  readonly isOldPlugin?: boolean | undefined;
  readonly operation?: "recurring_purchase" | "generate_payment_token" | undefined;
  readonly lines?: number | undefined;
  readonly atLeast?: number | undefined;
}

/** How many orders of a deck go like this. */
export type Card = readonly [count: number, scenario: Scenario];

const METHOD_TOUR: readonly ProductType[] = [
  "bambora.googlepay",
  "bambora.vipps",
  "dintero_psp.clicktopay",
  "dintero.external",
  "instabank.finance",
  "instabank.invoice",
  "instabank.installment",
  "instabank.postponement",
  "kravia.invoice_b2c",
  "netaxept.creditcard",
  "payex.vipps",
  "payex.googlepay",
  "payex.clicktopay",
  "santander.debit_account",
];

const FAILED: readonly Card[] = FAILURES.map((failure) => [
  1 + Math.round((failure.extra ?? 0) / 2),
  { ending: "failed", failure, methods: CARD_METHODS },
]);

/** One deck is 500 orders: as many of each case as its card says, the rest captured like most orders are. */
const CARDS: readonly Card[] = [
  [22, { ending: "abandoned" }],
  [6, { ending: "cancelled" }],
  [2, { ending: "locked" }],
  [4, { ending: "pay-failed" }],
  [2, { ending: "pay-failed", methods: ["instabank.finance"], country: "NO" }],
  [2, { ending: "session-declined" }],
  [3, { ending: "initiated" }],
  [
    8,
    { ending: "declined", methods: ["vipps", "dintero_psp.vipps", "bambora.mobilepay", "payex.mobilepay"] },
  ],
  [2, { ending: "failed", methods: ["swish.swish"], country: "SE" }],
  [2, { ending: "failed", methods: ["klarna.klarna"] }],
  ...FAILED,
  [2, { ending: "unknown" }],
  [3, { ending: "on-hold", methods: HOLDABLE }],
  [4, { ending: "hold-released", methods: HOLDABLE }],
  [2, { ending: "hold-refused", methods: HOLDABLE }],
  [1, { ending: "on-hold", methods: ["dintero.external"] }],
  [14, { ending: "authorized" }],
  [50, { ending: "auto-captured" }],
  [16, { ending: "partially-captured" }],
  [8, { ending: "partially-captured", isMarketplace: true }],
  [12, { ending: "captured-in-parts" }],
  [8, { ending: "captured-in-parts", isMarketplace: true }],
  [24, { ending: "captured", isMarketplace: true }],
  [10, { ending: "refunded" }],
  [16, { ending: "partially-refunded" }],
  [4, { ending: "partially-refunded", isMarketplace: true }],
  [6, { ending: "partially-captured-refunded" }],
  [12, { ending: "voided" }],
  [3, { ending: "rest-voided", methods: REST_VOIDABLE }],
  [6, { ending: "async-captured", methods: ASYNCHRONOUS }],
  [3, { ending: "async-pending", methods: ASYNCHRONOUS }],
  [2, { ending: "async-failed", methods: ASYNCHRONOUS }],
  [2, { ending: "async-refunded", methods: ASYNCHRONOUS }],
  [4, { ending: "capture-retried" }],
  [2, { ending: "capture-failed" }],
  [2, { ending: "refund-failed" }],
  [3, { ending: "corrected" }],
  [4, { ending: "captured", failedAttempts: 2 }],
  [3, { ending: "authorized", failedAttempts: 1 }],
  [1, { ending: "abandoned", failedAttempts: 3 }],
  [12, { ending: "captured", isBusiness: true }],
  [3, { ending: "authorized", isBusiness: true }],
  [20, { ending: "captured", isExpress: true }],
  [4, { ending: "abandoned", isExpress: true }],
  [6, { ending: "captured-in-parts", isExpress: true, isMultiShipment: true }],
  [5, { ending: "captured", giftCard: "part" }],
  [2, { ending: "captured", giftCard: "all", methods: ["dintero.wallets"] }],
  [3, { ending: "captured", giftCard: "line" }],
  [8, { ending: "auto-captured", isInStore: true, methods: ["seitatech.in_person"], country: "NO" }],
  [2, { ending: "authorized", isFree: true, methods: ["dintero.zero"] }],
  [3, { ending: "captured", operation: "recurring_purchase", methods: CARD_METHODS }],
  [
    1,
    {
      ending: "authorized",
      operation: "generate_payment_token",
      isFree: true,
      methods: ["dintero_psp.creditcard"],
    },
  ],
  [2, { ending: "captured", isUnknown: true }],
  [1, { ending: "status-ahead" }],
  [1, { ending: "captured", isWrong: "items" }],
  [1, { ending: "captured", isWrong: "splits", isMarketplace: true }],
  [2, { ending: "captured", isOldPlugin: true }],
  ...METHOD_TOUR.map((method): Card => [1, { ending: "captured", methods: [method] }]),
];

const DECK = 500;
const REST: Scenario = { ending: "captured" };
const FULL_DECK: readonly Scenario[] = (() => {
  const cards = CARDS.flatMap(([count, scenario]) => Array.from({ length: count }, () => scenario));
  return [...cards, ...Array.from({ length: DECK - cards.length }, () => REST)];
})();

/** Deals every order its case: any 500 orders from a multiple of 500 on hold every case there is. */
export class Dealer {
  readonly #seed: string;
  #deck: readonly Scenario[] = [];
  #number = -1;

  constructor(seed: string) {
    this.#seed = seed;
  }

  scenarioOf(index: number): Scenario {
    const number = Math.floor(index / DECK);
    if (number !== this.#number) {
      this.#deck = new Dice(this.#seed, "deck", number).shuffled(FULL_DECK);
      this.#number = number;
    }
    return this.#deck[index % DECK] ?? REST;
  }
}
