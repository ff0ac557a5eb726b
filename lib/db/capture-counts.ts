import { z } from "zod";
import type { Queryable } from "./connect";
import { instantField, readRows } from "./rows";

const gapFields = z.object({
  day: z.string(),
  timeZone: z.string(),
  checkedAt: instantField,
  atDintero: z.number(),
  held: z.number(),
  missing: z.array(z.string()),
  found: z.array(z.string()),
  roundsDone: z.number(),
});

/** "Dintero has 212 captured transactions of that day, we hold 212." */
export interface GapCheck {
  /** YYYY-MM-DD in `timeZone`. */
  readonly day: string;
  readonly timeZone: string;
  readonly checkedAt: string;
  /** Transactions that Dintero lists as captured on that day. */
  readonly atDintero: number;
  /** How many of them we hold, after what was missing has been fetched. */
  readonly held: number;
  /** Ids of transactions that Dintero lists and that could not be fetched. */
  readonly missing: readonly string[];
  /** Ids of transactions that were missing until this check or an earlier one fetched them. */
  readonly found: readonly string[];
  /** Of the checks that are made of each day, as settlements and corrections come late. */
  readonly roundsDone: number;
}

const COLUMNS = "day, time_zone, checked_at, at_dintero, held, missing, found, rounds_done";

/** Newest day first. */
export async function listGapChecks(
  db: Queryable,
  accountId: string,
  limit: number,
): Promise<readonly GapCheck[]> {
  const { rows } = await db.query(
    `select ${COLUMNS} from gap_checks where account_id = $1 order by day desc limit $2`,
    [accountId, limit],
  );
  return readRows(gapFields, rows);
}

/** Keeps the last check of a day; what an earlier one found missing stays known. */
export async function saveGapCheck(db: Queryable, accountId: string, check: GapCheck): Promise<void> {
  await db.query(
    `insert into gap_checks as before (account_id, ${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (account_id, day) do update set
       time_zone = excluded.time_zone, checked_at = excluded.checked_at, at_dintero = excluded.at_dintero,
       held = excluded.held, missing = excluded.missing,
       found = array(select distinct id from unnest(before.found || excluded.found) as id order by id),
       rounds_done = greatest(before.rounds_done, excluded.rounds_done)`,
    [
      accountId,
      check.day,
      check.timeZone,
      check.checkedAt,
      check.atDintero,
      check.held,
      check.missing,
      check.found,
      check.roundsDone,
    ],
  );
}

/** Which of `transactionIds` we hold with a capture that succeeded within [`from`, `to`), in milliseconds since 1970. */
export async function listHeldCaptures(
  db: Queryable,
  accountId: string,
  transactionIds: readonly string[],
  { from, to }: { readonly from: number; readonly to: number },
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ transaction_id: string }>(
    `select distinct transaction_id from events
     where account_id = $1 and transaction_id = any($2) and event = 'CAPTURE' and success is not false
       and created_at >= $3 and created_at < $4`,
    [accountId, transactionIds, new Date(from).toISOString(), new Date(to).toISOString()],
  );
  return new Set(rows.map((row) => row.transaction_id));
}
