import "server-only";
import { listLog } from "@/lib/db/delivery-log";
import { toRow } from "@/lib/db/log-entry";
import { type CallbackFilter, formatCursor } from "@/lib/domain/callback-filter";
import type { CallbackPage } from "@/lib/domain/delivery-log";
import { AppError } from "@/lib/errors";
import type { Action } from "@/lib/roles";
import { runtime } from "@/lib/runtime";
import type { Viewer } from "./viewer";

/**
 * One page of the callback log, newest first. Ids, references and words only, so it is not audited entry by entry.
 * @throws AppError "forbidden", "storage-unavailable"
 */
export async function listCallbacks(viewer: Viewer, filter: CallbackFilter): Promise<CallbackPage> {
  requireMay(viewer, "callbacks.read");
  const { db, env, now } = runtime();
  const { entries, hasMore } = await listLog(db, env.accountId, filter, env.businessTimeZone, now());
  const [first] = entries;
  const last = entries.at(-1);
  const isNewer = filter.after !== undefined;
  return {
    rows: entries.map(({ entry }) => toRow(entry)),
    older: last && (isNewer || hasMore) ? formatCursor(last.cursor) : undefined,
    newer: first && formatCursor(first.cursor),
    hasNewer: isNewer ? hasMore : filter.before !== undefined,
  };
}

/** @throws AppError "forbidden" */
export function requireMay(viewer: Viewer, action: Action): void {
  if (!viewer.may(action)) throw new AppError("forbidden", `${viewer.role} may not ${action}`);
}
