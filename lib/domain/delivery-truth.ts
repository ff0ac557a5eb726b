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
  const events = transaction?.events ?? [];
  if (claim.eventId !== undefined) return events.some(({ id }) => id === claim.eventId);
  if (claim.event === undefined || !EVENT_NAME.test(claim.event)) return true;
  return events.some(({ event }) => event === claim.event);
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

/** What a delivery's body says next to what Dintero's API says. */
export interface BodyComparison {
  /** Paths at which they differ: names only, no values. */
  readonly differences: readonly string[];
  /** They agree but for events that the API does not know: it lags behind, or somebody wrote them in. Time will tell. */
  readonly isAhead: boolean;
}

/** What either side leaves out is no difference, nor is an event that only the newer answer has (F13). */
export function compareBody(body: JsonObject, transaction: JsonObject): BodyComparison {
  const fields = FIXED_FIELDS.filter((field) => differs(body[field], transaction[field]));
  const known = new Map(eventsOf(transaction).map((event) => [event.id, event]));
  const named = eventsOf(body).filter((event) => event.id !== undefined);
  const altered = named.flatMap((event) => {
    const truth = known.get(event.id);
    if (truth === undefined) return [];
    return FIXED_EVENT_FIELDS.filter((field) => differs(event[field], truth[field])).map(
      (field) => `events[${String(event.id)}].${field}`,
    );
  });
  const unknown = named.filter((event) => !known.has(event.id)).map(({ id }) => `events[${String(id)}]`);
  return {
    differences: [...fields, ...altered, ...unknown],
    isAhead: unknown.length > 0 && fields.length + altered.length === 0,
  };
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
