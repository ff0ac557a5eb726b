import { isObject, type JsonObject, type JsonValue, objectsAt } from "../json";
import type { OrderRecord } from "../order-record";

export const SESSION_INCLUDES = ["events.request_headers", "initiating_system_request_headers"] as const;
export const TRANSACTION_INCLUDES = [
  "card.payment_token",
  "card.recurrence_token",
  "session",
  "session.events.latest",
  "events.request_headers",
  "events.success.true",
  "initiating_system_request_headers",
] as const;

function without(object: JsonObject, ...keys: string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

function withEvents(document: JsonObject, change: (events: JsonObject[]) => JsonValue[]): JsonObject {
  return document.events === undefined
    ? document
    : { ...document, events: change(objectsAt(document, "events")) };
}

/** Leaves out what Dintero sends only when asked: the request headers of events and of the system that began it. */
function withoutHeaders(document: JsonObject, includes: readonly string[]): JsonObject {
  let answer = document;
  if (!includes.includes("initiating_system_request_headers")) {
    answer = without(answer, "initiating_system_request_headers");
  }
  if (!includes.includes("events.request_headers")) {
    answer = withEvents(answer, (events) => events.map((event) => without(event, "request_headers")));
  }
  return answer;
}

/** The session as `GET /sessions/{id}` answers it. */
export function presentSession(session: JsonObject, includes: readonly string[]): JsonObject {
  return withoutHeaders(session, includes);
}

/** The transaction as `GET /transactions/{id}` answers it. */
export function presentTransaction(
  transaction: JsonObject,
  session: OrderRecord["session"],
  includes: readonly string[],
): JsonObject {
  let answer = withoutHeaders(transaction, includes);
  if (isObject(answer.card)) {
    const hidden = (["payment_token", "recurrence_token"] as const).filter(
      (key) => !includes.includes(`card.${key}`),
    );
    answer = { ...answer, card: without(answer.card, ...hidden) };
  }
  if (includes.includes("events.success.true")) {
    answer = withEvents(answer, (events) => events.filter((event) => event.success === true));
  }
  if (session !== undefined && includes.includes("session.events.latest")) {
    const presented = presentSession(session, includes);
    answer = { ...answer, session: withEvents(presented, (events) => events.slice(-1)) };
  }
  if (session !== undefined && includes.includes("session")) {
    answer = { ...answer, session: presentSession(session, includes) };
  }
  return answer;
}
