import "server-only";
import { createHmac } from "node:crypto";
import {
  type AttemptKey,
  claimAttempt,
  countAttempts,
  forgiveAttempt,
  KEPT_MS,
} from "@/lib/db/sign-in-attempts";
import { normalizeEmail } from "@/lib/db/users";
import { runtime } from "@/lib/runtime";
import { deviceCookie, openDevice } from "./known-device";

/** A counted attempt to sign in. */
export interface Attempt {
  /** Whose account is tried, for the log: a keyed hash, the same for known and unknown ones. */
  readonly userHash: string;
  /** It was no failure: takes the count back. @returns the `Set-Cookie` lines that make this browser known. */
  succeed(): Promise<readonly string[]>;
  /** It was one. @returns how many are counted now for this browser or address, and whether the audit log is to hear of it */
  fail(): Promise<{ readonly count: number; readonly isNotable: boolean }>;
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
const FREE = { pair: 5, device: 5, code: 5, address: 50, account: 50 } as const;
/** A code has six digits: whoever knows the password gets some hundred tries a day, and 3 of 1,000,000 codes are right. */
const LONGEST_CODE_WAIT_SECONDS = 15 * 60;
/** Failures from one address that the audit log tells one by one. */
const TOLD_SINGLY = 16;

/**
 * Counts an attempt before its password is looked at, or says how long to wait (F53). Guessing slows down per account and
 * address, per address and per account, unknown accounts included; nothing is ever locked. A browser that signed in to
 * this account before has a counter of its own, so strangers who guess do not keep its owner out.
 */
export async function beginAttempt(from: AttemptFrom): Promise<Attempt | Wait> {
  const { own, shared, ...keys } = await keysOf(from);
  return claim([own, ...shared], { ...keys, own, cleared: [own], takenBack: shared });
}

/**
 * As `beginAttempt`, for a code after the right password. Its failures have a counter of their own, which is remembered for
 * a day. When it succeeds, the attempt of the password is taken back too, which alone was no success.
 */
export async function beginCodeAttempt(from: AttemptFrom): Promise<Attempt | Wait> {
  const { own, shared, known, account } = await keysOf(from);
  const code: AttemptKey = {
    key: keyOf("code", known ? own.key : account),
    free: FREE.code,
    longestWaitSeconds: LONGEST_CODE_WAIT_SECONDS,
    forgetMs: KEPT_MS,
  };
  return claim([code], { account, known, own: code, cleared: [own, code], takenBack: shared });
}

interface Keys {
  /** The hash of the account that is tried. */
  readonly account: string;
  /** Whether this browser has signed in to it before. */
  readonly known: boolean;
  readonly own: AttemptKey;
}

async function keysOf(from: AttemptFrom): Promise<Keys & { readonly shared: readonly AttemptKey[] }> {
  const { env } = runtime();
  const account = keyOf("account", normalizeEmail(from.email));
  const device = await openDevice(from.device, env.authSecret);
  const known = device?.account === account ? device : undefined;
  if (known)
    return { account, known: true, own: { key: keyOf("device", known.id), free: FREE.device }, shared: [] };
  return {
    account,
    known: false,
    own: { key: keyOf("pair", `${account} ${from.address}`), free: FREE.pair },
    shared: [
      { key: keyOf("address", from.address), free: FREE.address },
      { key: account, free: FREE.account },
    ],
  };
}

async function claim(
  claimed: readonly AttemptKey[],
  keys: Keys & { readonly cleared: readonly AttemptKey[]; readonly takenBack: readonly AttemptKey[] },
): Promise<Attempt | Wait> {
  const { db, env, now } = runtime();
  const nextAt = await claimAttempt(db, env.accountId, claimed, now());
  if (nextAt !== undefined) return { retryAfterSeconds: Math.max(1, Math.ceil((nextAt - now()) / 1000)) };
  return {
    userHash: keys.account.slice(0, 16),
    async succeed() {
      const [cleared, takenBack] = [namesOf(keys.cleared), namesOf(keys.takenBack)];
      await forgiveAttempt(db, env.accountId, { keys: takenBack, cleared }, now());
      return keys.known ? [] : [await deviceCookie(keys.account, env.appUrl, env.authSecret)];
    },
    async fail() {
      const [count = 0, ofAddress = 0] = await countAttempts(
        db,
        env.accountId,
        namesOf([keys.own, ...keys.takenBack]),
      );
      return { count, isNotable: isNotable(count) && (ofAddress <= TOLD_SINGLY || isNotable(ofAddress)) };
    },
  };
}

/** The first failure, the second, the fourth, the eighth ...: whoever guesses cannot fill the audit log. */
function isNotable(count: number): boolean {
  return Number.isInteger(Math.log2(Math.max(count, 1)));
}

function namesOf(keys: readonly AttemptKey[]): readonly string[] {
  return keys.map(({ key }) => key);
}

function keyOf(kind: string, value: string): string {
  return createHmac("sha256", runtime().env.authSecret)
    .update(`sign-in attempt\n${kind}\n${value}`)
    .digest("base64url");
}
