import { expect, test } from "vitest";
import { hashPassword, isPassword, passwordFault } from "./passwords";

test("a password is kept as argon2id with at least 19 MiB, two passes and one lane, with a salt of its own", async () => {
  const [one, other] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  const [, kind, , cost = ""] = one.split("$");
  expect(kind).toBe("argon2id");
  const { m, t, p } = Object.fromEntries(cost.split(",").map((pair) => pair.split("=")));
  expect(Number(m)).toBeGreaterThanOrEqual(19_456);
  expect(Number(t)).toBeGreaterThanOrEqual(2);
  expect(Number(p)).toBeGreaterThanOrEqual(1);
  expect(one).not.toBe(other);
});

test("only the password itself opens its hash, in either Unicode form", async () => {
  const stored = await hashPassword("blåbærsyltetøy");
  expect(await isPassword("blåbærsyltetøy".normalize("NFD"), stored)).toBe(true);
  expect(await isPassword("Blåbærsyltetøy", stored)).toBe(false);
  expect(await isPassword("", stored)).toBe(false);
});

test("nothing opens an account that does not exist, has no password or a damaged hash", async () => {
  expect(await isPassword("", undefined)).toBe(false);
  expect(await isPassword("correct horse", undefined)).toBe(false);
  expect(await isPassword("correct horse", "$argon2id$v=19$m=19456")).toBe(false);
});

test("an endless password is refused, and not because its beginning was compared", async () => {
  const long = "a".repeat(2_000);
  expect(passwordFault(long)).toBe("too-long");
  expect(await isPassword(long, await hashPassword(long))).toBe(false);
});

test("twelve characters are enough, whatever they are; eleven are not", () => {
  expect(passwordFault("aaaaaaaaaaaa")).toBeUndefined();
  expect(passwordFault("🫐".repeat(12))).toBeUndefined();
  expect(passwordFault("Aa1!Aa1!Aa1")).toBe("too-short");
});
