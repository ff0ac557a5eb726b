import fc from "fast-check";
import { expect, test } from "vitest";
import { mask } from "./masks";
import { findMark, markable, markOfWords } from "./text-mark";

test("the first place of a part, whatever its case", () => {
  expect(findMark("ORDER-1001", "r-10")).toEqual([4, 8]);
  expect(findMark("ORDER-1001", "nope")).toBeUndefined();
  expect(findMark("ORDER-1001", "")).toBeUndefined();
});

test("letters that are longer in lower case, and ones outside the first plane, move no mark", () => {
  const marked = (text: string, part: string) => text.slice(...(findMark(text, part) ?? [0, 0]));
  expect(marked("İİ-10023", "-10")).toBe("-10");
  expect(marked("😀-10023", "-10")).toBe("-10");
  expect(marked(markable("A\u030aSE-1"), "Å")).toBe("Å");
});

test("what is marked is the part, in any text that holds it", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.nat(), fc.nat(8), (any, start, length) => {
      const text = markable(any);
      const characters = [...text];
      const from = characters.length === 0 ? 0 : start % characters.length;
      const part = characters
        .slice(from, from + length)
        .join("")
        .toLowerCase();
      const mark = findMark(text, part);
      if (part.normalize("NFC") === "" || part !== part.normalize("NFC").toLowerCase()) return;
      if (mark === undefined) return expect(text.toLowerCase()).not.toContain(part);
      expect(text.slice(...mark).toLowerCase()).toContain(part);
    }),
  );
});

test("of a masked name the words that matched are marked, and no letter more is told", () => {
  const name = "Kari Nordmann Lie";
  const masked = mask("name", name);
  const words = (part: string) =>
    masked.slice(...(markOfWords(name, masked, findMark(name, part) ?? [0, 0]) ?? [0, 0]));
  expect(words("nordm")).toBe("N•••");
  expect(words("ri nor")).toBe("K••• N•••");
  expect(words("lie")).toBe("L•••");
  expect(markOfWords("a b", "•••", [0, 1])).toBeUndefined();
});
