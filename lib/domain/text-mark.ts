/** From (included) and to (excluded) in a text, in UTF-16 units as `slice` counts. */
export type Mark = readonly [from: number, to: number];

/** The form in which texts are compared: case and the way an accent is composed do not count. */
function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/**
 * Where `part` first stands in `text`, whatever its case; undefined where it does not. `text` is NFC, or its marks would
 * be a little beside the letters: see `markable`.
 */
export function findMark(text: string, part: string): Mark | undefined {
  const wanted = folded(part);
  if (wanted === "") return undefined;
  // "İ" becomes two letters in lower case, so places in one are not places in the other.
  const starts: number[] = [];
  let lower = "";
  let at = 0;
  for (const character of text) {
    const small = character.toLowerCase();
    for (let unit = 0; unit < small.length; unit += 1) starts.push(at);
    lower += small;
    at += character.length;
  }
  const index = lower.indexOf(wanted);
  if (index < 0) return undefined;
  const from = starts[index] ?? 0;
  const last = starts[index + wanted.length - 1] ?? from;
  return [from, last + lengthAt(text, last)];
}

/** `text` composed, so that `findMark` can point into it. */
export function markable(text: string): string {
  return text.normalize("NFC");
}

function lengthAt(text: string, index: number): number {
  return String.fromCodePoint(text.codePointAt(index) ?? 0).length;
}

/**
 * Where `mark` of `text` falls in `masked`, its masked form of as many words: each word it touches, as a whole, since a
 * mask keeps no letter's place. Undefined where words cannot be told apart any more.
 */
export function markOfWords(text: string, masked: string, [from, to]: Mark): Mark | undefined {
  const words = [...text.matchAll(/\S+/g)];
  const maskedWords = [...masked.matchAll(/\S+/g)];
  if (words.length !== maskedWords.length) return undefined;
  const touched = words.flatMap((word, index) =>
    word.index < to && word.index + word[0].length > from ? [index] : [],
  );
  const first = maskedWords[touched.at(0) ?? -1];
  const last = maskedWords[touched.at(-1) ?? -1];
  return first && last && [first.index, last.index + last[0].length];
}
