import { type OutgoingHttpHeader, type OutgoingHttpHeaders, ServerResponse } from "node:http";

/** What the front decides about one answer before anybody writes it. */
export interface AnswerPolicy {
  /** Lower-case names. Whoever answers cannot change these. */
  readonly headers: ReadonlyMap<string, string>;
  /** A hashed asset of the build keeps the long `Cache-Control` it was given, when it exists. */
  readonly isHashedAsset: boolean;
  /** A page's 307 becomes 303: what a browser must follow with GET, whatever it came with (FAULTS, F50). */
  readonly isPage: boolean;
}

const NOT_OURS: readonly string[] = ["x-powered-by", "server"];

/**
 * Every answer leaves through here, Next's included, so no route can forget a security header or set a weaker one:
 * the policy is applied when the head is written, after everybody else had their say.
 */
export class FrontResponse extends ServerResponse {
  policy: AnswerPolicy | undefined;

  override writeHead(
    statusCode: number,
    statusMessage?: string | OutgoingHttpHeaders | OutgoingHttpHeader[],
    headers?: OutgoingHttpHeaders | OutgoingHttpHeader[],
  ): this {
    const given = typeof statusMessage === "string" ? headers : statusMessage;
    for (const [name, value] of pairs(given)) this.setHeader(name, value);
    const { policy } = this;
    if (policy === undefined) return super.writeHead(statusCode);
    for (const name of NOT_OURS) this.removeHeader(name);
    for (const [name, value] of policy.headers) this.setHeader(name, value);
    const isCacheable = policy.isHashedAsset && (statusCode === 200 || statusCode === 304);
    if (!isCacheable) this.setHeader("cache-control", "private, no-store");
    return super.writeHead(policy.isPage && statusCode === 307 ? 303 : statusCode);
  }
}

/** `writeHead` takes its headers as an object, as a flat list or not at all. */
function pairs(
  headers: OutgoingHttpHeaders | OutgoingHttpHeader[] | undefined,
): readonly (readonly [string, OutgoingHttpHeader])[] {
  if (headers === undefined) return [];
  if (!Array.isArray(headers)) {
    return Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] as const],
    );
  }
  return headers.flatMap((name, at) => {
    const value = headers[at + 1];
    return at % 2 === 0 && value !== undefined ? [[String(name), value] as const] : [];
  });
}
