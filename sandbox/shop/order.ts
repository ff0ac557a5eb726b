import type { JsonObject } from "../json";
import type { OrderRecord } from "../order-record";
import type { ProductType } from "../payment-products";
import { type Basket, fillBasket } from "./basket";
import { makeCard } from "./card";
import { configure } from "./configuration";
import type { CountryCode } from "./countries";
import { type Customer, makeCustomer } from "./customer";
import { Dice } from "./dice";
import { type Attempt, sessionDocument, transactionDocument } from "./documents";
import { failureOf } from "./failures";
import { tellJourney } from "./journey";
import { settle } from "./ledger";
import { hasTransaction, liveThrough, suitsTakenAtOnce } from "./lifecycle";
import { CARD_METHODS, chooseMethod, isTakenAtOnce, productOf } from "./methods";
import { traceOf } from "./provider-metadata";
import type { Scenario } from "./scenarios";
import { chooseSplitStyle } from "./splits";
import { STORES } from "./stores";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** One order to be made, and what decides how it looks. */
export interface OrderPlan {
  /** Same key, same order. */
  readonly key: readonly (string | number)[];
  readonly scenario: Scenario;
  readonly accountId: string;
  readonly clientId: string;
  readonly reference: string;
  /** When the last of its sessions was made, and the present, in ms. */
  readonly placedAt: number;
  readonly now: number;
  /** The callback URLs of its sessions, each with its weight. */
  readonly callbackUrls?: CallbackUrls | undefined;
  idOf(kind: "session" | "transaction", attempt: number): string;
}

const SYSTEMS: readonly JsonObject[] = [
  {
    "dintero-system-name": "woocommerce",
    "dintero-system-version": "10.3.1",
    "dintero-system-plugin-name": "Dintero.Checkout.WooCommerce.V2",
    "dintero-system-plugin-version": "1.14.2",
    "user-agent": "WordPress/6.9; https://nordlys.example.com",
  },
  {
    "dintero-system-name": "magento",
    "dintero-system-version": "2.4.8",
    "dintero-system-plugin-name": "Dintero.Checkout.Magento.V2",
    "dintero-system-plugin-version": "1.8.11",
    "user-agent": "GuzzleHttp/7",
  },
  { "dintero-system-name": "nordlys-shop", "dintero-system-version": "42", "user-agent": "node" },
];

type CallbackUrls = readonly (readonly [url: string, weight: number])[];

const CALLBACKS: CallbackUrls = [
  [
    "https://nordlys.example.com/api/dintero/callback?method=POST&report_error=true&report_event=CAPTURE&report_event=REFUND&report_event=VOID",
    6,
  ],
  ["https://nordlys.example.com/api/dintero/callback?method=POST&report_error=true&includes=session", 3],
  ["https://nordlys.example.com/api/dintero/callback?method=POST", 2],
  ["https://nordlys.example.com/api/dintero/callback?delay_callback=60&sid_parameter_name=sid", 1],
  ["https://nordlys.example.com/api/dintero/callback", 1],
];

/** The country decides the language, the currency and how people pay. */
function countryOf(scenario: Scenario, dice: Dice): CountryCode {
  if (scenario.country !== undefined) return scenario.country;
  const type = scenario.methods?.[0];
  if (type !== undefined && /swish/.test(type)) return "SE";
  if (type !== undefined && /vipps|instabank|santander|kravia|netaxept/.test(type)) return "NO";
  return dice.weighted<CountryCode>([
    ["NO", 60],
    ["SE", 20],
    ["DK", 11],
    ["FI", 9],
  ]);
}

function methodOf(scenario: Scenario, customer: Customer, dice: Dice): ProductType {
  for (;;) {
    const method = chooseMethod(customer.country.code, customer.isBusiness, scenario.methods, dice);
    if (!isTakenAtOnce(method) || suitsTakenAtOnce(scenario.ending)) return method;
  }
}

/** Regulars come back; most people come once. */
function customerOf(plan: OrderPlan, dice: Dice): Customer {
  const code = countryOf(plan.scenario, dice);
  const isBusiness = plan.scenario.isBusiness ?? (plan.scenario.methods === undefined && dice.chance(0.02));
  const number = dice.chance(0.3) ? dice.whole(1, 300) : dice.whole(301, 9_999_999);
  return makeCustomer(String(plan.key[0]), code, isBusiness, number);
}

/** How the attempts before the last one ended. */
const REFUSED: readonly Scenario[] = [
  { ending: "failed", failure: failureOf("INSUFFICIENT_FUNDS"), methods: CARD_METHODS },
  { ending: "failed", failure: failureOf("FAILED_VERIFICATION"), methods: CARD_METHODS },
  { ending: "pay-failed" },
];

/** All sessions of one order, oldest first: the failed attempts, then the one that counts. */
export function makeOrder(plan: OrderPlan): OrderRecord[] {
  const dice = new Dice(...plan.key);
  const customer = customerOf(plan, dice);
  const { scenario } = plan;
  const isMarketplace = scenario.isMarketplace ?? (isOrdinary(scenario) && dice.chance(0.08));
  const basket = fillBasket(
    customer,
    plan.placedAt,
    {
      isMultiShipment: scenario.isMultiShipment,
      isShipped: !(scenario.isInStore || scenario.isFree || scenario.giftCard === "all"),
      giftCard: scenario.giftCard,
      isFree: scenario.isFree,
      isMarketplace,
      lines: scenario.lines,
      atLeast: scenario.atLeast,
    },
    dice,
  );
  const failed = scenario.failedAttempts ?? 0;
  // The last attempt comes four minutes or so after the one before.
  const gap = 4 * MINUTE + dice.whole(0, 40_000);
  return Array.from({ length: failed + 1 }, (_, attempt) => {
    const placedAt = plan.placedAt - (failed - attempt) * gap;
    const refused = REFUSED[attempt % REFUSED.length] ?? scenario;
    return makeAttempt(plan, attempt < failed ? refused : scenario, {
      customer,
      basket,
      isMarketplace,
      attempt,
      placedAt,
    });
  });
}

/** Whether nothing about the order stands in the way of several sellers. */
function isOrdinary({ giftCard, isFree, isWrong, isBusiness, isInStore }: Scenario): boolean {
  return ![giftCard, isFree, isWrong, isBusiness, isInStore].some(Boolean);
}

function makeAttempt(
  plan: OrderPlan,
  scenario: Scenario,
  shared: {
    readonly customer: Customer;
    readonly basket: Basket;
    readonly isMarketplace: boolean;
    readonly attempt: number;
    readonly placedAt: number;
  },
): OrderRecord {
  const { customer, basket, isMarketplace, attempt: number, placedAt } = shared;
  const dice = new Dice(...plan.key, "attempt", number);
  const method = methodOf(scenario, customer, dice);
  const stores = STORES[customer.country.code];
  const web = stores[0];
  const startedAt =
    placedAt + dice.whole(60_000, 9 * MINUTE) / (plan.scenario.failedAttempts === undefined ? 1 : 4);
  const isBegun = hasTransaction(scenario.ending) && startedAt <= plan.now;
  const attempt: Attempt = {
    accountId: plan.accountId,
    sessionId: plan.idOf("session", number),
    transactionId: isBegun ? plan.idOf("transaction", number) : undefined,
    scenario,
    customer,
    basket,
    store: scenario.isInStore ? dice.pick(stores) : web,
    method,
    reference: plan.reference,
    reference2: dice.chance(0.3) ? `SO-${dice.digits(6)}` : undefined,
    splitStyle: isMarketplace ? chooseSplitStyle(dice, scenario.isWrong === "splits") : undefined,
    url: {
      callback: dice.weighted(plan.callbackUrls ?? CALLBACKS),
      return: `https://nordlys.example.com/kasse/takk?ordre=${encodeURIComponent(plan.reference)}`,
    },
    system: dice.pick(SYSTEMS),
    profileId: `${plan.accountId}.46dP6T4F1mUXYPeYKYc5Gj`,
    placedAt,
    expiresAt: placedAt + dice.pick([4 * 60 * MINUTE, DAY, 7 * DAY]),
    dice,
  };
  return toRecord(plan, attempt, Math.floor(startedAt));
}

function toRecord(plan: OrderPlan, attempt: Attempt, startedAt: number): OrderRecord {
  const { scenario, basket, method, dice, customer } = attempt;
  const trace = traceOf(method, plan.reference, dice);
  const requestHeaders = { ...attempt.system, "dintero-checkout-instance-id": dice.uuid() };
  const ledger =
    attempt.transactionId === undefined
      ? undefined
      : liveThrough(scenario, basket, plan.reference, startedAt, trace, {
          method,
          clientId: plan.clientId,
          now: plan.now,
          splitStyle: attempt.splitStyle,
          giftCards: basket.giftCards,
          dice,
        });
  for (const event of ledger?.events ?? []) if (dice.chance(0.6)) event.request_headers = requestHeaders;
  const events = tellJourney({
    scenario,
    method,
    customer,
    basket,
    placedAt: attempt.placedAt,
    startedAt,
    now: plan.now,
    prepared: trace.prepared,
    transactionEvents: ledger?.events ?? [],
    status: ledger?.status,
    requestHeaders,
    dice,
  });
  const configuration = configure({
    country: customer.country,
    amount: basket.total,
    method,
    isAutoCapture: scenario.ending === "auto-captured" || scenario.ending === "capture-failed",
    isBusiness: customer.isBusiness,
    channel: scenario.isInStore ? "in_store" : "ecommerce",
    isMarketplace: attempt.splitStyle !== undefined,
    dice,
  });
  const session = sessionDocument(attempt, configuration, events);
  if (ledger === undefined) return { session };
  const transaction = transactionDocument(attempt, {
    status: scenario.isUnknown && dice.chance(0.4) ? "UNDER_REVIEW" : ledger.status,
    settlementStatus: settle(ledger.events, productOf(method), plan.now),
    events: ledger.events,
    metadata: trace.transaction,
    card: makeCard(method, customer.country, startedAt, dice),
  });
  return { session, transaction };
}
