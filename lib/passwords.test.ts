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
  expect(passwordFault("blåbær+fløte")).toBeUndefined();
  expect(passwordFault("🫐🍓🍒🍑🥭🍍🥝🍅🥑🍆🥔🥕")).toBeUndefined();
  expect(passwordFault("Aa1!Aa1!Aa1")).toBe("too-short");
});

test("what guessing programs try first is refused, whatever signs stand around it", () => {
  expect(passwordFault("Password2026!!")).toBe("known");
  expect(passwordFault("aaaaaaaaaaaa")).toBe("known");
});

test("what everybody knows about its owner and the site does not count towards its length", () => {
  const owner = { email: "kari.nordmann@fjordbutikken.no", name: "Kari Østby Nordmann" };
  for (const password of [
    "kari.nordmann123",
    "Nordmann Østby 12",
    "fjordbutikken!1",
    "Kontor-Dintero-7z",
    "NORDMANN-kontor-9x",
  ])
    expect(passwordFault(password, owner), password).toBe("about-you");
  expect(passwordFault("nordmann vil ha fiskesuppe", owner)).toBeUndefined();
  expect(passwordFault("kari.nordmann123")).toBeUndefined();
});
