import { Dice } from "../shop/dice";
import { failureOf } from "../shop/failures";
import { ASYNCHRONOUS, CARD_METHODS, HOLDABLE } from "../shop/methods";
import type { Card, Scenario } from "../shop/scenarios";

/** How orders go while one watches: mostly well, and every so often each of the ways that somebody must look into. */
const CARDS: readonly Card[] = [
  [12, { ending: "captured" }],
  [5, { ending: "captured", isMarketplace: true }],
  [4, { ending: "auto-captured" }],
  [5, { ending: "authorized" }],
  [3, { ending: "partially-captured" }],
  [2, { ending: "captured-in-parts", isMarketplace: true }],
  [2, { ending: "captured-in-parts" }],
  [3, { ending: "partially-refunded" }],
  [2, { ending: "refunded" }],
  [2, { ending: "voided" }],
  [2, { ending: "captured", failedAttempts: 1 }],
  [1, { ending: "captured", failedAttempts: 2 }],
  [2, { ending: "failed", failure: failureOf("INSUFFICIENT_FUNDS"), methods: CARD_METHODS }],
  [1, { ending: "failed", failure: failureOf("FAILED_VERIFICATION"), methods: CARD_METHODS }],
  [1, { ending: "failed", failure: failureOf("PICK_UP_CARD"), methods: CARD_METHODS }],
  [1, { ending: "failed", failure: failureOf("ISSUER_ERROR"), methods: CARD_METHODS }],
  [2, { ending: "declined", methods: ["vipps"], country: "NO" }],
  [1, { ending: "pay-failed", methods: ["instabank.finance"], country: "NO" }],
  [1, { ending: "session-declined" }],
  [3, { ending: "abandoned" }],
  [1, { ending: "cancelled" }],
  [2, { ending: "hold-released", methods: HOLDABLE }],
  [1, { ending: "hold-refused", methods: HOLDABLE }],
  [1, { ending: "async-captured", methods: ASYNCHRONOUS }],
  [1, { ending: "capture-retried" }],
  [2, { ending: "captured", isExpress: true }],
  [1, { ending: "captured", isBusiness: true }],
];

const FULL_DECK: readonly Scenario[] = CARDS.flatMap(([count, scenario]) =>
  Array.from({ length: count }, () => scenario),
);

/** What becomes of order `number` of a run: every deck's length of orders holds each case. */
export function scenarioOf(key: readonly (string | number)[], number: number): Scenario {
  const dice = new Dice(...key, "deck", Math.floor(number / FULL_DECK.length));
  return dice.shuffled(FULL_DECK)[number % FULL_DECK.length] ?? { ending: "captured" };
}
