import { createHmac, randomBytes } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isObject, type JsonObject, type JsonValue, parseJson } from "../json";
import { type Answer, badRequest, forbidden, json, Refusal, unauthorized } from "./answer";

export interface Credentials {
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Any of these opens settlements (API.md 2). */
export const SETTLEMENT_SCOPES: readonly string[] = ["billing", "reports", "settlements"].flatMap((name) => [
  `admin:${name}`,
  `read:${name}`,
]);

function base64url(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

/**
 * The token endpoint (API.md 2): Basic credentials in, a bearer token with a lifetime out. Only tokens handed out
 * here, and not yet over, open the rest.
 */
export class TokenDesk {
  /** How long the next tokens live. Dintero's docs say 4 hours. */
  lifetimeSeconds = 14_400;
  /** Calls allowed in any minute; more are answered 429 with Retry-After. */
  callsPerMinute = 120;
  /** Of the tokens that come, with blanks between (API.md 2). Without one of `SETTLEMENT_SCOPES` settlements are 403. */
  scope = "admin:checkout read:settlements";
  readonly #credentials: Credentials;
  readonly #now: () => number;
  readonly #key = randomBytes(32);
  readonly #tokens = new Map<string, { readonly endsAt: number; readonly scopes: readonly string[] }>();
  #calls: number[] = [];

  constructor(credentials: Credentials, now: () => number) {
    this.#credentials = credentials;
    this.#now = now;
  }

  /** Answers `POST /v1/accounts/{accountId}/auth/token`. @throws Refusal */
  exchange(accountId: string, headers: IncomingHttpHeaders, body: string, origin: string): Answer {
    this.#countCall();
    this.#checkBasic(headers.authorization);
    if (accountId !== this.#credentials.accountId) throw forbidden();
    checkGrant(headers["content-type"], body, accountId, origin);
    const token = this.#mint();
    return json(
      200,
      { access_token: token, expires_in: this.lifetimeSeconds, token_type: "Bearer" },
      { "cache-control": "no-store" },
    );
  }

  /** The scopes that come with `authorization`. @throws Refusal unless it carries a token of this desk that is not over. */
  check(authorization: string | undefined): readonly string[] {
    if (authorization === undefined) throw unauthorized("no bearer token");
    const token = /^Bearer ([\w.-]+)$/.exec(authorization)?.[1];
    const held = token === undefined ? undefined : this.#tokens.get(token);
    if (held === undefined) throw unauthorized("invalid token");
    if (held.endsAt <= this.#now()) throw unauthorized("token expired");
    return held.scopes;
  }

  /** Ends every token handed out so far. */
  revokeAll(): void {
    this.#tokens.clear();
  }

  #countCall(): void {
    const now = this.#now();
    this.#calls = this.#calls.filter((at) => at > now - 60_000);
    const oldest = this.#calls[0];
    if (oldest !== undefined && this.#calls.length >= this.callsPerMinute) {
      const seconds = Math.max(1, Math.ceil((oldest + 60_000 - now) / 1000));
      throw new Refusal(429, "TOO_MANY_REQUESTS", [], { "retry-after": String(seconds) });
    }
    this.#calls.push(now);
  }

  #checkBasic(authorization: string | undefined): void {
    const encoded = /^Basic ([A-Za-z0-9+/]+={0,2})$/.exec(authorization ?? "")?.[1];
    if (encoded === undefined) throw unauthorized("no Basic credentials");
    const { clientId, clientSecret } = this.#credentials;
    const isRight = Buffer.from(encoded, "base64").toString("utf8") === `${clientId}:${clientSecret}`;
    if (!isRight) throw unauthorized("unknown client or wrong secret");
  }

  #mint(): string {
    const issuedAt = Math.floor(this.#now() / 1000);
    const { accountId, clientId } = this.#credentials;
    const head = base64url({ alg: "HS256", typ: "JWT" });
    const claims = base64url({
      aud: `https://api.dintero.com/v1/accounts/${accountId}`,
      exp: issuedAt + this.lifetimeSeconds,
      iat: issuedAt,
      jti: randomBytes(8).toString("hex"),
      scope: this.scope,
      sub: clientId,
    });
    const signature = createHmac("sha256", this.#key).update(`${head}.${claims}`).digest("base64url");
    const token = `${head}.${claims}.${signature}`;
    for (const [held, { endsAt }] of this.#tokens) if (endsAt <= this.#now()) this.#tokens.delete(held);
    this.#tokens.set(token, {
      endsAt: this.#now() + this.lifetimeSeconds * 1000,
      scopes: this.scope.split(" "),
    });
    return token;
  }
}

function checkGrant(contentType: string | undefined, body: string, accountId: string, origin: string): void {
  if (contentType === undefined || !/^application\/json\s*(;|$)/i.test(contentType)) {
    throw badRequest("content-type must be application/json");
  }
  let value: JsonValue;
  try {
    value = parseJson(body);
  } catch {
    throw badRequest("the body is not JSON");
  }
  if (!isObject(value)) throw badRequest("the body is not an object");
  if (value.grant_type !== "client_credentials") throw badRequest("grant_type must be client_credentials");
  // Dintero's own name for the audience, or the same path on the origin that plays Dintero here.
  const audiences = ["https://api.dintero.com", origin].map((base) => `${base}/v1/accounts/${accountId}`);
  if (typeof value.audience !== "string" || !audiences.includes(value.audience)) {
    throw badRequest("audience must be https://api.dintero.com/v1/accounts/{account id}");
  }
}
