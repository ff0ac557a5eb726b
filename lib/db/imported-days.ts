import type { Queryable } from "./connect";

/** The days (YYYY-MM-DD in `timeZone`) from `from` to `to` whose history has been imported whole. */
export async function listImportedDays(
  db: Queryable,
  accountId: string,
  timeZone: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReadonlySet<string>> {
  const { rows } = await db.query<{ day: string }>(
    "select day from imported_days where account_id = $1 and time_zone = $2 and day between $3 and $4",
    [accountId, timeZone, from, to],
  );
  return new Set(rows.map((row) => row.day));
}

export async function noteDayImported(
  db: Queryable,
  accountId: string,
  timeZone: string,
  day: string,
  now: number,
): Promise<void> {
  await db.query(
    `insert into imported_days (account_id, day, time_zone, imported_at) values ($1, $2, $3, $4)
     on conflict (account_id, day, time_zone) do update set imported_at = excluded.imported_at`,
    [accountId, day, timeZone, new Date(now).toISOString()],
  );
}
