import fc from "fast-check";
import { expect, test } from "vitest";
import { MAX_LINES, parseLines } from "./lookup-lines";

test("lines are trimmed, blank ones dropped, repeated ones taken once", () => {
  expect(parseLines(" 10023 \r\n\n10024\n10023\n\t\n")).toEqual({
    lines: ["10023", "10024"],
    tooMany: 0,
    repeated: 1,
    tooLong: 0,
  });
});

test("of cells side by side the first counts", () => {
  expect(parseLines("10023\t722.00\tNOK\n\t10024\tx").lines).toEqual(["10023", "10024"]);
});

test("200 lines are taken, and it is said how many were not", () => {
  const text = Array.from({ length: 230 }, (_, index) => `ref-${index}`).join("\n");
  expect(parseLines(text)).toMatchObject({ tooMany: 30 });
  expect(parseLines(text).lines).toHaveLength(MAX_LINES);
});

test("whatever is pasted, every line is one that can be looked up, and none is lost without a word", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 400 }), { maxLength: 300 }), (pasted) => {
      const { lines, tooMany, repeated, tooLong } = parseLines(pasted.join("\n"));
      expect(lines.length).toBeLessThanOrEqual(MAX_LINES);
      expect(new Set(lines).size).toBe(lines.length);
      for (const line of lines) {
        expect(line).toBe(line.trim());
        expect(line).not.toBe("");
        expect(line.length).toBeLessThanOrEqual(300);
      }
      const given = pasted
        .join("\n")
        .split(/\r\n|[\n\r\u2028\u2029]/)
        .filter((line) => line.trim() !== "");
      expect(lines.length + tooMany + repeated + tooLong).toBe(given.length);
    }),
  );
});
