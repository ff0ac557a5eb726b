import fc from "fast-check";
import { expect, test } from "vitest";
import { base32, findTotpStep, newTotpSecret, totpCode, totpUri } from "./totp";

/** RFC 6238, appendix B; its codes have eight digits, ours are the last six. */
const SECRET = Buffer.from("12345678901234567890");

test.each([
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
])("at %d seconds the code is the one of RFC 6238", (seconds, code) => {
  expect(totpCode(SECRET, Math.floor(seconds / 30))).toBe(code.slice(2));
  expect(findTotpStep(SECRET, code.slice(2), { now: seconds * 1000, lastStep: 0 })).toBe(
    Math.floor(seconds / 30),
  );
});

test("a code counts in its step, the one before and the one after, and in no other", () => {
  const now = Date.parse("2026-05-12T10:00:00.000Z");
  const step = Math.floor(now / 30_000);
  const found = [-2, -1, 0, 1, 2].map((away) =>
    findTotpStep(SECRET, totpCode(SECRET, step + away), { now, lastStep: 0 }),
  );
  expect(found).toEqual([undefined, step - 1, step, step + 1, undefined]);
});

test("no code opens twice, nor one that is older than the last", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 10, max: 2 ** 40 }),
      fc.integer({ min: -2, max: 2 }),
      fc.integer({ min: -3, max: 3 }),
      (step, away, used) => {
        const found = findTotpStep(SECRET, totpCode(SECRET, step + away), {
          now: step * 30_000,
          lastStep: step + used,
        });
        return found === undefined || found > step + used;
      },
    ),
  );
});

test.each(["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "12345６", "-12345", "0x1234", " ".repeat(6)])(
  "%j is no code and no error",
  (typed) => expect(findTotpStep(SECRET, typed, { now: 59_000, lastStep: 0 })).toBeUndefined(),
);

test("blanks are nobody's mistake", () => {
  expect(findTotpStep(SECRET, " 287 082 ", { now: 59_000, lastStep: 0 })).toBe(1);
});

test("a secret is typed in base32, and the picture names shop and person", () => {
  expect(base32(SECRET)).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(base32(Buffer.from("f"))).toBe("MY");
  expect(newTotpSecret()).toHaveLength(20);
  const uri = new URL(totpUri(SECRET, { shop: "T12345678", email: "kari+1@example.com" }));
  expect(decodeURIComponent(uri.pathname)).toBe("/Kontor T12345678:kari+1@example.com");
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ",
    issuer: "Kontor T12345678",
  });
});
