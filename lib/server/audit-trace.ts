import "server-only";
import { findStanding } from "@/lib/db/audit-exports";
import { idsOfOrder, listAudit } from "@/lib/db/audit-log";
import { listLogOfOrder } from "@/lib/db/order-log";
import type { AuditRow } from "@/lib/domain/audit-entry";
import { type AuditFilter, EVERY_ENTRY } from "@/lib/domain/audit-filter";
import {
  peopleIn,
  type Trace,
  type TracedExport,
  type TraceQuestion,
  wasInExport,
} from "@/lib/domain/audit-trace";
import { logId } from "@/lib/domain/log-id";
import { EVERY_ORDER, orderFilterParams, parseOrderFilter } from "@/lib/domain/order-filter";
import { runtime } from "@/lib/runtime";
import { questionOf, recordAsking } from "./audit";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

/** Rows about one order, and exports of its days, that are read at once. */
const MOST = 5_000;
const MOST_EXPORTS = 500;
const MOST_CALLBACKS = 500;

/**
 * Who looked at the order with this id in the days asked for, what each did, and which exports held it: the question of a
 * breach. On record before it is answered.
 * @param origin who asks; a page leaves it out
 * @throws AppError "forbidden", "audit-unavailable", "storage-unavailable"
 */
export async function traceOrder(
  viewer: Viewer,
  { order, from, to }: TraceQuestion & { readonly order: string },
  origin?: RequestOrigin,
): Promise<Trace> {
  await recordAsking(viewer, "audit.trace", origin, {
    subject: { kind: "order", id: order },
    details: { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
  });
  const { db, env } = runtime();
  const known = await idsOfOrder(db, env.accountId, order);
  const orderIds = [...new Set([order, known?.sessionId, known?.transactionId])].filter(
    (id) => id !== undefined,
  );
  const callbacks = await listLogOfOrder(
    db,
    env.accountId,
    { sessionId: known?.sessionId ?? order, transactionId: known?.transactionId ?? order },
    MOST_CALLBACKS,
  );
  const ids = [...orderIds, ...callbacks.map(({ kind, key }) => logId(kind, key))];
  const filter = { ...EVERY_ENTRY, from, to };
  const rows = await listAudit(db, { ...(await questionOf(filter)), subjectIds: ids }, { limit: MOST + 1 });
  const made = await exportsOf(filter);
  const orderKey = known?.sessionId ?? known?.transactionId;
  return {
    ids,
    isHeld: orderKey !== undefined,
    // To ask who looked is no look.
    people: peopleIn(rows.slice(0, MOST).filter(({ action }) => action !== "audit.trace")),
    exports: orderKey === undefined ? [] : await judged(made.slice(0, MOST_EXPORTS), orderKey),
    isComplete: rows.length <= MOST && made.length <= MOST_EXPORTS && callbacks.length < MOST_CALLBACKS,
  };
}

async function exportsOf(filter: AuditFilter): Promise<readonly AuditRow[]> {
  const question = await questionOf({ ...filter, action: "orders.export", outcome: "done" });
  return listAudit(runtime().db, question, { limit: MOST_EXPORTS + 1 });
}

async function judged(rows: readonly AuditRow[], orderKey: string): Promise<readonly TracedExport[]> {
  const exports: TracedExport[] = [];
  for (const row of rows) {
    const traced = await judge(row, orderKey);
    if (traced !== undefined) exports.push(traced);
  }
  return exports;
}

async function judge(row: AuditRow, orderKey: string): Promise<TracedExport | undefined> {
  const { db, env } = runtime();
  const { filter: query, orders, rows: kind } = row.details;
  const text = typeof query === "string" ? query : "";
  // What was accepted then is accepted now: values that only the store knew are no reason to leave an export out.
  const { filter } = parseOrderFilter(new URLSearchParams(text), () => true);
  const isMovedOnly = kind === "splits";
  const scope = { accountId: env.accountId, timeZone: env.businessTimeZone, now: Date.parse(row.at) };
  const standing = await findStanding(db, scope, { filter, isMovedOnly }, orderKey);
  const isEverything = !isMovedOnly && orderFilterParams({ ...filter, sort: EVERY_ORDER.sort }).size === 0;
  const verdict = standing && wasInExport(standing, row.at, isEverything);
  if (verdict === undefined) return undefined;
  const { auditId, at, actorId, actorName } = row;
  return {
    auditId,
    at,
    actorId,
    actorName,
    filter: text,
    orders: typeof orders === "number" ? orders : 0,
    verdict,
  };
}
