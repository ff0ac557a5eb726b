import { z } from "zod";
import type { Database, Queryable } from "./connect";
import { instantField, readFirst } from "./rows";

/** Something that attempts are counted by. */
export interface AttemptKey {
  /** A keyed hash: nobody's address or name. */
  readonly key: string;
  /** Failures that cost nothing; each one after that doubles the wait, from one second on. */
  readonly free: number;
  /** What the wait grows to; a minute when left out. */
  readonly longestWaitSeconds?: number;
  /** Without a further attempt everything is forgiven after this; a quarter of an hour when left out. At most KEPT_MS. */
  readonly forgetMs?: number;
}

const LONGEST_WAIT_SECONDS = 60;
const FORGET_MS = 15 * 60 * 1000;
/** Rows that nobody has touched for so long are deleted. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * Counts one more attempt under every key, before the password is looked at, so that many at once are counted one
 * by one. @returns undefined when it may be made, else when the next one may (milliseconds since 1970), and then nothing
 * was counted: waiting always helps, and nobody can be locked out for longer than the key's longest wait.
 */
export async function claimAttempt(
  db: Database,
  accountId: string,
  keys: readonly AttemptKey[],
  now: number,
): Promise<number | undefined> {
  // In one order everywhere, or two claims could wait for each other.
  const ordered = keys.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  try {
    await db.transaction(async (tx) => {
      for (const key of ordered) await claimOne(tx, accountId, key, now);
    });
    return undefined;
  } catch (error) {
    if (error instanceof TooEarly) return error.nextAt;
    throw error;
  }
}

/** Ends the transaction of `claimAttempt`, so that a refused attempt counts under no key. */
class TooEarly extends Error {
  readonly nextAt: number;

  constructor(nextAt: number) {
    super("an attempt came too early");
    this.nextAt = nextAt;
  }
}

const nextFields = z.object({ nextAt: instantField });

async function claimOne(
  tx: Queryable,
  accountId: string,
  { key, free, longestWaitSeconds = LONGEST_WAIT_SECONDS, forgetMs = FORGET_MS }: AttemptKey,
  now: number,
): Promise<void> {
  // While failures are free there is nothing to wait for, also not for a clock that is a little behind the last attempt's:
  // two people, or two tabs, signing in at once.
  const values = [accountId, key, new Date(now), new Date(now - forgetMs), free, longestWaitSeconds];
  const { rowCount } = await tx.query(
    `insert into sign_in_attempts as a (account_id, key, failures, last_at, next_at) values ($1, $2, 1, $3, $3)
     on conflict (account_id, key) do update set
       failures = case when a.last_at < $4 then 1 else a.failures + 1 end,
       last_at = $3,
       next_at = case
         when a.last_at < $4 or a.failures < $5 then $3
         else $3 + least($6, power(2, least(a.failures - $5, 20))) * interval '1 second'
       end
     where a.failures <= $5 or a.next_at <= $3 or a.last_at < $4`,
    values,
  );
  if (rowCount === 1) return;
  const { rows } = await tx.query("select next_at from sign_in_attempts where account_id = $1 and key = $2", [
    accountId,
    key,
  ]);
  throw new TooEarly(Date.parse(readFirst(nextFields, rows)?.nextAt ?? new Date(now).toISOString()));
}

/** How many failures are counted under each of `keys` now; 0 for what is not. */
export async function countAttempts(
  db: Queryable,
  accountId: string,
  keys: readonly string[],
): Promise<readonly number[]> {
  const { rows } = await db.query<{ failures: number }>(
    `select coalesce(a.failures, 0) as failures from unnest($2::text[]) with ordinality as k(key, place)
     left join sign_in_attempts a on a.account_id = $1 and a.key = k.key
     order by place`,
    [accountId, keys],
  );
  return rows.map(({ failures }) => failures);
}

/** Takes a claimed attempt back under `keys`, since it was no failure; forgets `cleared` altogether, and whatever is long past. */
export async function forgiveAttempt(
  db: Queryable,
  accountId: string,
  { keys, cleared }: { readonly keys: readonly string[]; readonly cleared: readonly string[] },
  now: number,
): Promise<void> {
  await db.query(
    `with gone as (
       delete from sign_in_attempts where account_id = $1 and (key = any($3) or last_at < $5)
     )
     update sign_in_attempts set failures = failures - 1, next_at = least(next_at, $4)
     where account_id = $1 and key = any($2) and failures > 0`,
    [accountId, keys, cleared, new Date(now), new Date(now - KEPT_MS)],
  );
}
