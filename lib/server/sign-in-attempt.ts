import "server-only";
import { createHmac } from "node:crypto";
import { type AttemptKey, claimAttempt, forgiveAttempt } from "@/lib/db/sign-in-attempts";
import { normalizeEmail } from "@/lib/db/users";
import { runtime } from "@/lib/runtime";
import { deviceCookie, openDevice } from "./known-device";

/** A counted attempt to sign in. */
export interface Attempt {
  /** It was no failure: takes the count back. @returns the `Set-Cookie` lines that make this browser known. */
  succeed(): Promise<readonly string[]>;
}

/** Too many failures came before: the next attempt counts from here on. */
export interface Wait {
  readonly retryAfterSeconds: number;
}

export interface AttemptFrom {
  readonly email: string;
  readonly address: string;
  /** The device cookie's value. */
  readonly device: string | undefined;
}

/** Mistakes that cost nothing. */
const FREE = { pair: 5, device: 5, address: 50, account: 50 } as const;

/**
 * Counts an attempt before its password is looked at, or says how long to wait (F53). Guessing slows down per account and
 * address, per address and per account, unknown accounts included; nothing is ever locked. A browser that signed in to
 * this account before has a counter of its own, so strangers who guess do not keep its owner out.
 */
export async function beginAttempt(from: AttemptFrom): Promise<Attempt | Wait> {
  const { db, env, now } = runtime();
  const account = keyOf("account", normalizeEmail(from.email), env.authSecret);
  const device = await openDevice(from.device, env.authSecret);
  const known = device?.account === account ? device : undefined;
  const own = known
    ? { key: keyOf("device", known.id, env.authSecret), free: FREE.device }
    : { key: keyOf("pair", `${account} ${from.address}`, env.authSecret), free: FREE.pair };
  const shared: readonly AttemptKey[] = known
    ? []
    : [
        { key: account, free: FREE.account },
        { key: keyOf("address", from.address, env.authSecret), free: FREE.address },
      ];
  const nextAt = await claimAttempt(db, env.accountId, [own, ...shared], now());
  if (nextAt !== undefined) return { retryAfterSeconds: Math.max(1, Math.ceil((nextAt - now()) / 1000)) };
  return {
    async succeed() {
      const keys = shared.map(({ key }) => key);
      await forgiveAttempt(db, env.accountId, { keys, cleared: [own.key] }, now());
      return known ? [] : [await deviceCookie(account, env.appUrl, env.authSecret)];
    },
  };
}

function keyOf(kind: string, value: string, secret: string): string {
  return createHmac("sha256", secret).update(`sign-in attempt\n${kind}\n${value}`).digest("base64url");
}
