import { z } from "zod";
import type { Queryable } from "./connect";
import { instantField, readRows } from "./rows";

const tombstone = z.strictObject({
  kind: z.enum(["order", "contact"]),
  value: z.string().min(1).max(200),
  erasedAt: instantField,
  because: z.enum(["request", "retention"]),
});
const key = z.strictObject({ keyId: z.string(), secret: z.string().regex(/^[0-9a-f]{64}$/) });

/** Every erasure of an account, to be kept apart from the store and its backups. Tells nobody who was erased. */
export const erasureFile = z.strictObject({
  kontor: z.literal("erasures"),
  accountId: z.string(),
  keys: z.array(key),
  erasures: z.array(tombstone),
});
export type ErasureFile = z.infer<typeof erasureFile>;

/** What the store knows of who is erased. */
export async function readErasures(db: Queryable, accountId: string): Promise<ErasureFile> {
  const keys = await db.query(
    "select key_id, encode(secret, 'hex') as secret from erasure_keys where account_id = $1 order by key_id",
    [accountId],
  );
  const erasures = await db.query(
    "select kind, value, erased_at, because from erasures where account_id = $1 order by kind, value",
    [accountId],
  );
  return {
    kontor: "erasures",
    accountId,
    keys: readRows(key, keys.rows),
    erasures: readRows(tombstone, erasures.rows),
  };
}

/**
 * Adds erasures to those the store knows, unfinished, so that whatever it holds of them goes; and takes their people at
 * once out of what orders are found and listed by. In a transaction.
 */
export async function addErasures(tx: Queryable, { accountId, keys, erasures }: ErasureFile): Promise<void> {
  await tx.query(
    `insert into erasure_keys (account_id, key_id, secret)
     select $1, encode(sha256(secret), 'hex'), secret from (select decode(hex, 'hex') as secret from unnest($2::text[]) as hex) as given
     where not exists (select 1 from erasure_keys k where k.account_id = $1 and k.secret = given.secret)
     on conflict do nothing`,
    [accountId, keys.map(({ secret }) => secret)],
  );
  await tx.query(
    `insert into erasures (account_id, kind, value, erased_at, because, finished_at)
     select $1, kind, value, erased_at, because, case when kind = 'contact' then erased_at end
     from unnest($2::text[], $3::text[], $4::timestamptz[], $5::text[]) as given (kind, value, erased_at, because)
     on conflict (account_id, kind, value) do update
       set erased_at = greatest(erasures.erased_at, excluded.erased_at), finished_at = excluded.finished_at`,
    [
      accountId,
      erasures.map(({ kind }) => kind),
      erasures.map(({ value }) => value),
      erasures.map(({ erasedAt }) => erasedAt),
      erasures.map(({ because }) => because),
    ],
  );
}
