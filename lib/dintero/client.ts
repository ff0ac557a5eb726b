import type { JsonObject } from "@/lib/domain/json";
import type { Session } from "@/lib/domain/session";
import type { Transaction } from "@/lib/domain/transaction";

/** One answer of Dintero: parsed, and as received (less nothing: withholding is the reader's work). */
export interface Fetched<T> {
  readonly value: T;
  readonly document: JsonObject;
  /** ISO instant at which the answer was complete. */
  readonly fetchedAt: string;
}

/** The provider. Every call has a total deadline and fails with an `AppError` whose code starts with "upstream-", or "invalid-id", or "not-found". */
export interface Dintero {
  readonly accountId: string;
  getSession(id: string): Promise<Fetched<Session>>;
  getTransaction(id: string): Promise<Fetched<Transaction>>;
  /** One page, at most 100, in no documented order. `startingAfter` is the last id of the page before. */
  listSessions(filter: SessionFilter): Promise<readonly Fetched<Session>[]>;
  listTransactions(filter: TransactionFilter): Promise<readonly Fetched<Transaction>[]>;
}

export interface SessionFilter {
  readonly limit?: number;
  readonly startingAfter?: string;
  readonly search?: string;
  readonly transactionIds?: readonly string[];
  readonly createdAtGte?: string;
  readonly createdAtLte?: string;
}

export interface TransactionFilter {
  readonly limit?: number;
  readonly startingAfter?: string;
  readonly search?: string;
  readonly sessionIds?: readonly string[];
  readonly merchantReference?: string;
  readonly merchantReference2?: string;
  readonly createdAtGte?: string;
  readonly createdAtLte?: string;
  readonly capturedAtGte?: string;
  readonly capturedAtLte?: string;
  readonly refundedAtGte?: string;
  readonly refundedAtLte?: string;
}
