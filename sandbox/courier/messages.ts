import { presentTransaction } from "../http/includes";
import { createdAt } from "../http/list-filter";
import type { JsonObject } from "../json";
import { textAt } from "../json";
import type { OrderRecord } from "../order-record";
import { type Notice, readFlags } from "./notice";

/** What a callback or a webhook is, before it is signed. */
export interface Message {
  readonly method: "GET" | "POST";
  /** Undefined for no body. */
  readonly body?: string | undefined;
}

/**
 * The callback that tells `notice` of `record` to `url`, which has the flags of the callback URL: the URL with Dintero's
 * own parameters behind them, and the transaction as the whole body of a POST (API.md 6).
 */
export function callbackMessage(
  record: OrderRecord,
  notice: Notice,
  url: URL,
): Message & { readonly url: URL } {
  const flags = readFlags(url.searchParams);
  const { session, transaction } = record;
  const document = transaction ?? session;
  const created = document === undefined ? Number.NaN : createdAt(document);
  const added: readonly (readonly [string, string | undefined])[] = [
    ["transaction_id", textAt(transaction, "id")],
    [flags.sessionParameter, textAt(session, "id") ?? textAt(transaction, "session_id")],
    ["merchant_reference", referenceOf(record)],
    ["time", Number.isNaN(created) ? undefined : new Date(created).toISOString()],
    ["error", notice.error],
    ["event", notice.event],
    ["event_id", notice.eventId],
  ];
  const query = added.flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  const whole = new URL(url);
  whole.search = [url.search.slice(1), ...query].filter((part) => part !== "").join("&");
  const includes = flags.hasSession ? ["session"] : [];
  const body =
    flags.method === "GET" || transaction === undefined
      ? undefined
      : JSON.stringify(presentTransaction(transaction, session, includes));
  return { method: flags.method, url: whole, body };
}

function referenceOf({ session, transaction }: OrderRecord): string | undefined {
  return textAt(transaction, "merchant_reference") ?? textAt(session, "order", "merchant_reference");
}

/** Events of a subscription that the sandbox can send. */
export const WEBHOOK_EVENTS = ["checkout_transaction", "checkout_authorization", "ping"] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** The webhook `event` about `record`: unlike in a callback, the transaction is wrapped (API.md 8). */
export function webhookMessage(
  accountId: string,
  event: WebhookEvent,
  eventDelivery: string,
  record: OrderRecord | undefined,
  error: string | undefined,
): Message {
  const { session, transaction } = record ?? {};
  const told = event !== "ping" && transaction !== undefined;
  const payload: JsonObject = {
    account_id: accountId,
    event,
    event_delivery: eventDelivery,
    ...(event === "checkout_authorization" && record !== undefined
      ? {
          authorization: {
            merchant_reference: referenceOf(record),
            session_id: textAt(session, "id") ?? textAt(transaction, "session_id"),
            transaction_id: textAt(transaction, "id"),
            error,
          },
        }
      : {}),
    ...(told ? { transaction: presentTransaction(transaction, undefined, []) } : {}),
  };
  return { method: "POST", body: JSON.stringify(payload) };
}
