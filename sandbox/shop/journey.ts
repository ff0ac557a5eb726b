import { type JsonObject, textAt } from "../json";
import type { ProductType } from "../payment-products";
import type { Basket } from "./basket";
import type { Customer } from "./customer";
import type { Dice } from "./dice";
import { SESSION_ERRORS } from "./failures";
import { hasTransaction } from "./lifecycle";
import type { Scenario } from "./scenarios";

export interface Journey {
  readonly scenario: Scenario;
  readonly method: ProductType;
  readonly customer: Customer;
  readonly basket: Basket;
  /** When the session was made, and when the payment that counted began, in ms. */
  readonly placedAt: number;
  readonly startedAt: number;
  readonly now: number;
  /** Provider ids and client tokens of the payment being prepared. */
  readonly prepared: JsonObject;
  readonly transactionEvents: readonly JsonObject[];
  readonly status: string | undefined;
  readonly requestHeaders: JsonObject;
  readonly dice: Dice;
}

/** The session's events in order: what the shopper did, and what came of it. Ends with what has happened by now. */
export function tellJourney(journey: Journey): JsonObject[] {
  const { dice, now } = journey;
  const events: JsonObject[] = [];
  const add = (at: number, name: string, details?: JsonObject): void => {
    if (at > now) return;
    events.push({
      ...(dice.chance(0.9) ? { id: dice.uuid() } : {}),
      name,
      created_at: new Date(at).toISOString(),
      ...(dice.chance(0.5) ? { request_id: dice.uuid(), request_headers: journey.requestHeaders } : {}),
      ...(details === undefined ? {} : { details }),
    });
  };
  add(journey.placedAt, "INITIATED");
  arrive(journey, add);
  const attempts = hasTransaction(journey.scenario.ending)
    ? dice.weighted([
        [0, 88],
        [1, 10],
        [2, 2],
      ])
    : 0;
  const room = journey.startedAt - journey.placedAt;
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    tryInVain(
      journey,
      journey.placedAt + Math.floor(room * (0.5 + attempt * 0.2)),
      dice.pick(SESSION_ERRORS),
      add,
    );
  }
  finish(journey, add);
  return events.sort(
    (one, other) =>
      Date.parse(textAt(one, "created_at") ?? "") - Date.parse(textAt(other, "created_at") ?? ""),
  );
}

type Add = (at: number, name: string, details?: JsonObject) => void;

/** From the link to the pay button; fits between the session's start and the payment's. */
function arrive(journey: Journey, add: Add): void {
  const { scenario, placedAt, startedAt, dice, basket, customer, method } = journey;
  const step = Math.floor((startedAt - placedAt) / 20);
  if (scenario.isInStore) {
    add(placedAt + step, "PUSH_NOTIFICATION_SENT");
    if (dice.chance(0.4)) add(placedAt + 2 * step, "SECRET_CONFIRMATION_CODE_SENT");
  }
  if (scenario.operation === "generate_payment_token") add(placedAt + step, "PAYMENT_TOKEN_FLOW_START");
  const visits = dice.weighted([
    [1, 70],
    [2, 20],
    [6, 10],
  ]);
  for (let visit = 0; visit < visits; visit += 1) {
    const isPrepared = visit === 0 && Object.keys(journey.prepared).length > 0;
    const details = { payment_product_type: method, amount: basket.total, ...journey.prepared };
    add(placedAt + step * 2 + visit * Math.floor(step / 2), "VISITED", isPrepared ? details : undefined);
  }
  if (scenario.isBusiness) {
    const organization = textAt(customer.address, "organization_number");
    add(placedAt + step * 4, "SET_BILLING_ADDRESS", { organization_number: organization });
    if (method === "collector.invoice_b2b") {
      const { business_name, address_line, postal_code, postal_place } = customer.address;
      add(placedAt + step * 5, "ADD_PAYMENT_INFORMATION", {
        payment_product_type: method,
        "collector:invoice_b2b:addresses": [
          { address_id: "1", business_name, address_line, postal_code, postal_place },
        ],
      });
    }
  }
  if (scenario.isExpress) {
    add(placedAt + step * 5, "SET_SHIPPING_ADDRESS", { shipping_address: { ...customer.address } });
    add(placedAt + step * 5 + 900, "UPDATE_SESSION", {
      previous_order: { amount: basket.total, currency: basket.currency },
      updated_order: { amount: basket.total, currency: basket.currency },
      updated_order_result: { status: "NOT_MODIFIED" },
    });
    const choices =
      basket.shippingOption?.shipments === undefined
        ? basket.offered.slice().reverse()
        : [basket.shippingOption];
    choices.forEach((option, place) => {
      const { id, line_id, amount, title, operator } = option;
      add(placedAt + step * 6 + place * 1_000, "SET_SHIPPING_OPTION", {
        shipping_option: { id, line_id, amount, title, operator },
      });
    });
  }
  if (basket.discountCodes.length > 0) {
    add(placedAt + step * 7, "SET_DISCOUNT_CODES", {
      updated_order: { amount: basket.total, discount_codes: [...basket.discountCodes] },
    });
  }
  for (const card of basket.giftCards) {
    const { card_id, amount, masked_card_token } = card;
    add(placedAt + step * 7, "SET_GIFT_CARD", {
      gift_card: { card_id, card_amount: amount, masked_card_token, currency: basket.currency },
    });
  }
  if (dice.chance(0.03)) {
    add(placedAt + step * 8, "SET_MY_DINTERO", { my_dintero: { actions: ["create_user"] } });
  }
  if (scenario.isUnknown) add(placedAt + step * 8, "SET_LOYALTY_TIER", { tier: "gull" });
}

/** One attempt that comes to nothing before there is a transaction. */
function tryInVain(journey: Journey, at: number, error: string, add: Add): void {
  const details = { payment_product_type: journey.method, amount: journey.basket.total };
  add(at, "PAY_LOCK_START", details);
  add(at + 6_000, "PAY_FAILED", { error, payment_product_type: journey.method });
  add(at + 6_300, "PAY_LOCK_END");
}

function finish(journey: Journey, add: Add): void {
  const { scenario, startedAt, status, basket, method, dice } = journey;
  const details = { payment_product_type: method, amount: basket.total };
  switch (scenario.ending) {
    case "abandoned":
      return;
    case "cancelled":
      add(startedAt, "CANCELLED");
      return;
    case "locked":
      add(startedAt, "PAY_LOCK_START", details);
      add(startedAt + 300, "PAY_LOCK_META", details);
      return;
    case "session-declined":
      add(startedAt, "PAY_LOCK_START", details);
      add(startedAt + 20_000, "DECLINED", details);
      return;
    case "pay-failed":
      tryInVain(
        journey,
        startedAt,
        scenario.sessionError ?? (method === "instabank.finance" ? "Rejected" : dice.pick(SESSION_ERRORS)),
        add,
      );
      add(startedAt + 90_000, "FAILED");
      return;
    default:
      break;
  }
  if (status === undefined) return;
  add(startedAt - 700, "PAY_LOCK_START", details);
  if (dice.chance(0.5)) add(startedAt - 200, "PAY_LOCK_META", { payment_product_type: method });
  settleSession(journey, details, add);
}

/** Tells the session what its transaction came to. */
function settleSession(journey: Journey, details: JsonObject, add: Add): void {
  const { status, transactionEvents, scenario } = journey;
  if (scenario.ending.startsWith("hold") || scenario.ending === "on-hold") {
    add(journey.startedAt + 1_200, "ON_HOLD_CALLBACK_SENT", { transaction_event_id: "1" });
  }
  // An event is told by its place in time: what the transaction has not heard, the session has not either.
  const answer = transactionEvents.find(({ event }) => event === "AUTHORIZE" || event === "CAPTURE");
  if (answer === undefined) return;
  const at = Date.parse(textAt(answer, "created_at") ?? "");
  if (answer.success === true) {
    add(at + 200, "AUTHORIZED", details);
    add(at + 900, "AUTH_CALLBACK_SENT", { transaction_event_id: textAt(answer, "id") });
    add(at + 1_500, "PAY_LOCK_END");
    add(at + 1_800, "COMPLETED");
    return;
  }
  add(at + 200, status === "DECLINED" ? "DECLINED" : status === "UNKNOWN" ? "UNKNOWN" : "FAILED", details);
  add(at + 500, "PAY_LOCK_END");
}
