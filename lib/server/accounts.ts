import "server-only";
import { findSignIn, type SignIn } from "@/lib/db/sign-ins";
import { findUserByEmail, type User } from "@/lib/db/users";
import { demoEmail } from "@/lib/demo-email";
import { isPassword } from "@/lib/passwords";
import { ROLES, type Role } from "@/lib/roles";
import { runtime } from "@/lib/runtime";

/** A sign-in that is not used for this long ends. */
export const IDLE_MS = 30 * 60 * 1000;

/** What a password opens. */
export interface CheckedPassword {
  /** Whose it is, if they may come in. */
  readonly user: User | undefined;
  /** Who has the address, for the audit log and never for an answer. */
  readonly known: User | undefined;
}

/** Takes the same time for a wrong password, an unknown and a disabled user. */
export async function checkPassword(email: string, password: string): Promise<CheckedPassword> {
  const { db, env } = runtime();
  const known = await findUserByEmail(db, env.accountId, email);
  const isRight = await isPassword(password, known?.passwordHash);
  const isWelcome = known !== undefined && known.disabledAt === undefined && isServed(known);
  return { known, user: isRight && isWelcome ? known : undefined };
}

/** The living sign-in with this id and its user as the database says now: a new role counts from the next request on (F52). */
export async function findLivingSignIn(signInId: string): Promise<SignIn | undefined> {
  const { db, env, now } = runtime();
  const signIn = await findSignIn(db, env.accountId, signInId, { now: now(), idleMs: IDLE_MS });
  return signIn !== undefined && isServed(signIn) ? signIn : undefined;
}

/** Everybody knows the passwords of the demo accounts: outside demo mode they open nothing, on the same store either. */
function isServed(user: { readonly isDemo: boolean }): boolean {
  return !user.isDemo || runtime().env.isDemo;
}

export interface OfferedAccount {
  readonly role: Role;
  readonly email: string;
  readonly password: string;
}

/** What the sign-in page offers to fill in: the demo accounts with their password; nothing outside demo mode. */
export function offeredDemoAccounts(): readonly OfferedAccount[] {
  const { env } = runtime();
  if (!env.isDemo) return [];
  return ROLES.map((role) => ({ role, email: demoEmail(role), password: env.demoPassword }));
}
