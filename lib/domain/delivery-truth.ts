import type { JsonObject, JsonValue } from "./json";
import type { Transaction } from "./transaction";

/** What a delivery claims to have happened. */
export interface Claim {
  readonly event?: string | undefined;
  readonly eventId?: string | undefined;
  readonly error?: string | undefined;
}

/**
 * Whether Dintero's answer already knows what its own delivery told us; an API that lags behind is asked again (F27).
 * An error names no event: the session's own events explain it, so any answer will do.
 */
export function isConfirmed(claim: Claim, transaction: Transaction | undefined): boolean {
  if (claim.error !== undefined) return true;
  if (transaction === undefined) return claim.event === undefined && claim.eventId === undefined;
  if (claim.eventId !== undefined) return transaction.events.some(({ id }) => id === claim.eventId);
  if (claim.event === undefined || !EVENT_NAME.test(claim.event)) return true;
  return transaction.events.some(({ event }) => event === claim.event);
}

/** A webhook's event is the name of its kind, such as "checkout_transaction"; a transaction's is in capitals. */
const EVENT_NAME = /^[A-Z_]+$/;

/** What does not change as an order goes on, so that a difference means that somebody else wrote the body. */
const FIXED_FIELDS = [
  "id",
  "session_id",
  "amount",
  "currency",
  "merchant_reference",
  "payment_product",
  "payment_product_type",
];
const FIXED_EVENT_FIELDS = ["event", "amount", "success", "transaction_status"];

/**
 * Paths at which a delivery's body says something else than Dintero's API: names only, no values (F13). What either
 * side leaves out is no difference, nor is an event that only the newer answer has.
 */
export function bodyDifferences(body: JsonObject, transaction: JsonObject): readonly string[] {
  const fields = FIXED_FIELDS.filter((field) => differs(body[field], transaction[field]));
  const known = new Map(eventsOf(transaction).map((event) => [event.id, event]));
  const events = eventsOf(body).flatMap((event) => {
    const truth = event.id === undefined ? undefined : known.get(event.id);
    if (truth === undefined) return event.id === undefined ? [] : [`events[${String(event.id)}]`];
    return FIXED_EVENT_FIELDS.filter((field) => differs(event[field], truth[field])).map(
      (field) => `events[${String(event.id)}].${field}`,
    );
  });
  return [...fields, ...events];
}

function differs(said: JsonValue | undefined, truth: JsonValue | undefined): boolean {
  return said !== undefined && truth !== undefined && said !== truth;
}

function eventsOf(document: JsonObject): readonly JsonObject[] {
  const { events } = document;
  return isList(events) ? events.filter(isObject) : [];
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}
