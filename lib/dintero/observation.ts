import type { ErrorCode } from "@/lib/errors";
import type { BreakerState } from "./breaker";
import type { DinteroReason } from "./errors";

/** The calls we make. A route holds no id, so that it may label a metric. */
export const ROUTES = {
  token: "/v1/accounts/{account_id}/auth/token",
  session: "/v1/sessions/{session_id}",
  sessions: "/v1/sessions",
  transaction: "/v1/transactions/{transaction_id}",
  transactions: "/v1/transactions",
  settlements: "/v1/accounts/{account_id}/settlements",
  "settlement-attachment":
    "/v1/accounts/{account_id}/settlements/{settlement_id}/attachments/{attachment_id}",
} as const;
export type Route = keyof typeof ROUTES;

/** One HTTP request to Dintero, for metrics and logs: nothing in it is secret or personal. */
export interface DinteroCall {
  readonly route: Route;
  /** 1, or 2 for the retry. */
  readonly attempt: number;
  /** Absent when there was no answer. */
  readonly status?: number | undefined;
  readonly requestId?: string | undefined;
  /** Until the body was read. */
  readonly durationMs: number;
  /** Absent when the answer was good. */
  readonly code?: ErrorCode | undefined;
  readonly reason?: DinteroReason | undefined;
}

/** A circuit breaker opened or closed. */
export interface BreakerChange extends BreakerState {
  /** Settlements are on another host than the rest, and their trouble is none of the look-up's. */
  readonly part: "token" | "api" | "settlements";
}

/** What the client has seen of Dintero lately. Instants are epoch milliseconds. */
export interface DinteroHealth {
  readonly breakers: Readonly<Record<BreakerChange["part"], BreakerState>>;
  readonly lastSuccessAt?: number | undefined;
  readonly lastFailure?:
    | {
        readonly at: number;
        readonly route: Route;
        readonly code: ErrorCode;
        readonly reason: DinteroReason;
        readonly status?: number | undefined;
        readonly requestId?: string | undefined;
      }
    | undefined;
  readonly tokenIssuedAt?: number | undefined;
  readonly tokenExpiresAt?: number | undefined;
  /** Our clock less Dintero's, from the last answer's `Date`; good to about a second. */
  readonly clockSkewMs?: number | undefined;
}
