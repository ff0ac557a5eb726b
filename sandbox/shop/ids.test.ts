import fc from "fast-check";
import { expect, test } from "vitest";
import { IdBook } from "./ids";

const kind = fc.constantFrom("session" as const, "transaction" as const);

test("an id is read back as exactly what it was made from", () => {
  const book = new IdBook("T12345678", "a seed");
  fc.assert(
    fc.property(kind, fc.nat({ max: 10_000_000 }), fc.nat({ max: 7 }), (of, index, attempt) => {
      const id = book.idOf(of, index, attempt);
      expect(id).toMatch(/^T12345678\.[A-Za-z0-9]{22}$/);
      expect(book.meaningOf(id)).toEqual({ kind: of, index, attempt });
    }),
  );
});

test("an id of another seed, another account or nobody means nothing", () => {
  const book = new IdBook("T12345678", "a seed");
  fc.assert(
    fc.property(kind, fc.nat(), (of, index) => {
      expect(book.meaningOf(new IdBook("T12345678", "another").idOf(of, index, 0))).toBeUndefined();
      expect(book.meaningOf(new IdBook("T00000001", "a seed").idOf(of, index, 0))).toBeUndefined();
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => book.meaningOf(`T12345678.${text}`) === undefined));
  expect(book.meaningOf(`T12345678.${"z".repeat(22)}`)).toBeUndefined();
});
