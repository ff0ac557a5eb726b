import "server-only";
import { type AuditEntry, recordAudit } from "@/lib/db/audit";
import { runtime } from "@/lib/runtime";

/** What the same person sees again within this time is the same look: an open page asks anew by itself. */
export const SAME_LOOK_MS = 10 * 60_000;
const MOST = 5_000;

/** When each look was written down, the latest last. */
const written = new Map<string, number>();

/**
 * Writes a look at `what` down, unless this process has done so for the same person within ten minutes. As for every
 * entry: no data before it is committed (F61).
 * @throws AppError "audit-unavailable"
 */
export async function recordLook(
  entry: AuditEntry & { readonly actorId: string },
  what: string,
): Promise<void> {
  const key = `${entry.accountId} ${entry.actorId} ${entry.action} ${what}`;
  const at = written.get(key);
  if (at !== undefined && entry.at >= at && entry.at - at < SAME_LOOK_MS) return;
  await recordAudit(runtime().db, entry);
  written.delete(key);
  written.set(key, entry.at);
  const [oldest] = written.keys();
  if (written.size > MOST && oldest !== undefined) written.delete(oldest);
}
