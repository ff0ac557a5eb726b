import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import { findKeptDelivery } from "@/lib/db/log-detail";
import { findLogEntry } from "@/lib/db/log-entry";
import { countParked, requeueParked } from "@/lib/db/reprocessings";
import { effectOf } from "@/lib/domain/delivery-effect";
import type { BulkReprocessResult, ReprocessResult } from "@/lib/domain/delivery-log";
import { parseLogId } from "@/lib/domain/log-id";
import { AppError } from "@/lib/errors";
import { type ReprocessedEntry, reprocess, tryReprocess } from "@/lib/intake/reprocess";
import { runtime } from "@/lib/runtime";
import { parseJsonObject } from "./json-body";
import { requireMay } from "./log";
import { originOf, type RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

const body = z.strictObject({ dry_run: z.boolean() });

/** @throws AppError "invalid-request" unless `text`, a request's body, says whether it is a dry run */
export function parseReprocess(text: string): { readonly isDryRun: boolean } {
  const given = body.safeParse(parseJsonObject(text));
  if (!given.success) throw new AppError("invalid-request", "a re-processing says whether it is a dry run");
  return { isDryRun: given.data.dry_run };
}

/**
 * Processes one entry again, or with `isDryRun` says what that would change and leaves everything as it is. On record
 * before it happens. A refused entry is never applied: what was not verified stays so.
 * @throws AppError "forbidden", "not-found", "invalid-request" for a refused entry, "audit-unavailable"
 */
export async function reprocessCallback(
  viewer: Viewer,
  id: string,
  { isDryRun }: { readonly isDryRun: boolean },
  origin?: RequestOrigin,
): Promise<ReprocessResult> {
  requireMay(viewer, "callbacks.reprocess");
  const { db, env, dintero, now } = runtime();
  const entry = await findEntry(id);
  const { requestId, address } = origin ?? originOf(await headers());
  await recordAudit(db, {
    ...auditOf(viewer, { requestId, address }),
    subject: { kind: "callback", id },
    details: { dry_run: isDryRun },
  });
  const deps = { db, accountId: env.accountId, dintero, now };
  const { outcome, code, effect } = isDryRun
    ? await tryReprocess(deps, entry)
    : await reprocess(deps, entry, { actorId: viewer.userId, requestId });
  return {
    isDryRun,
    outcome,
    code,
    effect: effect && effectOf(effect.before, effect.after, effect.isChanged),
  };
}

async function findEntry(id: string): Promise<ReprocessedEntry> {
  const { db, env } = runtime();
  const name = parseLogId(id);
  const entry = name && (await findLogEntry(db, env.accountId, name.kind, name.key));
  if (entry === undefined) throw new AppError("not-found", "no such entry in the log");
  const { kind, key, channel, sessionId, transactionId, event, eventId, error } = entry;
  if (kind === "refusal") throw new AppError("invalid-request", "what was refused is never applied");
  const kept = kind === "delivery" ? await findKeptDelivery(db, env.accountId, key, true) : undefined;
  // A finding's event is what Dintero's lists said, which may be a session's status: nothing to be confirmed by.
  const claim = kind === "finding" ? {} : { event, eventId, error };
  return { kind, key, channel, sessionId, transactionId, ...claim, body: kept?.body };
}

/** Small enough for one statement, however long the delivery table is locked for it. */
const BATCH = 500;

/**
 * Hands everything that is parked to the workers again, or with `isDryRun` only counts it. On record before it happens,
 * and each entry keeps that it was asked for.
 * @throws AppError "forbidden", "audit-unavailable"
 */
export async function reprocessParked(
  viewer: Viewer,
  { isDryRun }: { readonly isDryRun: boolean },
  origin?: RequestOrigin,
): Promise<BulkReprocessResult> {
  requireMay(viewer, "callbacks.reprocess");
  const { db, env, now } = runtime();
  const affected = await countParked(db, env.accountId);
  if (isDryRun) return { isDryRun, affected };
  const given = origin ?? originOf(await headers());
  await recordAudit(db, {
    ...auditOf(viewer, given),
    subject: { kind: "callbacks", id: "parked" },
    details: { dry_run: false, affected },
  });
  const parkedBefore = now();
  let queued = 0;
  for (;;) {
    const batch = await requeueParked(db, env.accountId, {
      ...{ parkedBefore, limit: BATCH, actorId: viewer.userId, requestId: given.requestId },
      now: now(),
    });
    queued += batch;
    if (batch === 0) return { isDryRun, affected: queued };
  }
}

function auditOf(viewer: Viewer, origin: RequestOrigin) {
  const { env, now } = runtime();
  return {
    accountId: env.accountId,
    at: now(),
    actorId: viewer.userId,
    action: "callbacks.reprocess",
    outcome: "done",
    ...origin,
  } as const;
}
