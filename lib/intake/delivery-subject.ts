/** What a delivery says it is about: hints, to be looked up at Dintero. A value that cannot be an id is left out. */
export interface DeliverySubject {
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly event?: string | undefined;
  readonly eventId?: string | undefined;
  readonly error?: string | undefined;
}

const MAX_TEXT = 200;

/** From the signed query of a session callback: `sid` may stand for `session_id`, `transaction_id` may be missing (API.md 6). */
export function readCallbackQuery(rawQuery: string): DeliverySubject {
  const query = new URLSearchParams(rawQuery);
  const read = (name: string) => text(query.get(name));
  return {
    sessionId: read("session_id") ?? read("sid"),
    transactionId: read("transaction_id"),
    merchantReference: read("merchant_reference"),
    event: read("event"),
    eventId: read("event_id"),
    error: read("error"),
  };
}

/** From the signed body of an account webhook: the transaction is wrapped here, unlike in a callback (API.md 8). */
export function readWebhookBody(body: Buffer): DeliverySubject {
  const document = parseObject(body);
  const authorization = objectAt(document, "authorization");
  const transaction = objectAt(document, "transaction");
  return {
    sessionId: text(transaction.session_id) ?? text(authorization.session_id),
    transactionId: text(transaction.id) ?? text(authorization.transaction_id),
    merchantReference: text(transaction.merchant_reference) ?? text(authorization.merchant_reference),
    event: text(document.event),
    error: text(authorization.error),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** A body that is no JSON object says nothing; its bytes are kept all the same (F17). */
function parseObject(body: Buffer): Fields {
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return isFields(value) ? value : {};
  } catch {
    return {};
  }
}

function objectAt(fields: Fields, key: string): Fields {
  const value = fields[key];
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  if (typeof value !== "string" || value.trim() === "") return undefined;
  return value.slice(0, MAX_TEXT);
}
