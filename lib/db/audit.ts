import { randomBytes } from "node:crypto";
import type { AuditAction } from "@/lib/domain/audit-actions";
import type { JsonObject } from "@/lib/domain/json";
import { AppError } from "@/lib/errors";
import type { Queryable } from "./connect";

/** One thing that somebody saw, did or was refused. Ids only; what was seen is not repeated here. */
export interface AuditEntry {
  readonly accountId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The user; absent when nobody was signed in. */
  readonly actorId?: string | undefined;
  readonly action: AuditAction;
  readonly outcome: "done" | "denied" | "failed";
  readonly subject?: { readonly kind: string; readonly id: string } | undefined;
  /** Why, in the words of the person who did it. */
  readonly reason?: string | undefined;
  /** The peer's IP address. */
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
  readonly details?: JsonObject | undefined;
}

/**
 * Writes before the data is shown: no audit, no data (F61). Rows can only be added; the database refuses the rest.
 * @throws AppError "audit-unavailable"
 */
export async function recordAudit(db: Queryable, entry: AuditEntry): Promise<void> {
  try {
    await db.query(
      `insert into audit (account_id, audit_id, at, actor_id, action, outcome, subject_kind, subject_id, reason,
                          address, request_id, details)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [
        entry.accountId,
        auditId(entry.at),
        new Date(entry.at),
        entry.actorId,
        entry.action,
        entry.outcome,
        entry.subject?.kind,
        entry.subject?.id,
        entry.reason,
        entry.address,
        entry.requestId,
        JSON.stringify(entry.details ?? {}),
      ],
    );
  } catch (error) {
    throw new AppError("audit-unavailable", "the audit log could not be written", { cause: error });
  }
}

/** Unique, and in order of time: 12 hex digits of milliseconds, then 80 random bits. */
function auditId(at: number): string {
  return auditIdFrom(at) + randomBytes(10).toString("hex");
}

/** The entries from `at` on, in milliseconds since 1970, are those whose ids are no less. */
export function auditIdFrom(at: number): string {
  return Math.trunc(at).toString(16).padStart(12, "0");
}
