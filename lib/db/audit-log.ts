import { z } from "zod";
import type { AuditActor, AuditRow } from "@/lib/domain/audit-entry";
import { type AuditFilter, actionsOf, NOBODY } from "@/lib/domain/audit-filter";
import { startOfDay } from "@/lib/domain/local-day";
import { auditIdFrom } from "./audit";
import type { Queryable } from "./connect";
import { documentField, instantField, readRows } from "./rows";

const rowFields = z.object({
  auditId: z.string(),
  at: instantField,
  actorId: z.string().optional(),
  actorName: z.string().optional(),
  action: z.string(),
  outcome: z.string(),
  subjectKind: z.string().optional(),
  subjectId: z.string().optional(),
  subjectName: z.string().optional(),
  reason: z.string().optional(),
  address: z.string().optional(),
  requestId: z.string().optional(),
  details: documentField,
  chain: z.string(),
  seq: z.number(),
});

/** What is read of the log: whose, on which clock, about what. */
export interface AuditQuestion {
  readonly accountId: string;
  /** The business time zone: what a day of the filter means. */
  readonly timeZone: string;
  readonly filter: Omit<AuditFilter, "limit" | "before" | "after" | "about">;
  /** The ids of what the filter is about; undefined for anything. */
  readonly subjectIds?: readonly string[] | undefined;
}

export interface AuditPlace {
  /** Strictly before or after the entry with this id; absent: from the newest on. */
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

const CONDITIONS = `a.account_id = $1
  and ($2::text[] is null or a.action = any($2))
  and ($3::text is null or (a.outcome = $3 and ($3 = 'done' or a.outcome <> 'done')))
  and ($4::text is null or a.actor_id = $4)
  and ($5::boolean is not true or a.actor_id is null)
  and ($6::text[] is null or a.subject_id = any($6))
  and ($7::text is null or a.request_id = $7)
  and ($8::text is null or a.audit_id >= $8)
  and ($9::text is null or a.audit_id < $9)`;

/** Names last: for the rows of the page only. */
const NAMED = `select page.audit_id, page.at, page.actor_id, who.name as actor_name, page.action, page.outcome,
    page.subject_kind, page.subject_id, whom.name as subject_name, page.reason, page.address, page.request_id,
    page.details, page.chain, page.seq
  from page
  left join users who on who.account_id = $1 and who.user_id = page.actor_id
  left join users whom on whom.account_id = $1 and page.subject_kind = 'user' and whom.user_id = page.subject_id`;

const OLDER = `with page as (
    select a.* from audit a where ${CONDITIONS} and ($10::text is null or a.audit_id < $10)
    order by a.audit_id desc limit $11
  ) ${NAMED} order by page.audit_id desc`;

const NEWER = `with page as (
    select a.* from audit a where ${CONDITIONS} and a.audit_id > $10
    order by a.audit_id limit $11
  ) ${NAMED} order by page.audit_id`;

/** Entries newest first, of those after `after` the nearest to it; an id begins with its instant, so ids are in order of time. */
export async function listAudit(
  db: Queryable,
  question: AuditQuestion,
  { before, after, limit }: AuditPlace,
): Promise<readonly AuditRow[]> {
  const values = [...valuesOf(question), after ?? before ?? null, limit];
  const { rows } = await db.query(after === undefined ? OLDER : NEWER, values, { isPlannedByValue: true });
  const found = readRows(rowFields, rows);
  return after === undefined ? found : found.reverse();
}

/** How many entries are under `question`. */
export async function countAudit(db: Queryable, question: AuditQuestion): Promise<number> {
  const { rows } = await db.query(COUNT, valuesOf(question), { isPlannedByValue: true });
  return readRows(z.object({ count: z.number() }), rows)[0]?.count ?? 0;
}

const COUNT = `select count(*) as count from audit a where ${CONDITIONS}`;

function valuesOf({ accountId, timeZone, filter, subjectIds }: AuditQuestion): readonly unknown[] {
  const { actor, outcome, request, from, to } = filter;
  const startOf = (day: string | undefined) =>
    day === undefined ? null : auditIdFrom(startOfDay(day, timeZone));
  return [
    accountId,
    actionsOf(filter) ?? null,
    outcome ?? null,
    actor === NOBODY ? null : (actor ?? null),
    actor === NOBODY,
    subjectIds ?? null,
    request ?? null,
    startOf(from),
    startOf(to),
  ];
}

const actorFields = z.object({ userId: z.string(), name: z.string(), isDisabled: z.boolean() });

/** Everybody who has or had an account, by name. */
export async function listActors(db: Queryable, accountId: string): Promise<readonly AuditActor[]> {
  const { rows } = await db.query(
    `select user_id, name, disabled_at is not null as is_disabled from users where account_id = $1
     order by lower(name), user_id`,
    [accountId],
  );
  return readRows(actorFields, rows);
}

const idsFields = z.object({ sessionId: z.string().optional(), transactionId: z.string().optional() });

/** The ids of the order that `id` is one of; undefined when the store holds none. */
export async function idsOfOrder(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<
  { readonly sessionId?: string | undefined; readonly transactionId?: string | undefined } | undefined
> {
  const { rows } = await db.query(
    `select session_id, transaction_id from orders where account_id = $1 and order_key = $2
     union all
     select session_id, transaction_id from orders where account_id = $1 and transaction_id = $2
     limit 1`,
    [accountId, id],
  );
  return readRows(idsFields, rows)[0];
}
