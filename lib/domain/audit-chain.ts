/** The last row of one chain of the audit log, or of what it was at some time: kept elsewhere, it shows a tail that was cut. */
export interface AuditMark {
  readonly chain: string;
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
}

/**
 * changed: a row or a head says other than when it was written. removed: rows are missing within a chain. inserted: a row
 * that no chain knows. moved: a row stands elsewhere. cut: rows are missing at the end. headless: a chain whose head is gone.
 */
export type AuditFaultKind = "changed" | "removed" | "inserted" | "moved" | "cut" | "headless";

/** The first place at which a chain does not hold. */
export interface AuditFault {
  readonly kind: AuditFaultKind;
  readonly chain: string;
  /** Its number in the chain: of the bad row, or of the first one that is missing. */
  readonly seq: number;
  /** Absent for what is missing, and for a head. */
  readonly auditId?: string | undefined;
}

/** What walking the chains came to. */
export interface AuditVerdict {
  /** Rows that were read and computed again. */
  readonly rows: number;
  /** False when the time that was given did not suffice. */
  readonly isComplete: boolean;
  /** The heads as they are now. */
  readonly heads: readonly AuditMark[];
  /** One for each chain at most; none: every row is as it was written. */
  readonly faults: readonly AuditFault[];
  /** Of the heads that were kept elsewhere, those that are no longer what they were. */
  readonly lost: readonly AuditFault[];
}

/** As it stands in the log and on the page: "1f0c9a7be2d4.4711.9f86d0…" */
export function formatMark({ chain, seq, hash }: AuditMark): string {
  return `${chain}.${seq}.${hash}`;
}

/** Every mark in `text`, which may be a whole log, each once. */
export function findMarks(text: string): readonly AuditMark[] {
  const found = new Map<string, AuditMark>();
  for (const [mark, chain = "", seq = "", hash = ""] of text.matchAll(MARK))
    found.set(mark, { chain, seq: Number(seq), hash });
  return [...found.values()];
}

const MARK = /\b(first|[0-9a-f]{12})\.([1-9]\d{0,14})\.([0-9a-f]{64})\b/g;
