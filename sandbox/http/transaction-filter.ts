import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "../json";
import { ALL_PRODUCT_TYPES, PRODUCTS } from "../payment-products";
import { badRequest } from "./answer";
import {
  anyAt,
  fullName,
  instantRange,
  isBounded,
  isWithin,
  type ListFilter,
  optional,
  type Range,
  searchTest,
  type Test,
} from "./list-filter";
import { integer, oneOf, type Query, text } from "./query";

const STATUSES = [
  "INITIATED",
  "ON_HOLD",
  "AUTHORIZED",
  "PARTIALLY_CAPTURED",
  "CAPTURED",
  "PARTIALLY_CAPTURED_REFUNDED",
  "PARTIALLY_REFUNDED",
  "REFUNDED",
  "AUTHORIZATION_VOIDED",
  "DECLINED",
  "FAILED",
  "UNKNOWN",
] as const;
const OPERATIONS = ["unscheduled_purchase", "recurring_purchase", "generate_payment_token"] as const;
const CHANNELS = ["ecommerce", "in_app", "in_store"] as const;

function currency(value: string, name: string): string {
  if (!/^[A-Z]{3}$/.test(value)) throw badRequest(`${name} is not an ISO 4217 code`);
  return value;
}
/** Whether one successful event named `name` lies in `range`. */
function eventWithin(name: string, range: Range): Test[] {
  if (!isBounded(range)) return [];
  return [
    (document) =>
      objectsAt(document, "events").some(
        (event) =>
          event.event === name &&
          event.success === true &&
          isWithin(Date.parse(textAt(event, "created_at") ?? ""), range),
      ),
  ];
}

/** What `search` compares with, whole values, whatever their case (API.md 5.1). */
function searchable(document: JsonObject): (string | undefined)[] {
  return [
    textAt(document, "id"),
    textAt(document, "session_id"),
    textAt(document, "merchant_reference"),
    textAt(document, "merchant_reference_2"),
    textAt(document, "customer", "phone_number"),
    textAt(document, "customer", "email"),
    textAt(document, "billing_address", "phone_number"),
    textAt(document, "billing_address", "email"),
    textAt(document, "shipping_address", "phone_number"),
    textAt(document, "shipping_address", "email"),
    fullName(objectAt(document, "billing_address")),
    fullName(objectAt(document, "shipping_address")),
    textAt(document, "card", "payment_token_id"),
    textAt(document, "card", "recurrence_token_id"),
  ];
}
/** The payout destination of the transaction itself or of any split in it. */
function payoutDestinations(document: JsonObject): (string | undefined)[] {
  const lines = [...objectsAt(document, "items"), ...objectsAt(document, "events")];
  const splits = lines.flatMap((line) => [
    ...objectsAt(line, "splits"),
    ...objectsAt(line, "items").flatMap((item) => objectsAt(item, "splits")),
  ]);
  return [
    textAt(document, "payout_destination_id"),
    textAt(document, "metadata", "payout:payout_destination_id"),
    ...splits.map((split) => textAt(split, "payout_destination_id")),
  ];
}

function correlationIds(document: JsonObject): (string | undefined)[] {
  return [document, ...objectsAt(document, "events")].map((part) =>
    textAt(part, "metadata", "payout_correlation_id"),
  );
}

function anyOf(values: readonly string[], read: (document: JsonObject) => (string | undefined)[]): Test[] {
  if (values.length === 0) return [];
  return [(document) => read(document).some((value) => value !== undefined && values.includes(value))];
}

function amountTests(query: Query): Test[] {
  const amount = integer(0, Number.MAX_SAFE_INTEGER);
  const exactly = query.one("amount", amount);
  const range: Range = {
    from: query.one("amount.gte", amount) ?? Number.NEGATIVE_INFINITY,
    until: query.one("amount.lte", amount) ?? Number.POSITIVE_INFINITY,
  };
  const authorized = (document: JsonObject) => numberAt(document, "amount") ?? Number.NaN;
  return [
    ...(exactly === undefined ? [] : [(document: JsonObject) => authorized(document) === exactly]),
    ...(isBounded(range) ? [(document: JsonObject) => isWithin(authorized(document), range)] : []),
  ];
}

/** Every filter of `GET /v1/transactions` (API.md 5.1). @throws Refusal on what Dintero would refuse. */
export function readTransactionFilter(query: Query): ListFilter {
  const ids = query.many("id", text);
  const sessionIds = query.many("session_id", text);
  const reference = optional(query.one("merchant_reference", text));
  const search = optional(query.one("search", text));
  const captured = instantRange(query, "captured_at");
  const refunded = instantRange(query, "refunded_at");
  const filter: ListFilter = {
    limit: query.one("limit", integer(1, 100)) ?? 10,
    startingAfter: query.one("starting_after", text),
    includes: query.many("includes", oneOf(["events.success.true"])),
    created: instantRange(query, "created_at"),
    since: Math.max(captured.from, refunded.from),
    keys: [ids, sessionIds, reference, search].find((values) => values.length > 0),
    tests: [
      ...anyAt(ids, ["id"]),
      ...anyAt(query.many("status", oneOf(STATUSES)), ["status"]),
      ...anyAt(query.many("payment_product", oneOf(PRODUCTS)), ["payment_product"]),
      ...anyAt(query.many("payment_product_type", oneOf(ALL_PRODUCT_TYPES)), ["payment_product_type"]),
      ...anyAt(query.many("card_brand", text), ["card", "brand"]),
      ...anyAt(reference, ["merchant_reference"]),
      ...anyAt(optional(query.one("merchant_reference_2", text)), ["merchant_reference_2"]),
      ...anyAt(sessionIds, ["session_id"]),
      ...anyAt(query.many("store_id", text), ["store", "id"]),
      ...anyAt(query.many("currency", currency), ["currency"]),
      ...anyAt(optional(query.one("payment_operation", oneOf(OPERATIONS))), ["payment_operation"]),
      ...anyAt(optional(query.one("customer_id", text)), ["customer", "customer_id"]),
      ...anyAt(query.many("token_id", text), ["card", "payment_token_id"], ["card", "recurrence_token_id"]),
      ...anyAt(optional(query.one("terminal_id", text)), ["store", "terminal_id"]),
      ...anyAt(optional(query.one("channel", oneOf(CHANNELS))), ["channel"]),
      ...anyOf(optional(query.one("payout_destination_id", text)), payoutDestinations),
      ...anyOf(
        query.many("payout_correlation_id", text).flatMap((value) => value.split(",")),
        correlationIds,
      ),
      ...amountTests(query),
      ...eventWithin("CAPTURE", captured),
      ...eventWithin("REFUND", refunded),
      ...search.map(
        (wanted): Test =>
          (document) =>
            searchTest(searchable(document), wanted),
      ),
    ],
  };
  query.close();
  return filter;
}
