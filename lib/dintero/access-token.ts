import { z } from "zod";
import type { Breaker } from "./breaker";
import { type Budget, openBudget } from "./budget";
import { DinteroError, invalidResponse } from "./errors";
import { endpointUrl } from "./ids";
import { parseJson } from "./json";
import type { Limits } from "./limits";
import { parseRetryAfter } from "./retry-after";
import type { Clocks, Sender } from "./sender";
import type { TransportAnswer } from "./transport";

export interface AccessTokens {
  /** A token that should still be good; asks for one when needed, once for everybody who waits. */
  get(budget: Budget): Promise<string>;
  /** Dintero's API answered 401 to `token`. It is used no more, unless a newer one has already replaced it. */
  refuse(token: string): void;
  /** Dintero's API took a token: whatever was refused before is mended. */
  accept(): void;
  /** Epoch milliseconds, both; undefined without a token. */
  lifetime(): { readonly issuedAt: number; readonly expiresAt: number } | undefined;
}

export interface AccessTokenConfig {
  readonly apiUrl: URL;
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly limits: Limits;
  readonly clocks: Clocks;
}

interface HeldToken {
  readonly value: string;
  /** Both on the monotonic clock: a token's age must survive somebody setting the other one. */
  readonly renewAt: number;
  readonly endsAt: number;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Part of its life after which a token is renewed while it still serves, and the pause after a failure to. */
const RENEW_AT = 0.85;
const RENEW_PAUSE_MS = 10_000;
/** A lifetime of nothing would mean a token call for every read, a lifetime of years that a revoked one is kept. */
const MIN_LIFETIME_MS = 5_000;
const MAX_LIFETIME_MS = 24 * 60 * 60 * 1000;
const UNSTATED_LIFETIME_MS = 60_000;
/** While Dintero refuses us, this many token calls per window for all users together: a wrong secret must not look like an attack. */
const REFUSED_CALLS = 2;
const REFUSED_WINDOW_MS = 60_000;

const tokenSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,16384}$/, "not a bearer token"),
  expires_in: z.coerce.number().positive().optional().catch(undefined),
});

/** Client credentials exchanged for a bearer token (API.md 2). The token lives in memory only. */
export function createAccessTokens(
  config: AccessTokenConfig,
  parts: { readonly sender: Sender; readonly breaker: Breaker },
): AccessTokens {
  const { limits } = config;
  const { elapsed } = config.clocks;
  const { sender, breaker } = parts;
  const url = endpointUrl(config.apiUrl, `/v1/accounts/${config.accountId}/auth/token`);
  const credentials = Buffer.from(`${config.clientId}:${config.clientSecret}`, "utf8").toString("base64");
  const headers = {
    authorization: `Basic ${credentials}`,
    "content-type": "application/json",
    accept: "application/json",
    "user-agent": "Kontor",
  };
  const body = JSON.stringify({
    grant_type: "client_credentials",
    // Dintero's name for the account, whatever address it is reached at.
    audience: `https://api.dintero.com/v1/accounts/${config.accountId}`,
  });

  let held: HeldToken | undefined;
  let flight: Promise<string> | undefined;
  let refusal: DinteroError | undefined;
  let callsAt: number[] = [];
  let limitedUntil = 0;

  function assertMayCall(): void {
    const at = elapsed();
    if (at < limitedUntil) throw rateLimited(limitedUntil - at);
    callsAt = callsAt.filter((calledAt) => at - calledAt < REFUSED_WINDOW_MS);
    const oldest = callsAt.at(-REFUSED_CALLS);
    if (refusal === undefined || oldest === undefined) return;
    throw new DinteroError(refusal.code, refusal.reason, refusal.message, {
      status: refusal.status,
      requestId: refusal.requestId,
      retryAfterMs: Math.ceil(oldest + REFUSED_WINDOW_MS - at),
    });
  }

  async function ask(): Promise<string> {
    assertMayCall();
    breaker.admit();
    callsAt.push(elapsed());
    const budget = openBudget(limits.deadlineMs, elapsed);
    try {
      const request = { method: "POST", url, headers, body, isConnectionKept: false } as const;
      held = await sender.send({ route: "token", attempt: 1, budget }, request, toHeld);
      breaker.succeeded();
      return held.value;
    } catch (error) {
      if (!(error instanceof DinteroError)) throw error;
      if (error.code === "upstream-auth-failed") refusal = error;
      if (error.code === "upstream-rate-limited") limitedUntil = elapsed() + (error.retryAfterMs ?? 0);
      else if (error.retryable || error.reason === "tls") breaker.failed(error);
      else if (error.status !== undefined && error.status !== 200) breaker.succeeded();
      throw error;
    } finally {
      budget.close();
    }
  }

  function toHeld(answer: TransportAnswer): HeldToken {
    if (answer.status !== 200) throw tokenFailure(answer, config.clocks.now(), limits);
    const parsed = tokenSchema.safeParse(answer.body && parseJson(answer.body));
    if (!parsed.success) {
      const field = String(parsed.error.issues[0]?.path[0] ?? "token");
      throw invalidResponse("wrong-shape", field, "not a token answer", answer);
    }
    const { access_token: value, expires_in: statedSeconds } = parsed.data;
    const statedMs = statedSeconds === undefined ? UNSTATED_LIFETIME_MS : statedSeconds * 1000;
    const lifetimeMs = Math.min(Math.max(statedMs, MIN_LIFETIME_MS), MAX_LIFETIME_MS);
    const at = elapsed();
    const issuedAt = config.clocks.now();
    return {
      value,
      issuedAt,
      renewAt: at + lifetimeMs * RENEW_AT,
      endsAt: at + lifetimeMs,
      expiresAt: issuedAt + lifetimeMs,
    };
  }

  function refresh(): Promise<string> {
    flight ??= ask().finally(() => {
      flight = undefined;
    });
    return flight;
  }

  return {
    async get(budget) {
      const at = elapsed();
      if (held === undefined || at >= held.endsAt) return budget.race(refresh());
      // Still good for a while: the new one is fetched behind the reader's back, and a failure costs nothing yet.
      if (at >= held.renewAt) {
        held = { ...held, renewAt: at + RENEW_PAUSE_MS };
        refresh().catch(() => undefined);
      }
      return held.value;
    },
    refuse(token) {
      if (held?.value !== token) return;
      held = undefined;
      refusal = new DinteroError(
        "upstream-auth-failed",
        "token-refused",
        "Dintero refused the token it had issued",
        {
          status: 401,
        },
      );
    },
    accept() {
      refusal = undefined;
      callsAt = [];
    },
    lifetime: () => held && { issuedAt: held.issuedAt, expiresAt: held.expiresAt },
  };
}

function rateLimited(retryAfterMs: number | undefined, answer?: TransportAnswer): DinteroError {
  return new DinteroError(
    "upstream-rate-limited",
    "rate-limited",
    "Dintero limits how often we may ask for a token",
    {
      status: 429,
      requestId: answer?.requestId,
      retryAfterMs,
      retryable: true,
    },
  );
}

/** Any 4xx of the token endpoint is about who we say we are: account id, client id or secret. */
function tokenFailure(answer: TransportAnswer, now: number, limits: Limits): DinteroError {
  const { status, requestId } = answer;
  if (status === 429) {
    return rateLimited(parseRetryAfter(answer.retryAfter, now, limits.maxRetryAfterMs) ?? 1_000, answer);
  }
  if (status >= 500) {
    return new DinteroError("upstream-error", "server-error", `the token endpoint answered ${status}`, {
      status,
      requestId,
      retryable: true,
    });
  }
  if (status >= 400) {
    return new DinteroError(
      "upstream-auth-failed",
      "credentials-refused",
      "Dintero refused our credentials",
      {
        status,
        requestId,
      },
    );
  }
  const reason = status >= 300 ? "redirected" : "unexpected-status";
  return new DinteroError("upstream-error", reason, `the token endpoint answered ${status}`, {
    status,
    requestId,
  });
}
