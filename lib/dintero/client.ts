import type { Session } from "@/lib/domain/session";
import type { Transaction } from "@/lib/domain/transaction";
import { createAccessTokens } from "./access-token";
import type { Fetched, ListPage } from "./answers";
import type { AttachmentFile } from "./attachment-file";
import { createBreaker } from "./breaker";
import { DEFAULT_LIMITS, type Limits } from "./limits";
import type { BreakerChange, DinteroCall, DinteroHealth } from "./observation";
import { type CallOptions, createReads } from "./request";
import { createSender } from "./sender";
import { getSession, listSessions, type SessionFilter } from "./sessions";
import {
  getSettlementAttachment,
  listSettlements,
  type SettlementFilter,
  type SettlementPage,
} from "./settlements";
import { getTransaction, listTransactions, type TransactionFilter } from "./transactions";
import { createTransport } from "./transport";

export type { Fetched, ListPage, UnreadableEntry } from "./answers";
export type { AttachmentFile } from "./attachment-file";
export type { CallOptions } from "./request";
export type { SessionFilter } from "./sessions";
export type { SettlementFilter, SettlementPage, SettlementPlace } from "./settlements";
export type { TransactionFilter } from "./transactions";

/**
 * The provider. A call fails with an `AppError`: "invalid-id" before anything is sent, "not-found", or one whose code
 * starts with "upstream-" (a `DinteroError`, with status, request id and reason). Each call has a total deadline of
 * 8 s; `options.signal` shortens it, for example to what several calls share.
 */
export interface Dintero {
  readonly accountId: string;
  getSession(id: string, options?: CallOptions): Promise<Fetched<Session>>;
  getTransaction(id: string, options?: CallOptions): Promise<Fetched<Transaction>>;
  /** One page, at most 100, in no documented order; a page shorter than its limit is the last. */
  listSessions(filter: SessionFilter, options?: CallOptions): Promise<ListPage<Session>>;
  listTransactions(filter: TransactionFilter, options?: CallOptions): Promise<ListPage<Transaction>>;
  /** One page, at most 1,000; it has the place where the next begins. Needs a scope that not every API client has. */
  listSettlements(filter: SettlementFilter, options?: CallOptions): Promise<SettlementPage>;
  getSettlementAttachment(
    ids: { readonly settlementId: string; readonly attachmentId: string },
    options?: CallOptions,
  ): Promise<AttachmentFile>;
  /** What the client has seen lately; asks nobody. */
  health(): DinteroHealth;
}

/** Everything the client needs to know: it reads no environment and no clock of its own but the monotonic one below. */
export interface DinteroConfig {
  /** `T` or `P` and eight digits: sandbox or production. */
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Token endpoint and settlements, for example "https://api.dintero.com". Plain http is for this machine only. */
  readonly apiUrl: string;
  /** Sessions and transactions, for example "https://checkout.dintero.com". */
  readonly checkoutUrl: string;
  /** Epoch milliseconds. */
  now(): number;
  /** Monotonic milliseconds, for durations and a token's age; the process's own unless a test drives it. */
  elapsed?(): number;
  /** Told of every HTTP request after it ended. */
  onCall?(call: DinteroCall): void;
  /** Told when Dintero is given up on for a while, and when it is back. */
  onBreaker?(change: BreakerChange): void;
  readonly limits?: Partial<Limits>;
}

/** One per process: the token, the connections and the breakers live in it. @throws TypeError for an unusable address. */
export function createDintero(config: DinteroConfig): Dintero {
  const { accountId } = config;
  const limits = { ...DEFAULT_LIMITS, ...config.limits };
  const clocks = { now: config.now, elapsed: config.elapsed ?? (() => performance.now()) };
  const breakerOf = (part: BreakerChange["part"]) =>
    createBreaker(limits, clocks, (state) => config.onBreaker?.({ part, ...state }));
  const breakers = {
    token: breakerOf("token"),
    api: breakerOf("api"),
    settlements: breakerOf("settlements"),
  };
  const sender = createSender(createTransport(limits.maxBodyBytes), clocks, (call) => config.onCall?.(call));
  const tokens = createAccessTokens(
    {
      apiUrl: baseUrl(config.apiUrl),
      accountId,
      clientId: config.clientId,
      clientSecret: config.clientSecret,
      limits,
      clocks,
    },
    { sender, breaker: breakers.token },
  );
  const { get } = createReads(
    { baseUrl: baseUrl(config.checkoutUrl), limits, clocks },
    { sender, tokens, breaker: breakers.api },
  );
  const finance = createReads(
    { baseUrl: baseUrl(config.apiUrl), limits, clocks },
    { sender, tokens, breaker: breakers.settlements },
  );
  return {
    accountId,
    getSession: (id, options) => getSession(get, accountId, id, options),
    getTransaction: (id, options) => getTransaction(get, accountId, id, options),
    listSessions: (filter, options) => listSessions(get, accountId, filter, options),
    listTransactions: (filter, options) => listTransactions(get, accountId, filter, options),
    listSettlements: (filter, options) => listSettlements(finance.get, accountId, filter, options),
    getSettlementAttachment: (ids, options) =>
      getSettlementAttachment(finance.getFile, accountId, ids, options),
    health: () => ({
      ...sender.seen(),
      breakers: {
        token: breakers.token.state(),
        api: breakers.api.state(),
        settlements: breakers.settlements.state(),
      },
      tokenIssuedAt: tokens.lifetime()?.issuedAt,
      tokenExpiresAt: tokens.lifetime()?.expiresAt,
    }),
  };
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** Credentials and personal data never travel in the clear past this machine. */
function baseUrl(text: string): URL {
  const url = new URL(text);
  const isSafe = url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (!isSafe) throw new TypeError("Dintero's address must be https, or http on this machine");
  return url;
}
