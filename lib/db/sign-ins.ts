import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { ROLES } from "@/lib/roles";
import type { Queryable } from "./connect";
import { instantField, readFirst } from "./rows";

const signInFields = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  locale: z.enum(["en", "nb"]).optional().catch(undefined),
  theme: z.enum(["system", "light", "dark"]).optional().catch(undefined),
  isDemo: z.boolean(),
  createdAt: instantField,
  lastSeenAt: instantField,
  expiresAt: instantField,
});

/** A living sign-in and the enabled user it belongs to, as the database says now. */
export type SignIn = z.infer<typeof signInFields>;

/** How often a sign-in in use is marked as seen, at most: a write per page would cost more than it tells. */
const SEEN_EVERY_MS = 60_000;
const KEEP_ENDED_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Begins a sign-in. @returns its opaque id (256 bits, 43 characters): the only copy, since the row holds a hash of it.
 * `now` and `expiresAt` are in milliseconds since 1970.
 */
export async function createSignIn(
  db: Queryable,
  accountId: string,
  signIn: { readonly userId: string; readonly now: number; readonly expiresAt: number },
): Promise<string> {
  const id = randomBytes(32).toString("base64url");
  await db.query(
    `with forgotten as (
       delete from sign_ins where account_id = $1 and user_id = $3 and expires_at < $6
     )
     insert into sign_ins (account_id, sign_in_key, user_id, created_at, last_seen_at, expires_at)
     values ($1, $2, $3, $4, $4, $5)`,
    [
      accountId,
      keyOf(id),
      signIn.userId,
      new Date(signIn.now),
      new Date(signIn.expiresAt),
      new Date(signIn.now - KEEP_ENDED_MS),
    ],
  );
  return id;
}

/**
 * The sign-in with this id, only if it is alive at `now`: not revoked, not past its end, used within `idleMs`, its user
 * enabled. Being found counts as use.
 */
export async function findSignIn(
  db: Queryable,
  accountId: string,
  signInId: string,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<SignIn | undefined> {
  const key = keyOf(signInId);
  const { rows } = await db.query(
    `select u.user_id, u.email, u.name, u.role, u.locale, u.theme, u.is_demo,
            s.created_at, s.last_seen_at, s.expires_at
     from sign_ins s join users u on u.account_id = s.account_id and u.user_id = s.user_id
     where s.account_id = $1 and s.sign_in_key = $2
       and s.revoked_at is null and s.expires_at > $3 and s.last_seen_at > $4 and u.disabled_at is null`,
    [accountId, key, new Date(now), new Date(now - idleMs)],
  );
  const signIn = readFirst(signInFields, rows);
  if (signIn !== undefined && Date.parse(signIn.lastSeenAt) <= now - SEEN_EVERY_MS) {
    await db.query(
      "update sign_ins set last_seen_at = $3 where account_id = $1 and sign_in_key = $2 and last_seen_at < $3",
      [accountId, key, new Date(now)],
    );
  }
  return signIn;
}

/** Ends one sign-in; nothing happens when it has ended. */
export async function revokeSignIn(
  db: Queryable,
  accountId: string,
  signInId: string,
  now: number,
): Promise<void> {
  await db.query(
    "update sign_ins set revoked_at = $3 where account_id = $1 and sign_in_key = $2 and revoked_at is null",
    [accountId, keyOf(signInId), new Date(now)],
  );
}

/** Ends every sign-in of a user. */
export async function revokeSignInsOf(
  db: Queryable,
  accountId: string,
  userId: string,
  now: number,
): Promise<void> {
  await db.query(
    "update sign_ins set revoked_at = $3 where account_id = $1 and user_id = $2 and revoked_at is null",
    [accountId, userId, new Date(now)],
  );
}

function keyOf(signInId: string): string {
  return createHash("sha256").update(signInId).digest("hex");
}
