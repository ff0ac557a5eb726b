import { z } from "zod";
import type { AuditFault, AuditMark, AuditVerdict } from "@/lib/domain/audit-chain";
import { auditHash, HASHED_COLUMNS, type HashedRow, hashedFields } from "./audit-hash";
import type { Database, Queryable } from "./connect";

export interface VerifyOptions {
  readonly accountId: string;
  /** Heads that were kept elsewhere: each must be a row of its chain still. */
  readonly marks?: readonly AuditMark[] | undefined;
  /** Asked before each page of rows; true ends the walk where it is. */
  readonly isOver?: (() => boolean) | undefined;
}

const PAGE = 1_000;
/** So far from where it stands it is looked for where a row belongs. */
const FARTHEST = 10_000;

/**
 * Walks every chain of the audit log from its first row to its head and computes each hash again. Memory does not grow
 * with the log.
 * @param moment the store at one moment (`atOneMoment`, or a snapshot): rows come while it walks
 */
export async function verifyAudit(moment: Queryable, options: VerifyOptions): Promise<AuditVerdict> {
  const { accountId, marks = [], isOver = () => false } = options;
  const heads = await readHeads(moment, accountId);
  const faults: AuditFault[] = [];
  let rows = 0;
  let isComplete = true;
  for (const chain of await listChains(moment, accountId)) {
    const head = heads.find((candidate) => candidate.chain === chain);
    const walked = await walk(moment, { accountId, chain, head, isOver });
    rows += walked.rows;
    isComplete &&= walked.isComplete;
    if (walked.fault !== undefined) faults.push(walked.fault);
  }
  const lost: AuditFault[] = [];
  for (const mark of marks) {
    const fault = await compare(moment, accountId, mark);
    if (fault !== undefined) lost.push(fault);
  }
  return { rows, isComplete, heads, faults, lost };
}

/** Reads with `work` as the store is now, whatever is written meanwhile. */
export function atOneMoment<T>(db: Database, work: (moment: Queryable) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read read only");
    return work(tx);
  });
}

const headFields = z.object({ chain: z.string(), seq: z.number(), hash: z.string() });

/** The last row of each chain, as the heads have it. */
export async function readHeads(db: Queryable, accountId: string): Promise<readonly AuditMark[]> {
  const { rows } = await db.query(
    `select chain, seq, encode(hash, 'hex') as hash from audit_heads where account_id = $1 order by chain`,
    [accountId],
  );
  return rows.map((row) => headFields.parse(row));
}

/** Also those without a head. Steps from one chain to the next by the index, and reads no row in between. */
async function listChains(db: Queryable, accountId: string): Promise<readonly string[]> {
  const { rows } = await db.query(
    `with recursive found as (
       (select chain from audit where account_id = $1 order by chain limit 1)
       union all
       select (select a.chain from audit a where a.account_id = $1 and a.chain > found.chain order by a.chain limit 1)
       from found where found.chain is not null
     )
     select chain from found where chain is not null
     union select chain from audit_heads where account_id = $1
     order by chain`,
    [accountId],
  );
  return rows.map((row) => z.object({ chain: z.string() }).parse(row).chain);
}

interface Chain {
  readonly accountId: string;
  readonly chain: string;
  readonly head: AuditMark | undefined;
  readonly isOver: () => boolean;
}

async function walk(
  db: Queryable,
  { accountId, chain, head, isOver }: Chain,
): Promise<{ readonly rows: number; readonly isComplete: boolean; readonly fault?: AuditFault | undefined }> {
  let last: HashedRow | undefined;
  let rows = 0;
  for (;;) {
    if (isOver()) return { rows, isComplete: false };
    const page = await readPage(db, accountId, chain, last?.seq);
    for (const row of page) {
      rows += 1;
      if (head === undefined) return { rows, isComplete: true, fault: faultAt("headless", row) };
      if (row.seq > head.seq) return { rows, isComplete: true, fault: faultAt("inserted", row) };
      if (!follows(accountId, row, last))
        return { rows, isComplete: true, fault: await explain(db, accountId, row, last) };
      last = row;
    }
    if (page.length === PAGE) continue;
    return { rows, isComplete: true, fault: head && faultOfHead(head, last) };
  }
}

async function readPage(
  db: Queryable,
  accountId: string,
  chain: string,
  after: number | undefined,
): Promise<readonly HashedRow[]> {
  const { rows } = await db.query(
    `select ${HASHED_COLUMNS} from audit where account_id = $1 and chain = $2 and seq > $3 order by seq limit $4`,
    // A row may have been given any number.
    [accountId, chain, after ?? "-9223372036854775808", PAGE],
  );
  return rows.map((row) => hashedFields.parse(row));
}

function follows(accountId: string, row: HashedRow, last: HashedRow | undefined): boolean {
  return (
    row.seq === (last?.seq ?? 0) + 1 &&
    row.prev_hash === (last?.hash ?? "") &&
    row.hash === auditHash(accountId, row)
  );
}

function faultOfHead(head: AuditMark, last: HashedRow | undefined): AuditFault | undefined {
  const seq = last?.seq ?? 0;
  if (seq < head.seq) return { kind: "cut", chain: head.chain, seq: seq + 1 };
  return head.hash === (last?.hash ?? "") ? undefined : { kind: "changed", chain: head.chain, seq };
}

/** Why `row` does not follow `last`. */
async function explain(
  db: Queryable,
  accountId: string,
  row: HashedRow,
  last: HashedRow | undefined,
): Promise<AuditFault> {
  // Both were written behind the same row: the other one is what the chain goes on from.
  if (last !== undefined && row.prev_hash === last.prev_hash) return faultAt("inserted", last);
  const isInPlace = row.hash === auditHash(accountId, row);
  const [successor] = await readSuccessors(db, accountId, row, last?.hash ?? "");
  if (successor !== undefined) {
    if (isInPlace) return faultAt("moved", successor);
    return faultAt(findPlace(accountId, row) === undefined ? "inserted" : "moved", row);
  }
  const missing = (last?.seq ?? 0) + 1;
  if (row.seq > missing || (findPlace(accountId, row) ?? 0) > row.seq)
    return { kind: "removed", chain: row.chain, seq: missing };
  return faultAt("changed", row);
}

/** The rows besides `row` that were written behind the one with `hash`. */
async function readSuccessors(
  db: Queryable,
  accountId: string,
  row: HashedRow,
  hash: string,
): Promise<readonly HashedRow[]> {
  const { rows } = await db.query(
    `select ${HASHED_COLUMNS} from audit
     where account_id = $1 and chain = $2 and prev_hash = decode($3, 'hex') and audit_id <> $4 order by seq limit 1`,
    [accountId, row.chain, hash, row.audit_id],
  );
  return rows.map((found) => hashedFields.parse(found));
}

/** The number under which `row` was written, when it is another one than it has, and not far from it. */
function findPlace(accountId: string, row: HashedRow): number | undefined {
  for (let distance = 1; distance <= FARTHEST; distance += 1) {
    for (const seq of [row.seq - distance, row.seq + distance])
      if (seq > 0 && auditHash(accountId, row, seq) === row.hash) return seq;
  }
  return undefined;
}

function faultAt(kind: AuditFault["kind"], row: HashedRow): AuditFault {
  return { kind, chain: row.chain, seq: row.seq, auditId: row.audit_id };
}

/** Whether what was the last row of its chain once is there still, and the same. */
async function compare(db: Queryable, accountId: string, mark: AuditMark): Promise<AuditFault | undefined> {
  const { chain, seq, hash } = mark;
  const { rows } = await db.query(
    `select encode(hash, 'hex') as hash, audit_id from audit where account_id = $1 and chain = $2 and seq = $3`,
    [accountId, chain, seq],
  );
  const [row] = rows.map((found) => z.object({ hash: z.string(), audit_id: z.string() }).parse(found));
  if (row === undefined) return { kind: "cut", chain, seq };
  return row.hash === hash ? undefined : { kind: "changed", chain, seq, auditId: row.audit_id };
}
