import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import { ROLES } from "@/lib/roles";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

const signInFields = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  locale: z.enum(["en", "nb"]).optional().catch(undefined),
  theme: z.enum(["system", "light", "dark"]).optional().catch(undefined),
  isDemo: z.boolean(),
  method: z.enum(["password", "sso"]).catch("password"),
  createdAt: instantField,
  lastSeenAt: instantField,
  expiresAt: instantField,
});

/** A living sign-in and the enabled user it belongs to, as the database says now. */
export type SignIn = z.infer<typeof signInFields>;

/** How often a sign-in in use is marked as seen, at most: a write per page would cost more than it tells. */
const SEEN_EVERY_MS = 60_000;
const KEEP_ENDED_MS = 30 * 24 * 60 * 60 * 1000;

export interface NewSignIn {
  readonly userId: string;
  /** How it began; "password" when left out. With "sso" the identity provider answers for the second factor. */
  readonly method?: SignInMethod | undefined;
  /** Where from: the peer's IP address, and what the browser says it is. */
  readonly address?: string | undefined;
  readonly userAgent?: string | undefined;
  readonly now: number;
  readonly expiresAt: number;
}

export type SignInMethod = "password" | "sso";

/** What is kept of a browser's own text. */
const LONGEST_USER_AGENT = 300;

/**
 * Begins a sign-in. @returns its opaque id (256 bits, 43 characters): the only copy, since the row holds a hash of it.
 * `now` and `expiresAt` are in milliseconds since 1970.
 */
export async function createSignIn(db: Queryable, accountId: string, signIn: NewSignIn): Promise<string> {
  const id = randomBytes(32).toString("base64url");
  await db.query(
    `with forgotten as (
       delete from sign_ins where account_id = $1 and user_id = $3 and expires_at < $6
     )
     insert into sign_ins (account_id, sign_in_key, user_id, created_at, last_seen_at, expires_at, method, address,
                           user_agent)
     values ($1, $2, $3, $4, $4, $5, $7, $8, $9)`,
    [
      accountId,
      keyOf(id),
      signIn.userId,
      new Date(signIn.now),
      new Date(signIn.expiresAt),
      new Date(signIn.now - KEEP_ENDED_MS),
      signIn.method ?? "password",
      signIn.address,
      // PostgreSQL takes no NUL.
      signIn.userAgent?.replaceAll("\0", "").slice(0, LONGEST_USER_AGENT),
    ],
  );
  return id;
}

/**
 * The sign-in with this id, only if it is alive at `now`: not revoked, not past its end, used within `idleMs`, its user
 * enabled and, where a second factor is required of local accounts, in possession of one. Being found counts as use.
 */
export async function findSignIn(
  db: Queryable,
  accountId: string,
  signInId: string,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<SignIn | undefined> {
  const key = keyOf(signInId);
  const { rows } = await db.query(
    `select u.user_id, u.email, u.name, u.role, u.locale, u.theme, u.is_demo, s.method,
            s.created_at, s.last_seen_at, s.expires_at
     from sign_ins s join users u on u.account_id = s.account_id and u.user_id = s.user_id
     left join settings required on required.account_id = s.account_id and required.name = 'isSecondFactorRequired'
     left join second_factors f on f.account_id = s.account_id and f.user_id = s.user_id
     where s.account_id = $1 and s.sign_in_key = $2
       and s.revoked_at is null and s.expires_at > $3 and s.last_seen_at > $4 and u.disabled_at is null
       and (coalesce(required.value, 'false') = 'false' or s.method = 'sso' or f.confirmed_at is not null)`,
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

/** Ends every sign-in of a user but the one with this id. @returns how many */
export async function revokeOtherSignIns(
  db: Queryable,
  accountId: string,
  { userId, signInId, now }: { readonly userId: string; readonly signInId: string; readonly now: number },
): Promise<number> {
  const { rowCount } = await db.query(
    `update sign_ins set revoked_at = $4
     where account_id = $1 and user_id = $2 and sign_in_key <> $3 and revoked_at is null and expires_at > $4`,
    [accountId, userId, keyOf(signInId), new Date(now)],
  );
  return rowCount ?? 0;
}

const listedFields = z.object({
  isThisOne: z.boolean(),
  method: z.enum(["password", "sso"]).catch("password"),
  address: z.string().optional(),
  userAgent: z.string().optional(),
  createdAt: instantField,
  lastSeenAt: instantField,
  expiresAt: instantField,
});

/** A living sign-in, as its owner sees it; nothing that would let anybody use it. */
export type ListedSignIn = z.infer<typeof listedFields>;

/** Where a user is signed in now: this one first, then the last used. At most 50. */
export async function listSignInsOf(
  db: Queryable,
  accountId: string,
  asked: {
    readonly userId: string;
    readonly signInId: string;
    readonly now: number;
    readonly idleMs: number;
  },
): Promise<readonly ListedSignIn[]> {
  const { rows } = await db.query(
    `select sign_in_key = $3 as is_this_one, method, address, user_agent, created_at, last_seen_at, expires_at
     from sign_ins
     where account_id = $1 and user_id = $2 and revoked_at is null and expires_at > $4 and last_seen_at > $5
     order by sign_in_key = $3 desc, last_seen_at desc limit 50`,
    [accountId, asked.userId, keyOf(asked.signInId), new Date(asked.now), new Date(asked.now - asked.idleMs)],
  );
  return readRows(listedFields, rows);
}

function keyOf(signInId: string): string {
  return createHash("sha256").update(signInId).digest("hex");
}
