import type { JsonObject, JsonValue } from "./json";
import type { EventSource, OrderDocuments } from "./order";
import { timelineOf } from "./timeline";

/**
 * The timeline entry (its anchor on the order page) of the event that `id` names: an event's own id, its request's, the
 * one it answers, its reference, or the payment provider's id of it. Undefined where no event has it.
 */
export function eventAnchorOf(documents: OrderDocuments, id: string): string | undefined {
  const isNamed = ({ document, index }: EventSource) =>
    document === "session" ? namesSessionEvent(documents, index, id) : namesMoneyEvent(documents, index, id);
  return timelineOf(documents).find((entry) => entry.sources.some(isNamed))?.id;
}

function namesSessionEvent({ session }: OrderDocuments, index: number, id: string): boolean {
  const event = session?.events[index];
  return event !== undefined && ([event.id, event.requestId].includes(id) || holds(event.details, id));
}

function namesMoneyEvent({ transaction }: OrderDocuments, index: number, id: string): boolean {
  const event = transaction?.events[index];
  if (event === undefined) return false;
  const ids = [event.id, event.requestId, event.correlationRequestId, event.eventReference];
  return ids.includes(id) || holds(event.metadata, id);
}

/** An id within an object, whole or as the last part of a path, which is how people paste a PayEx id. */
function holds(value: JsonValue | undefined, id: string): boolean {
  if (typeof value === "string" || typeof value === "number") {
    const text = String(value).trim();
    return text === id || text.endsWith(`/${id}`);
  }
  if (typeof value !== "object" || value === null) return false;
  return Object.values<JsonValue | undefined>(isList(value) ? { ...value } : value).some((held) =>
    holds(held, id),
  );
}

function isList(value: JsonObject | readonly JsonValue[]): value is readonly JsonValue[] {
  return Array.isArray(value);
}
