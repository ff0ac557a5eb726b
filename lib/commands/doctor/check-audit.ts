import { atOneMoment, verifyAudit } from "@/lib/db/audit-verify";
import type { Database } from "@/lib/db/connect";
import type { AuditFault, AuditFaultKind, AuditMark, AuditVerdict } from "@/lib/domain/audit-chain";
import { type Finding, fail, ok, warn } from "./finding";

export interface AuditOptions {
  readonly accountId: string;
  /** Heads that were kept elsewhere, with the name of the file they are from. */
  readonly kept?: { readonly from: string; readonly marks: readonly AuditMark[] } | undefined;
  /** Walks to the end however long that takes, and not for half a minute. */
  readonly isEveryRow: boolean;
}

const LONGEST_MS = 30_000;
const MOST_NAMED = 5;

const WORDS: Readonly<Record<AuditFaultKind, string>> = {
  changed: "is not as it was written",
  removed: "was removed",
  inserted: "was inserted afterwards",
  moved: "stands where it was not written",
  cut: "is missing, and what came after it: the end was cut off",
  headless: "is in a chain whose head was removed",
};

/** Computes every hash of the audit log again (threat 18), and looks for the heads that were kept elsewhere. */
export async function checkAudit(db: Database, options: AuditOptions): Promise<readonly Finding[]> {
  const { accountId, kept, isEveryRow } = options;
  const until = performance.now() + LONGEST_MS;
  const isOver = isEveryRow ? undefined : () => performance.now() > until;
  const verdict = await atOneMoment(db, (moment) =>
    verifyAudit(moment, { accountId, marks: kept?.marks, isOver }),
  );
  return [chains(verdict), ...(kept === undefined ? [] : [marks(kept, verdict)])];
}

function chains({ rows, isComplete, heads, faults }: AuditVerdict): Finding {
  const check = "audit log";
  if (faults.length > 0)
    return fail(
      check,
      `${faults.slice(0, MOST_NAMED).map(toWords).join("; ")}${faults.length > MOST_NAMED ? " ..." : ""}`,
      "Somebody who may write to the database changed it. Keep a copy of the store as it is, compare with the last backup, and see who had access.",
    );
  if (!isComplete)
    return warn(
      check,
      `${rows} rows are as they were written; the rest was not looked at`,
      "--all walks to the end.",
    );
  return ok(
    check,
    heads.length === 0
      ? "no row yet"
      : `${rows} rows in ${heads.length} chains, each as it was written; whether the end is there, --heads tells`,
  );
}

function marks(kept: NonNullable<AuditOptions["kept"]>, { lost }: AuditVerdict): Finding {
  const check = "audit heads";
  if (kept.marks.length === 0)
    return warn(check, `${kept.from} holds none`, "Kontor writes them to its log, daily, as audit.head.");
  return lost.length === 0
    ? ok(check, `all ${kept.marks.length} of ${kept.from} are there still`)
    : fail(
        check,
        lost.slice(0, MOST_NAMED).map(toWords).join("; "),
        "Was a backup restored since? Then its row says so; else rows were taken out.",
      );
}

function toWords({ kind, chain, seq, auditId }: AuditFault): string {
  return `row ${chain}.${seq}${auditId === undefined ? "" : ` (${auditId})`} ${WORDS[kind]}`;
}
