import { randomUUID } from "node:crypto";
import { canonicalQuery, type SignedParts, signParts } from "@/lib/dintero/callback-signature";
import { callbackAddress } from "@/lib/domain/callback-address";
import { ACCOUNT, type OwnOrder } from "./sandbox";

/** As e2e/serve.mjs gives it to Kontor. */
const SECRET = "canary-signature-secret-for-the-browser-tests";

export interface Sent {
  /** Of the answer. */
  readonly status: number;
  /** The digest in its signature: the delivery's id where it was kept. */
  readonly digest: string;
}

export interface Delivery {
  readonly order: Pick<OwnOrder, "sessionId" | "transactionId" | "reference">;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Seconds the signed time lies from now. */
  readonly skewSeconds?: number;
  readonly secret?: string;
  /** What the sender signed in place of what Dintero would. */
  readonly signed?: (parts: SignedParts) => SignedParts;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A callback as Dintero sends it, or almost. Signed here and not by the sandbox, since most of these are wrong on purpose. */
function callbackOf(baseUrl: string, { order, query = {}, ...wrong }: Delivery) {
  const address = new URL(callbackAddress(baseUrl));
  const added = {
    transaction_id: order.transactionId,
    session_id: order.sessionId,
    merchant_reference: order.reference,
    time: "2026-05-12T10:15:30.000Z",
    ...query,
  };
  const rawQuery = [
    address.search.slice(1),
    ...Object.entries(added).map(([name, value]) => `${name}=${encodeURIComponent(value)}`),
  ].join("&");
  const right: SignedParts = {
    timestamp: Math.floor(Date.now() / 1000) + (wrong.skewSeconds ?? 0),
    accountId: ACCOUNT,
    method: "POST",
    hostname: address.hostname,
    pathname: address.pathname,
    query: canonicalQuery(rawQuery),
  };
  const parts = wrong.signed?.(right) ?? right;
  const digest = signParts(parts, wrong.secret ?? SECRET);
  return {
    digest,
    url: `${baseUrl}${address.pathname}?${rawQuery}`,
    init: {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "dintero-signature": `t=${right.timestamp},v0-hmac-sha256=${digest}`,
        "event-delivery": randomUUID(),
        ...wrong.headers,
      },
      body: wrong.body ?? "{}",
    },
  };
}

/** Sends it `times` times over, one after the other, with the very same signature. */
export async function deliver(baseUrl: string, delivery: Delivery, times = 1): Promise<Sent> {
  const { digest, url, init } = callbackOf(baseUrl, delivery);
  let status = 0;
  for (let sent = 0; sent < times; sent += 1) {
    const answer = await fetch(url, init);
    await answer.arrayBuffer();
    status = answer.status;
  }
  return { status, digest };
}
