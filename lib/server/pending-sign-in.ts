import "server-only";
import { createPendingSignIn, endPendingSignIn, findPendingSignIn } from "@/lib/db/pending-sign-ins";
import { findUserById, type User } from "@/lib/db/users";
import { runtime } from "@/lib/runtime";

/** From the right password to the right code. */
const LIFE_SECONDS = 10 * 60;

/** The cookie of a browser whose password was right. It opens nothing but the question for the second factor. */
export function pendingCookieName(appUrl: string): string {
  return `${appUrl.startsWith("https://") ? "__Host-" : ""}kontor-pending-sign-in`;
}

/** @returns the `Set-Cookie` line that lets this browser go on as `userId`, with a code */
export async function beginPending(userId: string): Promise<string> {
  const { db, env, now } = runtime();
  const at = now();
  const id = await createPendingSignIn(db, env.accountId, {
    userId,
    now: at,
    expiresAt: at + LIFE_SECONDS * 1000,
  });
  return cookieLine(id, LIFE_SECONDS);
}

/** Whose password was right in the browser with this cookie value, as the database says now. */
export async function findPending(value: string | undefined): Promise<User | undefined> {
  const { db, env, now } = runtime();
  if (value === undefined || !/^[\w-]{43}$/.test(value)) return undefined;
  const userId = await findPendingSignIn(db, env.accountId, value, now());
  return userId === undefined ? undefined : findUserById(db, env.accountId, userId);
}

/** @returns the `Set-Cookie` line that takes the cookie away */
export async function endPending(value: string | undefined): Promise<string> {
  const { db, env } = runtime();
  if (value !== undefined) await endPendingSignIn(db, env.accountId, value);
  return cookieLine("", 0);
}

function cookieLine(value: string, seconds: number): string {
  const { appUrl } = runtime().env;
  const secure = appUrl.startsWith("https://") ? "; Secure" : "";
  return `${pendingCookieName(appUrl)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;
}
