import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CsvFormat } from "@/lib/domain/csv-format";
import { minorUnits } from "@/lib/domain/minor-units";
import { csvLine, csvStart } from "./csv";

const FORMATS = (["comma", "semicolon"] as const).flatMap((delimiter) =>
  (["point", "comma"] as const).map((decimal): CsvFormat => ({ delimiter, decimal, hasBom: false })),
);
const ENGLISH: CsvFormat = { delimiter: "comma", decimal: "point", hasBom: false };
const NORWEGIAN: CsvFormat = { delimiter: "semicolon", decimal: "comma", hasBom: true };

/** The cells that a program believing in `delimiter` sees in the line, quotes taken as it takes them: at a cell's beginning. */
function seenBy(line: string, delimiter: string): string[] {
  const cells: string[] = [];
  let rest = line.replace(/\r\n$/, "");
  for (;;) {
    const quotedCell = /^"((?:[^"]|"")*)"/.exec(rest);
    const inQuotes = quotedCell?.[1]?.replaceAll('""', '"') ?? "";
    const behind = rest.slice(quotedCell?.[0].length ?? 0);
    const [bare = ""] = behind.split(delimiter, 1);
    cells.push(inQuotes + bare);
    if (bare.length === behind.length) return cells;
    rest = behind.slice(bare.length + delimiter.length);
  }
}

const OWN_CELLS = /^[\s\p{Cf}"]*[=+\-@\t\r\n\u2212\uff1d\uff0b\uff0d\uff20]/u;

describe("a cell of text", () => {
  const nasty = fc
    .array(
      fc.constantFrom(
        ...[
          "=",
          "+",
          "-",
          "@",
          "\t",
          "\r",
          "\n",
          "＝",
          "＋",
          "－",
          "＠",
          "−",
          '"',
          "'",
          ",",
          ";",
          "|",
          " ",
          "\u00a0",
        ],
        ...["\u200b", "\u202e", "\u2066", "\u0000", "\u0085", "\u2028", "1", "cmd", "ø", "😀", "HYPERLINK("],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join(""));

  test.each([
    ["Excel, where the list separator is a semicolon, and LibreOffice when told so", ";"],
    ["Excel in English and Sheets", ","],
    ["LibreOffice when told of bars", "|"],
    ["a program that believes in tabs", "\t"],
  ])("is never a formula, wherever %s thinks that it begins (threat 15)", (_program, believed) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FORMATS),
        fc.array(nasty, { minLength: 1, maxLength: 4 }),
        (format, texts) => {
          const line = csvLine(
            texts.map((text) => ({ text })),
            format,
          );
          for (const cell of seenBy(line, believed)) expect(cell).not.toMatch(OWN_CELLS);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each(["=1+1", "+47 99", "-5", "@SUM(A1)", "＝1", " =1", "\u200b=1", '"=1', "x;=1", "x,  @y"])(
    "%j gets an apostrophe before the formula, and one taken away gives it back",
    (text) => {
      const [cell] = seenBy(csvLine([{ text }], ENGLISH), "\r");
      expect(cell).not.toBe(text);
      expect(cell?.replace("'", "")).toBe(text);
    },
  );

  test.each([
    "A-1",
    "1=2",
    "kari",
    "2026-05-12T10:00:00.000+02:00",
    "T12345678.abc-def",
    "x, y",
    "K••• N•••",
  ])("%j stays as it is", (text) => {
    expect(seenBy(csvLine([{ text }], ENGLISH), "\r")).toEqual([text]);
  });

  test("is on one line, and shows what would hide or turn the text around it", () => {
    expect(csvLine([{ text: "a\r\nb\tc" }, { text: "\u202egnp.exe" }], ENGLISH)).toBe(
      "a<U+000D><U+000A>b<U+0009>c,<U+202E>gnp.exe\r\n",
    );
  });

  test("holds quotes and delimiters as RFC 4180 has them; nothing is an empty cell", () => {
    expect(csvLine([{ text: 'say "hi", or; not' }, { text: undefined }, { text: "" }], ENGLISH)).toBe(
      '"say ""hi"", or; not",,\r\n',
    );
  });
});

describe("a number", () => {
  test("stays one, negative or not, with as many decimals as its currency has", () => {
    const cells = [
      { amount: minorUnits(-72_205), currency: "NOK" },
      { amount: minorUnits(1_249), currency: "ISK" },
      { amount: minorUnits(-1), currency: "KWD" },
      { amount: minorUnits(Number.MAX_SAFE_INTEGER), currency: "NOK" },
      { whole: -72_205 },
    ];
    expect(csvLine(cells, ENGLISH)).toBe("-722.05,1249,-0.001,90071992547409.91,-72205\r\n");
    expect(csvLine(cells, NORWEGIAN)).toBe('"-722,05";1249;"-0,001";"90071992547409,91";-72205\r\n');
  });
});

test("a byte order mark stands first when asked for, and only then", () => {
  expect(csvStart(NORWEGIAN)).toBe("\ufeff");
  expect(csvStart(ENGLISH)).toBe("");
});
