import { hash, verify } from "@node-rs/argon2";

/**
 * argon2id at the least that OWASP names: 19 MiB, two passes, one lane (FAULTS: threat 11). One check costs about 10 ms
 * of one core, on a thread of its own.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const LEAST_CHARACTERS = 12;
/** Longer ones are refused rather than cut: hashing is the one thing a stranger may make us do. */
const MOST_BYTES = 1_024;

/** What is wrong with a password that somebody wants to use; undefined when nothing is. Length only: rules of composition make worse passwords. */
export function passwordFault(password: string): "too-short" | "too-long" | undefined {
  if ([...password].length < LEAST_CHARACTERS) return "too-short";
  return Buffer.byteLength(password) > MOST_BYTES ? "too-long" : undefined;
}

/** The hash to store, in the PHC format: its own parameters and salt are in it. */
export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), COST);
}

let nobody: Promise<string> | undefined;

/**
 * Whether `password` is the one that `stored` was made from. Without `stored` (no such user) it works just as long on
 * the hash of a password that nobody knows, and answers false: the time does not tell who has an account.
 */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  nobody ??= hashPassword(crypto.randomUUID());
  const fallback = await nobody;
  const isTooLong = Buffer.byteLength(password) > MOST_BYTES;
  const isRight = await verify(stored ?? fallback, isTooLong ? "" : normal(password)).catch(() => false);
  return isRight && stored !== undefined && !isTooLong;
}

/** One password, typed on two keyboards, may arrive in two Unicode forms. */
function normal(password: string): string {
  return password.normalize("NFKC");
}
