import { dictionary } from "@zxcvbn-ts/language-common";

/** Some 49,000 passwords that people really use, from published breaches: the package's list, in lower case. */
const LISTED: ReadonlySet<string> = new Set(dictionary["passwords-common"]);

/** So little before or after a listed password, and guessing programs try it anyway. */
const MOST_DECORATION = 8;
const LEAST_CORE = 4;

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  "@": "a",
  "4": "a",
  "8": "b",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

/**
 * Whether guessing programs know `password`: a common one, whatever its case, its Unicode form, with digits and signs
 * around it ("Password2026!!") or in place of letters ("P@ssw0rd"); the same thing again and again; or neighbours on the
 * keyboard, in the alphabet or among the digits. Looked up here, never sent anywhere.
 */
export function isKnownPassword(password: string): boolean {
  const plain = password.normalize("NFKC").toLowerCase();
  return [plain, plain.replace(/[\s._-]/g, "")].some(
    (form) => isListed(form) || isRepeated(form) || isSequence(form) || isDecorated(form),
  );
}

function isListed(text: string): boolean {
  return LISTED.has(text) || LISTED.has(withLetters(text));
}

function withLetters(text: string): string {
  return [...text].map((character) => LOOK_ALIKES[character] ?? character).join("");
}

/** "abcabcabcabc", "passwordpassword", "aaaaaaaaaaaa". */
function isRepeated(text: string): boolean {
  const unit = /^(.+?)\1+$/su.exec(text)?.[1];
  return unit !== undefined && ([...unit].length <= LEAST_CORE || isKnownCore(unit));
}

/** A listed password with digits and signs before, after or both; however many, as long as they are a sequence themselves. */
function isDecorated(text: string): boolean {
  const [, before = "", core = "", after = ""] = /^([^\p{L}]*)(.*?)([^\p{L}]*)$/su.exec(text) ?? [];
  // "pa55w0rd" has its signs inside; what stands at the ends may belong to it ("p@ssw0rd!", "$ecret").
  const cores = [core, `${before}${core}`, `${core}${after}`];
  return cores.some((candidate, at) => {
    const rest = at === 0 ? before + after : at === 1 ? after : before;
    const isPlain = [...rest].length <= MOST_DECORATION || isListed(rest) || isSequence(rest);
    return isPlain && isKnownCore(candidate);
  });
}

function isKnownCore(core: string): boolean {
  return [...core].length >= LEAST_CORE && (isListed(core) || isSequence(core) || isHalved(core));
}

function isHalved(core: string): boolean {
  const unit = /^(.+?)\1+$/su.exec(core)?.[1];
  return unit !== undefined && isListed(unit);
}

const ROWS = [
  "abcdefghijklmnopqrstuvwxyzæøåabcdefghijklmnopqrstuvwxyz",
  "0123456789012345678901234567890",
  "1234567890123456789012345678901",
  "qwertyuiopåasdfghjkløæzxcvbnm",
  "qwertyuiopasdfghjklzxcvbnm",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];
const SEQUENCES = ROWS.flatMap((row) => [row, [...row].reverse().join("")]);

function isSequence(text: string): boolean {
  return text !== "" && SEQUENCES.some((row) => row.includes(text));
}
