import type { AuditFault } from "./audit-chain";
import type { JsonObject } from "./json";

/** One row of the audit log as its page shows it. */
export interface AuditRow {
  /** Sorts by time. */
  readonly auditId: string;
  /** ISO. */
  readonly at: string;
  /** Absent: nobody was signed in. */
  readonly actorId?: string | undefined;
  /** As the account is called now; absent when it is gone. */
  readonly actorName?: string | undefined;
  /** A dotted name; of ours as a rule, else as an older or newer Kontor wrote it. */
  readonly action: string;
  readonly outcome: string;
  readonly subjectKind?: string | undefined;
  readonly subjectId?: string | undefined;
  /** The name of the account that it was about, when it was about one. */
  readonly subjectName?: string | undefined;
  readonly reason?: string | undefined;
  readonly address?: string | undefined;
  readonly requestId?: string | undefined;
  readonly details: JsonObject;
  /** Its place in its chain. */
  readonly chain: string;
  readonly seq: number;
}

/** One page of the log, newest first. */
export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** For `before`; absent at the end. */
  readonly older?: string | undefined;
  /** For `after`; absent when nothing is newer. */
  readonly newer?: string | undefined;
}

/** Somebody the log may name. */
export interface AuditActor {
  readonly userId: string;
  readonly name: string;
  readonly isDisabled: boolean;
}

/** What the last verification that was asked for on the page came to. */
export interface AuditCheck {
  /** ISO. */
  readonly at: string;
  readonly byName?: string | undefined;
  readonly rows: number;
  readonly isComplete: boolean;
  readonly faults: readonly AuditFault[];
}

/** Where the audit log stands. */
export interface AuditState {
  /** All the rows there are, as the heads count them. */
  readonly rows: number;
  /** A mark for each chain, to be kept elsewhere: `formatMark`. */
  readonly heads: readonly string[];
  readonly lastCheck?: AuditCheck | undefined;
}
