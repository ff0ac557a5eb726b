import type { IncomingMessage } from "node:http";
import { isStripped } from "@/lib/front/request-rules";

/** What Next and our routes may believe of a request, because the front wrote it. */
export interface TrustedHeaders {
  readonly requestId: string;
  readonly clientAddress: string;
  /** Next reads the nonce out of this. */
  readonly contentSecurityPolicy: string;
  /** For scripts of our own: `x-nonce`. */
  readonly nonce: string;
  /** Whatever `Host` was sent, the application sees the configured one. */
  readonly appUrl: URL;
}

/**
 * Takes the framework's internal headers and every forwarded one off `request` and writes ours. Both views Node
 * keeps of the headers change, the parsed and the raw, so nobody downstream can read what was sent.
 */
export function rewriteHeaders(request: IncomingMessage, trusted: TrustedHeaders, isDev: boolean): void {
  const ours = {
    host: trusted.appUrl.host,
    "x-request-id": trusted.requestId,
    "x-nonce": trusted.nonce,
    "x-kontor-path": addressOf(request),
    "content-security-policy": trusted.contentSecurityPolicy,
    "x-forwarded-for": trusted.clientAddress,
    "x-forwarded-host": trusted.appUrl.host,
    "x-forwarded-proto": trusted.appUrl.protocol.slice(0, -1),
  };
  for (const name of Object.keys(request.headers)) {
    if (isStripped(name, isDev)) delete request.headers[name];
  }
  Object.assign(request.headers, ours);
  // In place: Node remembers how many there were, and reads that many when it parses them once more.
  request.rawHeaders.forEach((name, at) => {
    if (at % 2 === 1) return;
    const lower = name.toLowerCase();
    if (!isStripped(lower, isDev) && !(lower in ours)) return;
    request.rawHeaders[at] = "x-stripped";
    request.rawHeaders[at + 1] = "";
  });
  request.rawHeaders.push(...Object.entries(ours).flat());
}

/** Path and query as the browser asked for them, less what RSC navigation adds: where sign-in leads back to. */
function addressOf(request: IncomingMessage): string {
  const [path = "/", ...rest] = (request.url ?? "/").split("?");
  const query = new URLSearchParams(rest.join("?"));
  query.delete("_rsc");
  return query.size === 0 ? path : `${path}?${query}`;
}
