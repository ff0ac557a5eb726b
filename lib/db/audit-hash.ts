import { createHash } from "node:crypto";
import { z } from "zod";

/** A row of the audit log as it is hashed: every column as text. */
export const hashedFields = z.object({
  chain: z.string(),
  seq: z.number(),
  /** Hexadecimal, like `hash`; empty for the first row of a chain. */
  prev_hash: z.string(),
  hash: z.string(),
  audit_id: z.string(),
  at_text: z.string(),
  actor_id: z.string().nullable(),
  action: z.string(),
  outcome: z.string(),
  subject_kind: z.string().nullable(),
  subject_id: z.string().nullable(),
  reason: z.string().nullable(),
  address: z.string().nullable(),
  request_id: z.string().nullable(),
  details_text: z.string(),
});
export type HashedRow = z.infer<typeof hashedFields>;

/** The columns of `hashedFields`, from `audit`. */
export const HASHED_COLUMNS = `chain, seq, encode(prev_hash, 'hex') as prev_hash, encode(hash, 'hex') as hash, audit_id,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as at_text, actor_id, action, outcome, subject_kind,
  subject_id, reason, address, request_id, details::text as details_text`;

/**
 * What the hash of `row` must be at `seq`, in hexadecimal: computed here, so that a database that lies about sha256 is
 * found out too. The same as `audit_hash` of the migration, field by field.
 */
export function auditHash(accountId: string, row: HashedRow, seq = row.seq): string {
  const hash = createHash("sha256");
  const fields = [
    accountId,
    row.chain,
    String(seq),
    row.prev_hash,
    row.audit_id,
    row.at_text,
    row.actor_id,
    row.action,
    row.outcome,
    row.subject_kind,
    row.subject_id,
    row.reason,
    row.address,
    row.request_id,
    row.details_text,
  ];
  for (const field of fields) hash.update(field === null ? "\0" : `=${field}\0`, "utf8");
  return hash.digest("hex");
}
