import "server-only";
import { randomBytes } from "node:crypto";
import { decode, encode } from "next-auth/jwt";

const LIFE_SECONDS = 180 * 24 * 60 * 60;
/** Makes tokens of this kind worthless as any other of ours, and the other way round. */
const SALT = "kontor-device";

/** A browser that somebody has signed in from. It is told apart from strangers when strangers guess at the same account. */
export interface KnownDevice {
  readonly id: string;
  /** Whose: the hash of the account, as the counters know it. */
  readonly account: string;
}

/** Sent to the sign-in door only, which `__Host-` would not allow. */
export function deviceCookieName(appUrl: string): string {
  return `${appUrl.startsWith("https://") ? "__Secure-" : ""}kontor-device`;
}

/** The device in a cookie's value, if it is one of ours. */
export async function openDevice(
  value: string | undefined,
  secret: string,
): Promise<KnownDevice | undefined> {
  if (value === undefined) return undefined;
  const token = await decode({ token: value, secret, salt: SALT }).catch(() => null);
  const { id, account } = token ?? {};
  return typeof id === "string" && typeof account === "string" ? { id, account } : undefined;
}

/** The `Set-Cookie` line that makes this browser known for `account`. */
export async function deviceCookie(account: string, appUrl: string, secret: string): Promise<string> {
  const token = { id: randomBytes(16).toString("base64url"), account };
  const value = await encode({ token, secret, salt: SALT, maxAge: LIFE_SECONDS });
  const secure = appUrl.startsWith("https://") ? "; Secure" : "";
  return `${deviceCookieName(appUrl)}=${value}; Path=/api/auth; Max-Age=${LIFE_SECONDS}; HttpOnly; SameSite=Lax${secure}`;
}
