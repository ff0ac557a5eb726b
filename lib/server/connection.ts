import "server-only";
import { type LastVerified, listLastVerified } from "@/lib/db/last-verified";
import { type DinteroReason, isDinteroError } from "@/lib/dintero/errors";
import { clockState } from "@/lib/domain/clock-skew";
import type { IntakeHealth } from "@/lib/domain/delivery-log";
import { reconciliationState } from "@/lib/domain/work-state";
import type { ErrorCode } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { requireMay } from "./log";
import { readIntakeHealth } from "./log-health";
import type { Viewer } from "./viewer";

/** How this Kontor is set up, less every secret. */
export interface Connection {
  readonly accountId: string;
  readonly appUrl: string;
  readonly apiUrl: string;
  readonly checkoutUrl: string;
  /** How many are configured; nothing else of them is told. */
  readonly signatureKeys: number;
  readonly webhookKeys: number;
  readonly lastVerified: readonly LastVerified[];
  readonly intake: IntakeHealth;
  readonly reconciliation: ReturnType<typeof reconciliationState>;
  /** 0 = off. */
  readonly syncIntervalSeconds: number;
  readonly businessTimeZone: string;
  readonly rawBodyRetentionDays: number;
  readonly piiRetentionDays: number;
  /** Absent while single sign-on is off. */
  readonly oidcIssuer?: string | undefined;
}

/** What is known without asking Dintero. @throws AppError "forbidden", "storage-unavailable" */
export async function readConnection(viewer: Viewer): Promise<Connection> {
  requireMay(viewer, "settings.manage");
  const { db, env, now } = runtime();
  const [intake, lastVerified] = await Promise.all([
    readIntakeHealth(viewer),
    listLastVerified(db, env.accountId),
  ]);
  return {
    accountId: env.accountId,
    appUrl: env.appUrl,
    apiUrl: env.apiUrl,
    checkoutUrl: env.checkoutUrl,
    signatureKeys: env.signatureSecrets.length,
    webhookKeys: env.webhookSecrets.length,
    lastVerified,
    intake,
    reconciliation: reconciliationState(intake.check, env.syncIntervalSeconds, now()),
    syncIntervalSeconds: env.syncIntervalSeconds,
    businessTimeZone: env.businessTimeZone,
    rawBodyRetentionDays: env.rawBodyRetentionDays,
    piiRetentionDays: env.piiRetentionDays,
    oidcIssuer: env.oidc?.issuer,
  };
}

/** What our API client may read at Dintero; Dintero does not list it, so each is tried. */
export const READS = ["transactions", "sessions", "settlements"] as const;

export interface TriedRead {
  readonly what: (typeof READS)[number];
  /** Absent when it was answered. */
  readonly failure?: { readonly code: ErrorCode; readonly reason: DinteroReason } | undefined;
}

/** What Dintero says now. */
export interface DinteroNow {
  /** Absent when there is none. ISO instants. */
  readonly token?: { readonly issuedAt: string; readonly expiresAt: string } | undefined;
  readonly reads: readonly TriedRead[];
  /** Absent when no answer carried a date. */
  readonly clock?:
    | { readonly skewSeconds: number; readonly state: ReturnType<typeof clockState> }
    | undefined;
}

/**
 * Asks Dintero for one entry of each kind, and tells how that went: whether the credentials are taken, what they are good
 * for, and how the clocks differ (F34, F39). No token is told, and nothing of what was read.
 * @throws AppError "forbidden"
 */
export async function askDinteroNow(viewer: Viewer): Promise<DinteroNow> {
  requireMay(viewer, "settings.manage");
  const { dintero } = runtime();
  const ask = {
    transactions: () => dintero.listTransactions({ limit: 1 }),
    sessions: () => dintero.listSessions({ limit: 1 }),
    settlements: () => dintero.listSettlements({ limit: 1 }),
  };
  const reads = await Promise.all(READS.map((what) => tryRead(what, ask[what])));
  const { tokenIssuedAt, tokenExpiresAt, clockSkewMs } = dintero.health();
  return {
    token:
      tokenIssuedAt === undefined || tokenExpiresAt === undefined
        ? undefined
        : { issuedAt: isoOf(tokenIssuedAt), expiresAt: isoOf(tokenExpiresAt) },
    reads,
    clock:
      clockSkewMs === undefined
        ? undefined
        : { skewSeconds: Math.round(clockSkewMs / 1000), state: clockState(clockSkewMs) },
  };
}

async function tryRead(what: TriedRead["what"], ask: () => Promise<unknown>): Promise<TriedRead> {
  try {
    await ask();
    return { what };
  } catch (error) {
    if (!isDinteroError(error)) throw error;
    return { what, failure: { code: error.code, reason: error.reason } };
  }
}

function isoOf(at: number): string {
  return new Date(at).toISOString();
}
