import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Queryable } from "./connect";
import { readFirst } from "./rows";

/**
 * Begins to wait for what is missing beside the right password. @returns an opaque id (256 bits), of which the row holds a
 * hash. One per user and browser is in use; those that ran out are forgotten here. Times in milliseconds since 1970.
 */
export async function createPendingSignIn(
  db: Queryable,
  accountId: string,
  pending: { readonly userId: string; readonly now: number; readonly expiresAt: number },
): Promise<string> {
  const id = randomBytes(32).toString("base64url");
  await db.query(
    `with forgotten as (delete from pending_sign_ins where account_id = $1 and user_id = $3 and expires_at < $4)
     insert into pending_sign_ins (account_id, pending_key, user_id, created_at, expires_at)
     values ($1, $2, $3, $4, $5)`,
    [accountId, keyOf(id), pending.userId, new Date(pending.now), new Date(pending.expiresAt)],
  );
  return id;
}

/** Whose it is, while it waits and its user may sign in at all. */
export async function findPendingSignIn(
  db: Queryable,
  accountId: string,
  id: string,
  now: number,
): Promise<string | undefined> {
  const { rows } = await db.query(
    `select p.user_id from pending_sign_ins p
     join users u on u.account_id = p.account_id and u.user_id = p.user_id
     where p.account_id = $1 and p.pending_key = $2 and p.expires_at > $3 and u.disabled_at is null`,
    [accountId, keyOf(id), new Date(now)],
  );
  return readFirst(z.object({ userId: z.string() }), rows)?.userId;
}

/** Done, or given up. */
export async function endPendingSignIn(db: Queryable, accountId: string, id: string): Promise<void> {
  await db.query("delete from pending_sign_ins where account_id = $1 and pending_key = $2", [
    accountId,
    keyOf(id),
  ]);
}

function keyOf(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}
