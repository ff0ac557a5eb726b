import fc from "fast-check";
import { expect, test } from "vitest";
import { parseJson } from "./json";

const parse = (text: string) => parseJson(Buffer.from(text));
const nested = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;

test("JSON is read as it is", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value);
      if (!text.includes("__proto__")) expect(parse(text)).toEqual(JSON.parse(text));
    }),
  );
});

test("a byte order mark is passed over", () => {
  expect(parse('\uFEFF{"a":1}')).toEqual({ a: 1 });
});

test("F45 what is nested past a hundred levels is refused, however deep", () => {
  expect(parse(nested(100))).toBeDefined();
  expect(parse(nested(102))).toBeUndefined();
  expect(parse(nested(500_000))).toBeUndefined();
});

test("a key that could change a prototype is dropped, wherever it is", () => {
  const value = parse('{"__proto__":{"a":1},"list":[{"__proto__":{"b":1},"c":2}],"constructor":"kept"}');
  expect(JSON.stringify(value)).toBe('{"list":[{"c":2}],"constructor":"kept"}');
});
