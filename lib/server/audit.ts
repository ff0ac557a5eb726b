import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { type AuditEntry, recordAudit } from "@/lib/db/audit";
import { type AuditQuestion, idsOfOrder, listActors, listAudit } from "@/lib/db/audit-log";
import { readHeads, verifyAudit } from "@/lib/db/audit-verify";
import type { AuditAction } from "@/lib/domain/audit-actions";
import { type AuditVerdict, formatMark } from "@/lib/domain/audit-chain";
import type { AuditActor, AuditCheck, AuditPage, AuditRow, AuditState } from "@/lib/domain/audit-entry";
import { type AuditFilter, auditParams } from "@/lib/domain/audit-filter";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { originOf, type RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

/** As long as a person waits; the doctor walks further. */
const LONGEST_MS = 20_000;

/**
 * One page of the audit log, newest first. That it was read is an entry itself, the first one of the first page.
 * @param origin who asks; a page leaves it out
 * @throws AppError "forbidden", "audit-unavailable", "storage-unavailable"
 */
export async function readAudit(
  viewer: Viewer,
  filter: AuditFilter,
  origin?: RequestOrigin,
): Promise<AuditPage> {
  const query = auditParams(filter).toString();
  await recordAsking(viewer, "audit.read", origin, { details: query === "" ? {} : { filter: query } });
  const { before, after, limit } = filter;
  const isNewer = after !== undefined;
  const found = await listAudit(runtime().db, await questionOf(filter), { before, after, limit: limit + 1 });
  const hasMore = found.length > limit;
  const rows = isNewer ? found.slice(-limit) : found.slice(0, limit);
  const hasOlder = isNewer || hasMore;
  const hasNewer = isNewer ? hasMore : before !== undefined;
  return {
    rows,
    older: hasOlder ? rows.at(-1)?.auditId : undefined,
    newer: hasNewer ? rows[0]?.auditId : undefined,
  };
}

/** What `filter` asks of the store; its order by both ids. */
export async function questionOf(filter: AuditFilter): Promise<AuditQuestion> {
  const { db, env } = runtime();
  const { accountId, businessTimeZone: timeZone } = env;
  if (filter.about === undefined) return { accountId, timeZone, filter };
  const order = await idsOfOrder(db, accountId, filter.about);
  const ids = [filter.about, order?.sessionId, order?.transactionId].filter((id) => id !== undefined);
  return { accountId, timeZone, filter, subjectIds: [...new Set(ids)] };
}

/** Everybody the log may name. */
export function readActors(viewer: Viewer): Promise<readonly AuditActor[]> {
  requireAudit(viewer);
  return listActors(runtime().db, runtime().env.accountId);
}

/** How long the log is, its heads, and what it came to when it was last verified from the page. */
export async function readAuditState(viewer: Viewer): Promise<AuditState> {
  requireAudit(viewer);
  const { db, env } = runtime();
  const [heads, last] = await Promise.all([readHeads(db, env.accountId), findLastCheck()]);
  return {
    rows: heads.reduce((sum, { seq }) => sum + seq, 0),
    heads: heads.map(formatMark),
    lastCheck: last && checkIn(last),
  };
}

async function findLastCheck(): Promise<AuditRow | undefined> {
  const [last] = await listAudit(runtime().db, await questionOf({ action: "audit.verify", limit: 50 }), {
    limit: 1,
  });
  return last?.outcome === "denied" ? undefined : last;
}

const checkFields = z.object({
  rows: z.number(),
  is_complete: z.boolean(),
  faults: z.array(
    z.object({
      kind: z.enum(["changed", "removed", "inserted", "moved", "cut", "headless"]),
      chain: z.string(),
      seq: z.number(),
      auditId: z.string().optional(),
    }),
  ),
});

function checkIn({ at, actorName, details }: AuditRow): AuditCheck | undefined {
  const read = checkFields.safeParse(details);
  if (!read.success) return undefined;
  const { rows, is_complete: isComplete, faults } = read.data;
  return { at, byName: actorName, rows, isComplete, faults };
}

/**
 * Computes every hash of the log again, for twenty seconds at most. The result is an entry of the log, and the next page
 * shows it.
 * @throws AppError "forbidden", "overloaded", "audit-unavailable", "storage-unavailable"
 */
export async function verifyNow(viewer: Viewer, origin: RequestOrigin): Promise<AuditVerdict> {
  requireAudit(viewer);
  const { env, log, openSnapshot } = runtime();
  const until = performance.now() + LONGEST_MS;
  const snapshot = await openSnapshot();
  const verdict = await verifyAudit(snapshot, {
    accountId: env.accountId,
    isOver: () => performance.now() > until,
  }).finally(() => snapshot.close());
  const { faults } = verdict;
  for (const { kind, chain, seq } of faults)
    log.error("audit.broken", { reason: kind, head: `${chain}.${seq}` });
  await recordAsking(viewer, "audit.verify", origin, {
    outcome: faults.length === 0 ? "done" : "failed",
    details: {
      rows: verdict.rows,
      is_complete: verdict.isComplete,
      heads: verdict.heads.map(formatMark),
      faults: faults.map((fault) => ({ ...fault })),
    },
  });
  return verdict;
}

/**
 * Who asked what of the log, written down before it is answered (F61).
 * @throws AppError "forbidden", "audit-unavailable"
 */
export async function recordAsking(
  viewer: Viewer,
  action: AuditAction,
  origin: RequestOrigin | undefined,
  more: Partial<Pick<AuditEntry, "outcome" | "subject" | "details">>,
): Promise<void> {
  requireAudit(viewer);
  const { db, env, now } = runtime();
  await recordAudit(db, {
    accountId: env.accountId,
    at: now(),
    actorId: viewer.userId,
    action,
    outcome: "done",
    ...more,
    ...(origin ?? originOf(await headers())),
  });
}

function requireAudit(viewer: Viewer): void {
  if (!viewer.may("audit.read")) throw new AppError("forbidden", `${viewer.role} may not read the audit log`);
}
