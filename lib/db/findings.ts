import { z } from "zod";
import type { Queryable } from "./connect";
import { instantField, readRows } from "./rows";

/** What reconciliation learnt before any delivery told us. */
export interface NewFinding {
  /** Made of what it is about: the same thing is found once. */
  readonly findingId: string;
  readonly orderKey: string;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly merchantReference?: string | undefined;
  /** CAPTURE and the like; the status of a session that ended without a transaction. */
  readonly event: string;
  /** Dintero's id of the transaction's event. */
  readonly eventId?: string | undefined;
  /** ISO instant at which it happened at Dintero. */
  readonly eventAt?: string | undefined;
}

const findingFields = z.object({
  findingId: z.string(),
  foundAt: instantField,
  orderKey: z.string(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  merchantReference: z.string().optional(),
  event: z.string(),
  eventId: z.string().optional(),
  eventAt: instantField.optional(),
});

/** One order state or transaction event that no delivery had told us of: "found by check". */
export type Finding = z.infer<typeof findingFields>;

const COLUMNS = `finding_id, found_at, order_key, session_id, transaction_id, merchant_reference, event, event_id,
  event_at`;

/**
 * Keeps what was learnt, each thing once. It counts as found by check only when `settleFindings` says so, since a
 * delivery may still be on its way. To be called before the truth is applied: a crash in between then loses nothing.
 */
export async function insertFindings(
  db: Queryable,
  accountId: string,
  findings: readonly NewFinding[],
  now: number,
): Promise<void> {
  if (findings.length === 0) return;
  const column = (read: (finding: NewFinding) => string | undefined) =>
    findings.map((finding) => read(finding) ?? null);
  await db.query(
    `insert into findings (account_id, learnt_at, finding_id, order_key, session_id, transaction_id,
       merchant_reference, event, event_id, event_at)
     select distinct on (given.finding_id) $1, $2::timestamptz, given.*
     from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
       $10::timestamptz[]) as given (finding_id, order_key, session_id, transaction_id, merchant_reference, event,
       event_id, event_at)
     order by given.finding_id
     on conflict do nothing`,
    [
      accountId,
      new Date(now).toISOString(),
      column((finding) => finding.findingId),
      column((finding) => finding.orderKey),
      column((finding) => finding.sessionId),
      column((finding) => finding.transactionId),
      column((finding) => finding.merchantReference),
      column((finding) => finding.event),
      column((finding) => finding.eventId),
      column((finding) => finding.eventAt),
    ],
  );
}

/** Clocks of two machines differ: a delivery that names the event tells of it though it seems so much older. */
const CLOCK_ALLOWANCE = "60 seconds";

/**
 * Decides about everything that was learnt before `learntBefore`: what a delivery about the same order, accepted or late,
 * has told of since it happened is forgotten; the rest is found by check as of `now`. Instants in milliseconds since 1970.
 * @returns what is found by check and was not before
 */
export async function settleFindings(
  db: Queryable,
  accountId: string,
  learntBefore: number,
  now: number,
): Promise<readonly Finding[]> {
  const { rows } = await db.query(
    `with due as (
       select finding_id, session_id, transaction_id, event, event_id, coalesce(event_at, learnt_at) as at
       from findings where account_id = $1 and found_at is null and learnt_at < $2
       for update
     ), told as (
       select finding_id from due,
       lateral (
         select last_received_at as at, event, event_id from deliveries
         where account_id = $1 and session_id = due.session_id
         union all
         select last_received_at, event, event_id from deliveries
         where account_id = $1 and transaction_id = due.transaction_id
         union all
         select received_at, null, null from late_deliveries
         where account_id = $1 and (session_id = due.session_id or transaction_id = due.transaction_id)
       ) d
       where d.at >= due.at
         or (d.at >= due.at - $4::interval and (d.event_id = due.event_id or d.event = due.event
           or (d.event is null and d.event_id is null and due.event not in ('CAPTURE', 'REFUND', 'VOID'))))
     ), forgotten as (
       delete from findings where account_id = $1 and finding_id in (select finding_id from told)
     )
     update findings set found_at = $3
     where account_id = $1 and finding_id in (select finding_id from due) and finding_id not in (select finding_id from told)
     returning ${COLUMNS}`,
    [accountId, new Date(learntBefore).toISOString(), new Date(now).toISOString(), CLOCK_ALLOWANCE],
  );
  return readRows(findingFields, rows);
}

/** Newest first; `before` is the last one of the page before. */
export async function listFindings(
  db: Queryable,
  accountId: string,
  {
    before,
    limit,
  }: {
    readonly before?: Pick<Finding, "foundAt" | "findingId"> | undefined;
    readonly limit: number;
  },
): Promise<readonly Finding[]> {
  const { rows } =
    before === undefined
      ? await db.query(
          `select ${COLUMNS} from findings where account_id = $1 and found_at is not null
           order by found_at desc, finding_id desc limit $2`,
          [accountId, limit],
        )
      : await db.query(
          `select ${COLUMNS} from findings
           where account_id = $1 and found_at is not null and (found_at, finding_id) < ($3, $4)
           order by found_at desc, finding_id desc limit $2`,
          [accountId, limit, before.foundAt, before.findingId],
        );
  return readRows(findingFields, rows);
}

const MAX_OF_ONE_ORDER = 500;

/** What was found about one order, oldest event first. */
export async function listFindingsOf(
  db: Queryable,
  accountId: string,
  {
    sessionId,
    transactionId,
  }: { readonly sessionId?: string | undefined; readonly transactionId?: string | undefined },
): Promise<readonly Finding[]> {
  const { rows } = await db.query(
    `select ${COLUMNS} from findings
     where account_id = $1 and found_at is not null and (session_id = $2 or transaction_id = $3)
     order by event_at nulls last, finding_id limit ${MAX_OF_ONE_ORDER}`,
    [accountId, sessionId ?? null, transactionId ?? null],
  );
  return readRows(findingFields, rows);
}
