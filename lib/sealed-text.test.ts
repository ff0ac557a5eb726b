import fc from "fast-check";
import { expect, test } from "vitest";
import { openSealed, sealText } from "./sealed-text";

const SEAL = { secret: "a secret for tests, of 32 bytes or more", purpose: "test", owner: "kari" };

test("what is sealed opens again, and nothing of it can be read meanwhile", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 8, unit: "grapheme" }), (text) => {
      const sealed = sealText(text, SEAL);
      expect(Buffer.from(sealed, "base64url").includes(Buffer.from(text))).toBe(false);
      expect(openSealed(sealed, SEAL)).toBe(Buffer.from(text).toString());
    }),
  );
  expect(sealText("the same", SEAL)).not.toBe(sealText("the same", SEAL));
});

test("another secret, another purpose, another owner and any changed byte open nothing", () => {
  const sealed = sealText("JBSWY3DPEHPK3PXP", SEAL);
  for (const change of [{ secret: `${SEAL.secret}x` }, { purpose: "tests" }, { owner: "ola" }])
    expect(openSealed(sealed, { ...SEAL, ...change })).toBeUndefined();
  const bytes = Buffer.from(sealed, "base64url");
  for (let at = 0; at < bytes.length; at++) {
    const changed = Buffer.from(bytes);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(openSealed(changed.toString("base64url"), SEAL)).toBeUndefined();
  }
  for (const none of ["", "x", sealed.slice(0, 20), "no such thing"])
    expect(openSealed(none, SEAL)).toBeUndefined();
});
