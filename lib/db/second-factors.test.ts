import { expect, test } from "vitest";
import {
  confirmSecondFactor,
  findSecondFactor,
  offerSecondFactor,
  removeSecondFactor,
  replaceRecoveryCodes,
  spendRecoveryCode,
  spendStep,
} from "./second-factors";
import { testDatabase } from "./test-database";
import { createUser } from "./users";

const { db } = testDatabase();
const ACCOUNT = "T12345678";
const NOW = Date.parse("2026-05-12T10:00:00.000Z");

let people = 0;
async function someone(): Promise<string> {
  const email = `kari-${people++}@example.com`;
  const { userId } = await createUser(db, ACCOUNT, { email, name: "Kari", role: "support" }, NOW);
  return userId;
}

async function enrolled(): Promise<string> {
  const userId = await someone();
  await offerSecondFactor(db, ACCOUNT, { userId, sealedSecret: "sealed", now: NOW });
  await confirmSecondFactor(db, ACCOUNT, { userId, offeredSecret: "sealed", step: 100, now: NOW });
  return userId;
}

test("an offered secret counts for nothing until it is confirmed, and leaves the one in use alone", async () => {
  const userId = await enrolled();
  await offerSecondFactor(db, ACCOUNT, { userId, sealedSecret: "another", now: NOW });
  expect(await findSecondFactor(db, ACCOUNT, userId)).toMatchObject({
    sealedSecret: "sealed",
    offeredSecret: "another",
    lastStep: 100,
  });
  const late = { userId, offeredSecret: "sealed", step: 101, now: NOW };
  expect(await confirmSecondFactor(db, ACCOUNT, late)).toBe(false);
  expect(await confirmSecondFactor(db, ACCOUNT, { ...late, offeredSecret: "another" })).toBe(true);
  expect(await confirmSecondFactor(db, ACCOUNT, { ...late, offeredSecret: "another" })).toBe(false);
  const now = await findSecondFactor(db, ACCOUNT, userId);
  expect(now).toMatchObject({ sealedSecret: "another", lastStep: 101 });
  expect(now?.offeredSecret).toBeUndefined();
});

test("of many who bring the same code at once, one gets in, and nobody with an older one", async () => {
  const userId = await enrolled();
  const answers = await Promise.all(Array.from({ length: 20 }, () => spendStep(db, ACCOUNT, userId, 101)));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await spendStep(db, ACCOUNT, userId, 100)).toBe(false);
  expect(await spendStep(db, ACCOUNT, userId, 102)).toBe(true);
});

test("a recovery code opens once, for its owner only, however it is written; new ones end the old", async () => {
  const [userId, other] = [await enrolled(), await enrolled()];
  const [first = "", second = ""] = await replaceRecoveryCodes(db, ACCOUNT, userId, NOW);
  expect(first).toMatch(/^[0-9a-hj-km-np-tv-z]{4}(-[0-9a-hj-km-np-tv-z]{4}){3}$/);
  const spend = (code: string, who = userId) =>
    spendRecoveryCode(db, ACCOUNT, { userId: who, code, now: NOW });
  expect(await spend(first, other)).toBe(false);
  expect(await spend(` ${first.toUpperCase().replaceAll("-", " ")} `)).toBe(true);
  expect(await spend(first)).toBe(false);
  expect(await findSecondFactor(db, ACCOUNT, userId)).toMatchObject({ unusedRecoveryCodes: 9 });
  expect(await replaceRecoveryCodes(db, ACCOUNT, userId, NOW)).not.toContain(second);
  expect(await spend(second)).toBe(false);
});

test("no recovery code stands in the database", async () => {
  const userId = await enrolled();
  const codes = await replaceRecoveryCodes(db, ACCOUNT, userId, NOW);
  const { rows } = await db.query<{ row: string }>(
    "select recovery_codes::text as row from recovery_codes where user_id = $1",
    [userId],
  );
  expect(rows).toHaveLength(10);
  for (const { row } of rows) for (const code of codes) expect(row).not.toContain(code.replaceAll("-", ""));
});

test("what is reset is gone, recovery codes too", async () => {
  const userId = await enrolled();
  const [code = ""] = await replaceRecoveryCodes(db, ACCOUNT, userId, NOW);
  expect(await removeSecondFactor(db, ACCOUNT, userId)).toBe(true);
  expect(await removeSecondFactor(db, ACCOUNT, userId)).toBe(false);
  expect(await findSecondFactor(db, ACCOUNT, userId)).toBeUndefined();
  expect(await spendRecoveryCode(db, ACCOUNT, { userId, code, now: NOW })).toBe(false);
});
