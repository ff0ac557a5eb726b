import { type JsonObject, textAt } from "../json";
import type { ProductType } from "../payment-products";
import type { Basket } from "./basket";
import type { Customer } from "./customer";
import type { Dice } from "./dice";
import type { Line } from "./lines";
import { productOf } from "./methods";
import type { Scenario } from "./scenarios";
import { type SplitStyle, splitLines } from "./splits";

/** One attempt at paying for one order: all that both of its documents are made of. */
export interface Attempt {
  readonly accountId: string;
  readonly sessionId: string;
  /** Undefined when no payment was begun. */
  readonly transactionId: string | undefined;
  readonly scenario: Scenario;
  readonly customer: Customer;
  readonly basket: Basket;
  readonly store: JsonObject;
  readonly method: ProductType;
  readonly reference: string;
  readonly reference2: string | undefined;
  readonly splitStyle: SplitStyle | undefined;
  readonly url: { readonly callback: string; readonly return: string };
  readonly system: JsonObject;
  readonly profileId: string;
  /** ms */
  readonly placedAt: number;
  readonly expiresAt: number;
  readonly dice: Dice;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}

function channelOf(scenario: Scenario): string {
  return scenario.isInStore ? "in_store" : "ecommerce";
}

/** An order line as the session holds it: with its shares, or none yet ("will be given at capture"). */
function sessionItem(line: Line, attempt: Attempt): JsonObject {
  if (attempt.splitStyle === undefined) return line.item;
  const [item] = splitLines([line], { ...attempt.splitStyle, place: "item", isOver: false }).items;
  const splits = item?.splits ?? [];
  return attempt.splitStyle.place === "event"
    ? { ...line.item, splits: [] }
    : {
        ...line.item,
        splits,
        store: { id: line.seller, name: line.seller, payout_destination_id: line.seller },
      };
}

function references(attempt: Attempt): JsonObject {
  return {
    merchant_reference: attempt.scenario.isOldPlugin ? "" : attempt.reference,
    ...(attempt.scenario.isOldPlugin
      ? { merchant_reference_2: attempt.reference }
      : attempt.reference2 === undefined
        ? {}
        : { merchant_reference_2: attempt.reference2 }),
  };
}

function addresses(attempt: Attempt): JsonObject {
  const { customer, scenario } = attempt;
  if (scenario.isInStore) return {};
  return { billing_address: customer.address, shipping_address: customer.otherAddress ?? customer.address };
}

function customerOf(attempt: Attempt, withTokens: boolean): JsonObject {
  const { customer, dice, scenario } = attempt;
  return {
    email: customer.email,
    phone_number: customer.phone,
    ...(dice.chance(0.5) ? { customer_id: customer.customerId } : {}),
    ...(withTokens && (scenario.operation !== undefined || dice.chance(0.1))
      ? { tokens: { "dintero_psp.creditcard": { payment_token_id: dice.hex(40) } } }
      : {}),
  };
}

const CHECKBOXES: JsonObject[] = [
  {
    id: "newsletter",
    label: "Ja takk, send meg nyhetsbrevet",
    checked: false,
    required: false,
  },
  {
    id: "terms",
    label: "Jeg godtar kjøpsvilkårene",
    checked: true,
    required: true,
    link: { url: "https://nordlys.example.com/vilkar", text: "Kjøpsvilkår" },
  },
];

/** `order` of the session: what payment is asked for. */
function orderOf(attempt: Attempt): JsonObject {
  const { basket, scenario, dice } = attempt;
  const items = basket.lines.filter((line) => !line.isShipping).map((line) => sessionItem(line, attempt));
  const wrong = scenario.isWrong === "items" ? 100 : 0;
  return {
    amount: basket.total + wrong,
    currency: basket.currency,
    ...references(attempt),
    vat_amount: basket.vatAmount,
    partial_payment: false,
    items,
    ...(basket.shippingOption === undefined ? {} : { shipping_option: basket.shippingOption }),
    store: attempt.store,
    ...(basket.discountLines.length > 0 ? { discount_lines: [...basket.discountLines] } : {}),
    ...(basket.discountCodes.length > 0 ? { discount_codes: [...basket.discountCodes] } : {}),
    ...(basket.giftCards.length > 0 ? { gift_cards: [...basket.giftCards] } : {}),
    ...addresses(attempt),
    ...(dice.chance(0.05) ? { event_reference: `EVT-${dice.digits(6)}` } : {}),
  };
}

function expressOf(attempt: Attempt): JsonObject {
  if (!attempt.scenario.isExpress) return {};
  const { shippingOption, offered } = attempt.basket;
  const isMulti = shippingOption?.shipments !== undefined;
  return {
    express: {
      shipping_options: isMulti ? [shippingOption, ...offered] : [...offered],
      shipping_mode: "shipping_required",
      discount_codes: { max_count: 1, callback_url: "https://nordlys.example.com/api/dintero/discounts" },
      shipping_address_callback_url: "https://nordlys.example.com/api/dintero/shipping",
      customer_types: ["b2c", "b2b"],
      default_different_billing_shipping_address: [],
    },
  };
}

/** `GET /v1/sessions/{id}`, with everything that `includes` could ask for. */
export function sessionDocument(
  attempt: Attempt,
  configuration: JsonObject,
  events: JsonObject[],
): JsonObject {
  const { scenario, dice, placedAt } = attempt;
  const lastAt = textAt(events.at(-1), "created_at") ?? iso(placedAt);
  const cancelled = events.find((event) => event.name === "CANCELLED");
  return {
    id: attempt.sessionId,
    created_at: iso(placedAt),
    updated_at: lastAt,
    expires_at: iso(attempt.expiresAt),
    url: {
      return_url: attempt.url.return,
      callback_url: attempt.url.callback,
      merchant_terms_url: "https://nordlys.example.com/vilkar",
    },
    order: orderOf(attempt),
    configuration,
    customer: customerOf(attempt, true),
    ...(dice.chance(0.25) ? { checkboxes: CHECKBOXES } : {}),
    ...expressOf(attempt),
    ...(scenario.isInStore
      ? {}
      : { customer_ip: attempt.customer.ip, user_agent: attempt.customer.userAgent }),
    initiating_system_request_headers: attempt.system,
    ...(scenario.operation === undefined ? {} : { payment_operation: scenario.operation }),
    events,
    ...(attempt.transactionId === undefined ? {} : { transaction_id: attempt.transactionId }),
    metadata: {
      "session:profile_id": attempt.profileId,
      ...(dice.chance(0.5) ? { cart_id: dice.hex(12), woo_customer_id: dice.whole(1, 40_000) } : {}),
    },
    ...(cancelled === undefined
      ? {}
      : { cancelled_by: attempt.dice.uuid(), cancelled_at: textAt(cancelled, "created_at") }),
  };
}

/** `GET /v1/transactions/{id}`, with everything that `includes` could ask for. */
export function transactionDocument(
  attempt: Attempt,
  state: {
    readonly status: string;
    readonly settlementStatus: string;
    readonly events: JsonObject[];
    readonly metadata: JsonObject;
    readonly card: JsonObject | undefined;
  },
): JsonObject {
  const { scenario, basket, method, dice } = attempt;
  const first = textAt(state.events[0], "created_at") ?? iso(attempt.placedAt);
  const isPaidOut = attempt.splitStyle !== undefined;
  return {
    id: attempt.transactionId,
    account_id: attempt.accountId,
    session_id: attempt.sessionId,
    version: state.events.length,
    payment_product: scenario.isUnknown ? "trustly" : productOf(method),
    payment_product_type: scenario.isUnknown ? "trustly.bank_transfer" : method,
    amount: basket.total,
    currency: basket.currency,
    status: state.status,
    settlement_status: state.settlementStatus,
    ...references(attempt),
    channel: channelOf(scenario),
    ...(isPaidOut ? { platform_type: "marketplace" } : {}),
    dynamic_descriptor: "NORDLYS",
    ...(scenario.operation === undefined ? {} : { payment_operation: scenario.operation }),
    created_at: first,
    updated_at: textAt(state.events.at(-1), "created_at") ?? first,
    events: state.events,
    items: basket.lines.map((line) => line.item),
    ...(basket.giftCards.length > 0 ? { gift_cards: [...basket.giftCards] } : {}),
    ...(basket.shippingOption === undefined ? {} : { shipping_option: basket.shippingOption }),
    ...addresses(attempt),
    store: attempt.store,
    customer: customerOf(attempt, false),
    ...(state.card === undefined ? {} : { card: state.card }),
    ...(method.includes("vipps") && dice.chance(0.1)
      ? { verified_identity: { sub: dice.uuid(), name: nameOf(attempt) } }
      : {}),
    url: { callback_url: attempt.url.callback, redirect_url: attempt.url.return },
    ...(scenario.isInStore
      ? {}
      : { customer_ip: attempt.customer.ip, user_agent: attempt.customer.userAgent }),
    initiating_system_request_headers: attempt.system,
    metadata: {
      merchant_name: "Nordlys Handel AS",
      merchant_country: "NO",
      merchant_category_code: "5964",
      "session:profile_id": attempt.profileId,
      payout: isPaidOut ? "payout_splits" : "payout_account",
      payout_correlation_id: `pc-${attempt.dice.hex(10)}`,
      ...state.metadata,
    },
  };
}

function nameOf(attempt: Attempt): string {
  const { first_name, last_name } = attempt.customer.address;
  return `${first_name} ${last_name}`;
}
