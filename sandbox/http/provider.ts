import type { IncomingHttpHeaders } from "node:http";
import { setImmediate } from "node:timers/promises";
import type { Catalogue } from "../catalogue";
import type { JsonObject } from "../json";
import type { DocumentKind, OrderRecord } from "../order-record";
import type { SettlementDesk } from "../settlements/settlement-desk";
import { type Answer, badRequest, forbidden, json, notFound, Refusal } from "./answer";
import { presentSession, presentTransaction, SESSION_INCLUDES, TRANSACTION_INCLUDES } from "./includes";
import { createdAt, isWithin, type ListFilter } from "./list-filter";
import { oneOf, Query } from "./query";
import { readSessionFilter } from "./session-filter";
import { SETTLEMENT_SCOPES, type TokenDesk } from "./token-desk";
import { readTransactionFilter } from "./transaction-filter";

export interface ProviderRequest {
  readonly method: string;
  /** As sent, still percent-encoded. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Where the client says it is calling. */
  readonly origin: string;
}

const SETTLEMENTS = /^\/v1\/accounts\/([^/]+)\/settlements(?:\/([^/]+)\/attachments\/([^/]+))?$/;

/** How many records a list looks through before it lets other requests have a turn. */
const TURN = 500;

/** Both of Dintero's hosts on one origin: the token endpoint, sessions, transactions and settlements. */
export class Provider {
  readonly #accountId: string;
  readonly #catalogue: Catalogue;
  readonly #tokens: TokenDesk;
  readonly #settlements: SettlementDesk;

  constructor(accountId: string, catalogue: Catalogue, tokens: TokenDesk, settlements: SettlementDesk) {
    this.#accountId = accountId;
    this.#catalogue = catalogue;
    this.#tokens = tokens;
    this.#settlements = settlements;
  }

  async answer(request: ProviderRequest): Promise<Answer> {
    try {
      return await this.#route(request);
    } catch (error) {
      if (error instanceof Refusal) return error.toAnswer();
      throw error;
    }
  }

  async #route(request: ProviderRequest): Promise<Answer> {
    const token = /^\/v1\/accounts\/([^/]+)\/auth\/token$/.exec(request.path);
    if (token?.[1] !== undefined) {
      allow(request.method, "POST");
      return this.#tokens.exchange(token[1], request.headers, request.body, request.origin);
    }
    const settlements = SETTLEMENTS.exec(request.path);
    if (settlements !== null) return this.#settled(settlements, request);
    const found = this.#resource(request.path);
    if (found === undefined) throw notFound();
    allow(request.method, "GET");
    this.#tokens.check(request.headers.authorization);
    if (found.account !== undefined && found.account !== this.#accountId) throw forbidden();
    const query = new Query(new URLSearchParams(request.query));
    if (found.id === undefined) return this.#list(found.kind, query);
    return found.kind === "session" ? this.#session(found.id, query) : this.#transaction(found.id, query);
  }

  async #settled(
    [, account, settlement, attachment]: RegExpExecArray,
    request: ProviderRequest,
  ): Promise<Answer> {
    allow(request.method, "GET");
    const scopes = this.#tokens.check(request.headers.authorization);
    const isGranted = scopes.some((scope) => SETTLEMENT_SCOPES.includes(scope));
    if (account !== this.#accountId || !isGranted) throw forbidden();
    const query = new Query(new URLSearchParams(request.query));
    return settlement === undefined || attachment === undefined
      ? this.#settlements.list(query)
      : this.#settlements.attachment(decode(settlement), decode(attachment), query);
  }

  /** The old paths, and the newer base (API.md 1), on which sessions cannot be listed. */
  #resource(path: string): { kind: DocumentKind; account?: string; id?: string } | undefined {
    const match = /^\/v1(?:\/accounts\/([^/]+)\/payments)?\/(session|transaction)s(?:\/([^/]+))?$/.exec(path);
    if (match === null) return undefined;
    const [, account, name, id] = match;
    const kind = name === "session" ? "session" : "transaction";
    if (account !== undefined && kind === "session" && id === undefined) return undefined;
    return { kind, ...(account === undefined ? {} : { account }), ...(id === undefined ? {} : { id }) };
  }

  #record(kind: DocumentKind, encodedId: string): { record: OrderRecord; document: JsonObject } {
    const id = decode(encodedId);
    if (!/^[PT]\d{8}\.[A-Za-z0-9]{1,64}$/.test(id)) throw badRequest("malformed id");
    if (!id.startsWith(`${this.#accountId}.`)) throw forbidden();
    const record = this.#catalogue.find(kind, id);
    const document = record?.[kind];
    if (record === undefined || document === undefined) throw notFound();
    return { record, document };
  }

  #session(encodedId: string, query: Query): Answer {
    const includes = query.many("includes", oneOf(SESSION_INCLUDES));
    query.close();
    return json(200, presentSession(this.#record("session", encodedId).document, includes));
  }

  #transaction(encodedId: string, query: Query): Answer {
    const includes = query.many("includes", oneOf(TRANSACTION_INCLUDES));
    query.close();
    const { record, document } = this.#record("transaction", encodedId);
    return json(200, presentTransaction(document, record.session, includes));
  }

  async #list(kind: DocumentKind, query: Query): Promise<Answer> {
    const filter = kind === "session" ? readSessionFilter(query) : readTransactionFilter(query);
    const { created, since, keys } = filter;
    const span = { from: created.from, to: created.until, since, keys };
    const records = this.#catalogue.records(kind, span, filter.startingAfter);
    if (records === undefined) throw badRequest("starting_after is not the id of a resource");
    const page: JsonObject[] = [];
    let seen = 0;
    for (const record of records) {
      seen += 1;
      if (seen % TURN === 0) await setImmediate();
      const document = record[kind];
      if (document === undefined || !matches(document, filter)) continue;
      page.push(
        kind === "session"
          ? presentSession(document, [])
          : presentTransaction(document, undefined, filter.includes),
      );
      if (page.length === filter.limit) break;
    }
    return json(200, page);
  }
}

function matches(document: JsonObject, filter: ListFilter): boolean {
  const { from, until } = filter.created;
  const isUnbounded = from === Number.NEGATIVE_INFINITY && until === Number.POSITIVE_INFINITY;
  if (!isUnbounded && !isWithin(createdAt(document), filter.created)) return false;
  return filter.tests.every((test) => test(document));
}

function allow(method: string, allowed: string): void {
  if (method !== allowed) throw new Refusal(405, "METHOD_NOT_ALLOWED", [], { allow: allowed });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw badRequest("malformed id");
  }
}
