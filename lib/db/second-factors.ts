import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Queryable } from "./connect";
import { instantField, readFirst } from "./rows";

const factorFields = z.object({
  /** Sealed; present once the first code was right. */
  sealedSecret: z.string().optional(),
  confirmedAt: instantField.optional(),
  /** The step whose code was used last. */
  lastStep: z.coerce.number(),
  /** Sealed; shown to its owner and not proved yet. */
  offeredSecret: z.string().optional(),
  offeredAt: instantField.optional(),
  unusedRecoveryCodes: z.coerce.number(),
});

/** What a user has beside the password; secrets as they are kept, sealed. */
export type SecondFactor = z.infer<typeof factorFields>;

/** Absent when the user never began to set one up. */
export async function findSecondFactor(
  db: Queryable,
  accountId: string,
  userId: string,
): Promise<SecondFactor | undefined> {
  const { rows } = await db.query(
    `select f.sealed_secret, f.confirmed_at, f.last_step, f.offered_secret, f.offered_at,
       (select count(*) from recovery_codes c
        where c.account_id = f.account_id and c.user_id = f.user_id and c.used_at is null) as unused_recovery_codes
     from second_factors f where f.account_id = $1 and f.user_id = $2`,
    [accountId, userId],
  );
  return readFirst(factorFields, rows);
}

/** Keeps a new secret until its owner has proved it. The one in use stays. `now` is in milliseconds since 1970, here and below. */
export async function offerSecondFactor(
  db: Queryable,
  accountId: string,
  {
    userId,
    sealedSecret,
    now,
  }: { readonly userId: string; readonly sealedSecret: string; readonly now: number },
): Promise<void> {
  await db.query(
    `insert into second_factors (account_id, user_id, offered_secret, offered_at) values ($1, $2, $3, $4)
     on conflict (account_id, user_id) do update set offered_secret = $3, offered_at = $4`,
    [accountId, userId, sealedSecret, new Date(now)],
  );
}

/**
 * Puts the offered secret to use, its first code used. @returns false when another secret has been offered meanwhile, or
 * somebody else was faster.
 */
export async function confirmSecondFactor(
  db: Queryable,
  accountId: string,
  confirmed: {
    readonly userId: string;
    readonly offeredSecret: string;
    readonly step: number;
    readonly now: number;
  },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update second_factors set sealed_secret = offered_secret, confirmed_at = $4, last_step = $5,
       offered_secret = null, offered_at = null
     where account_id = $1 and user_id = $2 and offered_secret = $3`,
    [accountId, confirmed.userId, confirmed.offeredSecret, new Date(confirmed.now), confirmed.step],
  );
  return rowCount === 1;
}

/** Uses up the code of `step`. @returns false when it, or a later one, has been used: of two at the same moment one gets true. */
export async function spendStep(
  db: Queryable,
  accountId: string,
  userId: string,
  step: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    "update second_factors set last_step = $3 where account_id = $1 and user_id = $2 and last_step < $3",
    [accountId, userId, step],
  );
  return rowCount === 1;
}

/** Takes the second factor away, with its recovery codes. @returns whether there was one */
export async function removeSecondFactor(db: Queryable, accountId: string, userId: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `with codes as (delete from recovery_codes where account_id = $1 and user_id = $2)
     delete from second_factors where account_id = $1 and user_id = $2`,
    [accountId, userId],
  );
  return rowCount === 1;
}

const RECOVERY_CODES = 10;
/** Crockford's: without i, l, o and u, which are mistaken for something else. 32 characters, five bits each. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const CODE_CHARACTERS = 16;

/** Replaces a user's recovery codes. @returns the new ones, "xxxx-xxxx-xxxx-xxxx"; the store keeps hashes of them. */
export async function replaceRecoveryCodes(
  db: Queryable,
  accountId: string,
  userId: string,
  now: number,
): Promise<readonly string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  await db.query("delete from recovery_codes where account_id = $1 and user_id = $2", [accountId, userId]);
  await db.query(
    `insert into recovery_codes (account_id, user_id, code_key, created_at)
     select $1, $2, code_key, $4 from unnest($3::text[]) as code_key`,
    [accountId, userId, codes.map(keyOf), new Date(now)],
  );
  return codes;
}

/** Uses up a recovery code, however it is written. @returns false when it is none of the user's, or used */
export async function spendRecoveryCode(
  db: Queryable,
  accountId: string,
  { userId, code, now }: { readonly userId: string; readonly code: string; readonly now: number },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update recovery_codes set used_at = $4
     where account_id = $1 and user_id = $2 and code_key = $3 and used_at is null`,
    [accountId, userId, keyOf(code), new Date(now)],
  );
  return rowCount === 1;
}

/** 80 random bits, so that a plain hash of it cannot be searched for. */
function newRecoveryCode(): string {
  const characters = [...randomBytes(CODE_CHARACTERS)].map((byte) => ALPHABET[byte % 32]).join("");
  return characters.replace(/.{4}(?=.)/g, "$&-");
}

function keyOf(code: string): string {
  return createHash("sha256")
    .update(code.toLowerCase().replace(/[\s-]/g, "").replaceAll("o", "0").replace(/[il]/g, "1"))
    .digest("hex");
}
