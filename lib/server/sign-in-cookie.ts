import "server-only";
import { decode, encode } from "next-auth/jwt";

/** A sign-in ends this long after it began, whatever happens. */
export const SIGN_IN_LIFE_SECONDS = 12 * 60 * 60;

/**
 * The cookie that carries the sign-in. On https its name makes browsers refuse it from another host, path or from http
 * (`__Host-`); on plain http (development, demo) no prefix is possible.
 */
export function signInCookieName(appUrl: string): string {
  return `${appUrl.startsWith("https://") ? "__Host-" : ""}next-auth.session-token`;
}

/** The `Set-Cookie` line of a sign-in that began without next-auth. @param value as `sealSignInId` makes it */
export function signInCookieLine(value: string, appUrl: string): string {
  const secure = appUrl.startsWith("https://") ? "; Secure" : "";
  return `${signInCookieName(appUrl)}=${value}; Path=/; Max-Age=${SIGN_IN_LIFE_SECONDS}; HttpOnly${secure}; SameSite=Lax`;
}

/** The cookie's value for the sign-in with this id: encrypted by next-auth, and nothing in it but the id. */
export async function sealSignInId(signInId: unknown, secret: string): Promise<string> {
  if (typeof signInId !== "string") throw new TypeError("a token without a sign-in id");
  return encode({ token: { sid: signInId }, secret, maxAge: SIGN_IN_LIFE_SECONDS });
}

/**
 * The sign-in id in a cookie's value; undefined for anything that is not our own token (another cookie of ours, a forged,
 * an old or a damaged one). Says nothing about whether the sign-in is alive: only its row does (F54).
 */
export async function openSignInId(value: string, secret: string): Promise<string | undefined> {
  const token = await decode({ token: value, secret }).catch(() => null);
  const id = token?.sid;
  return typeof id === "string" && /^[\w-]{43}$/.test(id) ? id : undefined;
}
