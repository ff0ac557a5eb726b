/** Who gives a response code its meaning: the standard, or one card scheme on its own. */
export type CodeScheme = "iso" | "visa" | "mastercard" | "schemes";

function codes(scheme: CodeScheme, list: string): readonly (readonly [string, CodeScheme])[] {
  return list
    .trim()
    .split(/\s+/)
    .map((code) => [code, scheme] as const);
}

/**
 * The response codes of card authorizations that have a meaning of their own (ISO 8583, field 39, and the schemes'
 * additions). The meanings are sentences of the catalogue `failure.resultCodes`. Dintero passes the code on unread and
 * publishes no list (API.md 10).
 */
const SCHEME_BY_CODE: ReadonlyMap<string, CodeScheme> = new Map([
  ...codes(
    "iso",
    `00 01 02 03 04 05 06 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36
     37 38 39 40 41 42 43 44 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 75 76 77 90 91 92 93 94 95 96`,
  ),
  ...codes("schemes", "46 70 78 79 80 81 82 83 85 86 87 88 89"),
  ...codes("visa", "1A 5C 6P 9G B1 N0 N3 N4 N5 N7 N8 Q1 R0 R1 R2 R3 Z3"),
  ...codes("mastercard", "71"),
]);

/** `code` as the lists write it: upper case, a lone digit with its nought. */
export function plainResultCode(code: string): string {
  const text = code.trim().toUpperCase();
  return /^\d$/.test(text) ? `0${text}` : text;
}

/** Whose list a response code is on; undefined for one on none that we know. */
export function schemeOfResultCode(code: string): CodeScheme | undefined {
  return SCHEME_BY_CODE.get(plainResultCode(code));
}

export const RESULT_CODES: readonly string[] = [...SCHEME_BY_CODE.keys()];
