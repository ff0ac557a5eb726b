import { randomBytes } from "node:crypto";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { ROLES, type Role } from "@/lib/roles";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

const userFields = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  locale: z.enum(["en", "nb"]).optional().catch(undefined),
  theme: z.enum(["system", "light", "dark"]).optional().catch(undefined),
  /** Whether keys without Ctrl or ⌘ do things. */
  singleKeys: z.boolean(),
  isDemo: z.boolean(),
  createdAt: instantField,
  /** Present when the account may not sign in any more. */
  disabledAt: instantField.optional(),
  /** Absent when the account has no password. Never leaves the server. */
  passwordHash: z.string().optional(),
});

/** A local account. */
export type User = z.infer<typeof userFields>;

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly passwordHash?: string | undefined;
  readonly isDemo?: boolean | undefined;
  readonly locale?: "en" | "nb" | undefined;
}

/** What a person may choose for themselves; what is absent stays as it was. */
export interface Preferences {
  readonly locale?: "en" | "nb" | undefined;
  readonly theme?: "system" | "light" | "dark" | undefined;
  readonly singleKeys?: boolean | undefined;
}

/** The form in which an address is held and compared. */
export function normalizeEmail(email: string): string {
  return email.trim().toLowerCase();
}

/** Disabled accounts are found too: the caller must tell them apart. */
export async function findUserByEmail(
  db: Queryable,
  accountId: string,
  email: string,
): Promise<User | undefined> {
  const { rows } = await db.query(
    `select user_id, email, name, role, locale, theme, single_keys, is_demo, created_at, disabled_at, password_hash
     from users where account_id = $1 and email = $2`,
    [accountId, normalizeEmail(email)],
  );
  return readFirst(userFields, rows);
}

/** As `findUserByEmail`, by the id. */
export async function findUserById(
  db: Queryable,
  accountId: string,
  userId: string,
): Promise<User | undefined> {
  const { rows } = await db.query(
    `select user_id, email, name, role, locale, theme, single_keys, is_demo, created_at, disabled_at, password_hash
     from users where account_id = $1 and user_id = $2`,
    [accountId, userId],
  );
  return readFirst(userFields, rows);
}

/** `now` is in milliseconds since 1970, here and below. @throws AppError "invalid-request" when the address is taken. */
export async function createUser(
  db: Queryable,
  accountId: string,
  user: NewUser,
  now: number,
): Promise<User> {
  const { rows } = await db.query(
    `insert into users (account_id, user_id, email, name, role, password_hash, is_demo, locale, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
     on conflict (account_id, email) do nothing
     returning user_id, email, name, role, locale, theme, single_keys, is_demo, created_at, disabled_at, password_hash`,
    [
      accountId,
      randomBytes(16).toString("base64url"),
      normalizeEmail(user.email),
      user.name,
      user.role,
      user.passwordHash,
      user.isDemo ?? false,
      user.locale,
      new Date(now),
    ],
  );
  const created = readFirst(userFields, rows);
  if (created === undefined) throw new AppError("invalid-request", "a user with this e-mail address exists");
  return created;
}

/** All accounts, by address. */
export async function listUsers(db: Queryable, accountId: string): Promise<User[]> {
  const { rows } = await db.query(
    `select user_id, email, name, role, locale, theme, single_keys, is_demo, created_at, disabled_at, password_hash
     from users where account_id = $1 order by email`,
    [accountId],
  );
  return readRows(userFields, rows);
}

/** Counts from the user's next request: roles are read with each. @throws AppError "not-found" */
export async function setUserRole(
  db: Queryable,
  accountId: string,
  userId: string,
  role: Role,
  now: number,
): Promise<void> {
  const { rowCount } = await db.query(
    "update users set role = $3, updated_at = $4 where account_id = $1 and user_id = $2",
    [accountId, userId, role, new Date(now)],
  );
  mustExist(rowCount);
}

/** Ends every sign-in of the user in the same statement. @throws AppError "not-found" */
export async function disableUser(
  db: Queryable,
  accountId: string,
  userId: string,
  now: number,
): Promise<void> {
  const { rowCount } = await db.query(
    `with ended as (
       update sign_ins set revoked_at = $3 where account_id = $1 and user_id = $2 and revoked_at is null
     )
     update users set disabled_at = coalesce(disabled_at, $3), updated_at = $3
     where account_id = $1 and user_id = $2`,
    [accountId, userId, new Date(now)],
  );
  mustExist(rowCount);
}

/** Lets a disabled user in again; their old sign-ins stay ended. @throws AppError "not-found" */
export async function enableUser(
  db: Queryable,
  accountId: string,
  userId: string,
  now: number,
): Promise<void> {
  const { rowCount } = await db.query(
    "update users set disabled_at = null, updated_at = $3 where account_id = $1 and user_id = $2",
    [accountId, userId, new Date(now)],
  );
  mustExist(rowCount);
}

/** Ends every sign-in of the user in the same statement: whoever knew the old password is out. @throws AppError "not-found" */
export async function setUserPassword(
  db: Queryable,
  accountId: string,
  userId: string,
  passwordHash: string,
  now: number,
): Promise<void> {
  const { rowCount } = await db.query(
    `with ended as (
       update sign_ins set revoked_at = $4 where account_id = $1 and user_id = $2 and revoked_at is null
     ), half_way as (
       delete from pending_sign_ins where account_id = $1 and user_id = $2
     )
     update users set password_hash = $3, updated_at = $4 where account_id = $1 and user_id = $2`,
    [accountId, userId, passwordHash, new Date(now)],
  );
  mustExist(rowCount);
}

/** @throws AppError "not-found" */
export async function setUserPreferences(
  db: Queryable,
  accountId: string,
  userId: string,
  preferences: Preferences,
  now: number,
): Promise<void> {
  const { rowCount } = await db.query(
    `update users set locale = coalesce($3, locale), theme = coalesce($4, theme),
       single_keys = coalesce($5, single_keys), updated_at = $6
     where account_id = $1 and user_id = $2`,
    [accountId, userId, preferences.locale, preferences.theme, preferences.singleKeys, new Date(now)],
  );
  mustExist(rowCount);
}

function mustExist(rowCount: number | null): void {
  if (rowCount !== 1) throw new AppError("not-found", "no such user");
}
