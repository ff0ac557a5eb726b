import { createHmac } from "node:crypto";

export interface SignedCall {
  readonly accountId: string;
  readonly method: string;
  /** As the receiver is known to the world; its scheme and port are not signed. */
  readonly url: URL;
  /** Unix seconds. */
  readonly t: number;
}

/** `Dintero-Signature` of a session callback (API.md 7). The body is no part of it. */
export function signCallback({ accountId, method, url, t }: SignedCall, secret: string): string {
  const query = new URLSearchParams(url.search);
  query.sort();
  const signed = [t, accountId, method, url.hostname, url.pathname, query].join("\n");
  return `t=${t},v0-hmac-sha256=${createHmac("sha256", secret).update(signed).digest("hex")}`;
}

/** `event-signature` of an account webhook (API.md 8): the body and nothing else. */
export function signWebhook(body: string, secret: string): string {
  return createHmac("sha1", secret).update(body).digest("hex");
}
