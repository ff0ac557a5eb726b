import { randomUUID } from "node:crypto";
import { isObject, numberAt, parseJson, textAt } from "../json";
import type { OrderRecord } from "../order-record";
import type { Parcel } from "./courier";
import { type Address, callbackAddress, type Destination, webhookAddress } from "./destination";
import { callbackMessage, type WebhookEvent, webhookMessage } from "./messages";
import type { Notice } from "./notice";
import { signCallback, signWebhook } from "./signature";

export interface Sender extends Destination {
  readonly accountId: string;
  /** Without it callbacks go unsigned, as Dintero's do before a secret is made. */
  readonly signatureSecret?: string | undefined;
  /** Without it there is no subscription, and no webhooks. */
  readonly webhookSecret?: string | undefined;
  /** Whether a retry is signed anew ("fresh", the default) or as the first try was: Dintero does not say. */
  readonly retrySignature?: "fresh" | "first" | undefined;
}

/** What is wrong with a delivery, on purpose. */
export interface Spoil {
  readonly signature?: "wrong" | "missing" | undefined;
  /** How long ago it says it was signed; a retry that is signed anew says the truth. */
  readonly signedSecondsAgo?: number | undefined;
  /** "changed": another amount than the order has, which a signature does not notice. */
  readonly body?: "changed" | undefined;
}

/** The callback URL of `record`: its transaction's, where that is one, else its session's. */
export function callbackUrlOf({ session, transaction }: OrderRecord): string | undefined {
  const urls = [textAt(transaction, "url", "callback_url"), textAt(session, "url", "callback_url")];
  return urls.find((url) => url !== undefined && URL.canParse(url)) ?? urls.find(Boolean);
}

/** Where callbacks about `record` go; `flags` in place of the query of its callback URL. */
export function addressOf(record: OrderRecord, sender: Sender, flags?: string): Address | undefined {
  const address = callbackAddress(callbackUrlOf(record), sender);
  if (address !== undefined && flags !== undefined) address.url.search = flags;
  return address;
}

/** The callback that tells `notice` of `record`. */
export function callbackParcel(
  record: OrderRecord,
  notice: Notice,
  address: Address,
  sender: Sender,
  spoil: Spoil = {},
): Parcel {
  const { method, url, body } = callbackMessage(record, notice, address.url);
  const eventDelivery = randomUUID();
  const { event, eventId, error } = notice;
  const sent = spoil.body === "changed" && body !== undefined ? withOtherAmount(body) : body;
  const signatureAt = signatureOf(sender, method, url, spoil);
  return {
    ...{ eventDelivery, channel: "callback", ...idsOf(record), event, eventId, error, method, url },
    connectTo: address.connectTo,
    body: sent,
    headersAt: (now) => ({
      accept: "application/json",
      "user-agent": "Dintero-Checkout-Sandbox/1",
      "event-delivery": eventDelivery,
      ...(sent === undefined ? {} : { "content-type": "application/json" }),
      ...signatureAt(now),
    }),
  };
}

function signatureOf(sender: Sender, method: string, url: URL, spoil: Spoil) {
  const { accountId, signatureSecret, retrySignature } = sender;
  let first: number | undefined;
  return (now: number): Record<string, string> => {
    const isFirst = first === undefined || retrySignature === "first";
    first ??= now;
    if (signatureSecret === undefined || spoil.signature === "missing") return {};
    const at = isFirst ? first - (spoil.signedSecondsAgo ?? 0) * 1000 : now;
    const secret = spoil.signature === "wrong" ? `not ${signatureSecret}` : signatureSecret;
    return {
      "dintero-signature": signCallback({ accountId, method, url, t: Math.floor(at / 1000) }, secret),
    };
  };
}

function withOtherAmount(body: string): string {
  const document = parseJson(body);
  return isObject(document)
    ? JSON.stringify({ ...document, amount: (numberAt(document, "amount") ?? 0) + 100 })
    : body;
}

/** The webhook `event`, about `record` unless it is a ping; undefined without a subscription. */
export function webhookParcel(
  event: WebhookEvent,
  record: OrderRecord | undefined,
  error: string | undefined,
  sender: Sender,
  spoil: Spoil = {},
): Parcel | undefined {
  const { accountId, webhookSecret } = sender;
  const address = webhookAddress(sender);
  if (address === undefined || webhookSecret === undefined) return undefined;
  const eventDelivery = randomUUID();
  const { method, body = "" } = webhookMessage(accountId, event, eventDelivery, record, error);
  const sent = spoil.body === "changed" ? body.replace(/"amount":(\d+)/, '"amount":1$1') : body;
  const secret = spoil.signature === "wrong" ? `not ${webhookSecret}` : webhookSecret;
  return {
    ...{ eventDelivery, channel: "webhook", ...idsOf(record), event, error, method, ...address },
    body: sent,
    headersAt: () => ({
      "content-type": "application/json",
      "user-agent": "Dintero-Hook/sandbox",
      event,
      "event-delivery": eventDelivery,
      ...(spoil.signature === "missing" ? {} : { "event-signature": signWebhook(body, secret) }),
    }),
  };
}

function idsOf(record: OrderRecord | undefined) {
  return {
    sessionId: textAt(record?.session, "id") ?? textAt(record?.transaction, "session_id"),
    transactionId: textAt(record?.transaction, "id"),
  };
}
