import { hash, verify } from "@node-rs/argon2";
import { isKnownPassword } from "@/lib/known-passwords";

/**
 * argon2id at the least that OWASP names: 19 MiB, two passes, one lane (FAULTS: threat 11). One check costs about 10 ms
 * of one core, on a thread of its own.
 */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

const LEAST_CHARACTERS = 12;
/** Longer ones are refused rather than cut: hashing is the one thing a stranger may make us do. */
const MOST_BYTES = 1_024;

export type PasswordFault = "too-short" | "too-long" | "about-you" | "known";

/** Whose password it is to be: what everybody can guess about them makes no password. */
export interface PasswordOwner {
  readonly email: string;
  readonly name?: string | undefined;
}

/**
 * What is wrong with a password that somebody wants to use; undefined when nothing is. It must be long enough, also
 * without the words that belong to its owner and to Kontor, and none that guessing programs try (threat 11). No rules of
 * composition: they make worse passwords.
 */
export function passwordFault(password: string, owner?: PasswordOwner): PasswordFault | undefined {
  if ([...password].length < LEAST_CHARACTERS) return "too-short";
  if (Buffer.byteLength(password) > MOST_BYTES) return "too-long";
  if (isKnownPassword(password)) return "known";
  return [...withoutWordsOf(owner, password)].length < LEAST_CHARACTERS ? "about-you" : undefined;
}

const LEAST_WORD = 4;

/** `password` less the e-mail address, the name, and the names of what it is for. */
function withoutWordsOf(owner: PasswordOwner | undefined, password: string): string {
  const { email = "", name = "" } = owner ?? {};
  const [local = "", domain = ""] = normal(email).toLowerCase().split("@");
  const words = [
    local,
    ...local.split(/[^\p{L}]+/u),
    ...domain.split("."),
    ...normal(name).toLowerCase().split(/\s+/),
  ];
  return ["kontor", "dintero", ...words]
    .filter((word) => [...word].length >= LEAST_WORD)
    .sort((one, other) => other.length - one.length)
    .reduce((rest, word) => rest.replaceAll(word, ""), normal(password).toLowerCase());
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
