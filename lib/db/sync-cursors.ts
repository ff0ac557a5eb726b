import { z } from "zod";
import type { CheckState } from "@/lib/domain/delivery-log";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

/** The lists of Dintero's that reconciliation reads in windows of time. */
export const STREAMS = [
  "transactions-created",
  "transactions-captured",
  "transactions-refunded",
  "sessions-created",
] as const;
export type Stream = (typeof STREAMS)[number];

const stateFields = z.object({
  lastStartedAt: instantField.optional(),
  lastFinishedAt: instantField.optional(),
  lastError: z.string().optional(),
  completeTo: instantField.optional(),
  found24h: z.number(),
  unreadable: z.number(),
});

const NOTHING: CheckState = { found24h: 0, unreadable: 0 };

/** @param now in milliseconds since 1970; the present when left out */
export async function readCheckState(
  db: Queryable,
  accountId: string,
  now: number = Date.now(),
): Promise<CheckState> {
  const { rows } = await db.query(
    `select s.last_started_at, s.last_finished_at, s.last_error,
       (select min(complete_to) from sync_cursors where account_id = $1 having count(*) = $3) as complete_to,
       (select count(*)::integer from findings where account_id = $1 and found_at > $2) as found24h,
       (select count(*)::integer from unreadable_documents where account_id = $1) as unreadable
     from (select 1) as one left join sync_state s on s.account_id = $1`,
    [accountId, new Date(now - 24 * 3_600_000).toISOString(), STREAMS.length],
  );
  return readFirst(stateFields, rows) ?? NOTHING;
}

/** Notes that a run begins. @returns when this store began to reconcile, in milliseconds since 1970 */
export async function noteRunStarted(db: Queryable, accountId: string, now: number): Promise<number> {
  const { rows } = await db.query<{ watching_since: string }>(
    `insert into sync_state as held (account_id, watching_since, last_started_at) values ($1, $2, $2)
     on conflict (account_id) do update set last_started_at = excluded.last_started_at
     returning watching_since`,
    [accountId, new Date(now).toISOString()],
  );
  return Date.parse(rows[0]?.watching_since ?? new Date(now).toISOString());
}

/** How a run ended: "done" read everything, "partial" goes on with the next run, else the code of its error. */
export type RunEnd = "done" | "partial" | { readonly errorCode: string };

export async function noteRunEnded(
  db: Queryable,
  accountId: string,
  now: number,
  end: RunEnd,
): Promise<void> {
  await db.query(
    `update sync_state set last_error = $3,
       last_finished_at = case when $4 then $2::timestamptz else last_finished_at end
     where account_id = $1`,
    [accountId, new Date(now).toISOString(), typeof end === "string" ? null : end.errorCode, end === "done"],
  );
}

const cursorFields = z.object({ stream: z.enum(STREAMS), completeTo: instantField });

/** How far each list is known, in milliseconds since 1970; a stream that was never read is absent. */
export async function readCursors(db: Queryable, accountId: string): Promise<ReadonlyMap<Stream, number>> {
  const { rows } = await db.query(
    "select stream, complete_to from sync_cursors where account_id = $1 and stream = any($2)",
    [accountId, STREAMS],
  );
  return new Map(
    readRows(cursorFields, rows).map(({ stream, completeTo }) => [stream, Date.parse(completeTo)]),
  );
}

/** A whole window of `stream` is done: everything before `completeTo` is known. */
export async function moveCursor(
  db: Queryable,
  accountId: string,
  stream: Stream,
  completeTo: number,
  now: number,
): Promise<void> {
  await db.query(
    `insert into sync_cursors (account_id, stream, complete_to, updated_at) values ($1, $2, $3, $4)
     on conflict (account_id, stream) do update set
       complete_to = excluded.complete_to, updated_at = excluded.updated_at`,
    [accountId, stream, new Date(completeTo).toISOString(), new Date(now).toISOString()],
  );
}
