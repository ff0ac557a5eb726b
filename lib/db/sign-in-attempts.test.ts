import { expect, test } from "vitest";
import { claimAttempt, forgiveAttempt } from "./sign-in-attempts";
import { testDatabase } from "./test-database";

const { db } = testDatabase();
const NOW = Date.parse("2026-05-12T10:00:00.000Z");
const SECOND = 1_000;

/** Tries as often as it may until `at`, one attempt per second. */
async function hammer(accountId: string, key: string, seconds: number): Promise<number> {
  let made = 0;
  for (let second = 0; second < seconds; second++) {
    const next = await claimAttempt(db, accountId, [{ key, free: 5 }], NOW + second * SECOND);
    if (next === undefined) made++;
  }
  return made;
}

test("F53 the first mistakes cost nothing, then each doubles the wait, up to a minute", async () => {
  const claim = (now: number) => claimAttempt(db, "T1", [{ key: "kari", free: 5 }], now);
  const waits: number[] = [];
  let now = NOW;
  for (let attempt = 0; attempt < 14; attempt++) {
    const next = await claim(now);
    waits.push(next === undefined ? 0 : (next - now) / SECOND);
    if (next === undefined) continue;
    now = next;
    expect(await claim(now)).toBeUndefined();
  }
  expect(waits).toEqual([0, 0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]);
});

test("F53 a hundred attempts at once are counted one by one", async () => {
  const claims = Array.from({ length: 100 }, () => claimAttempt(db, "T2", [{ key: "kari", free: 5 }], NOW));
  const answers = await Promise.all(claims);
  expect(answers.filter((next) => next === undefined)).toHaveLength(6);
});

test("two who sign in at once are both let in, though one's clock is read a little earlier", async () => {
  const claim = (now: number) => claimAttempt(db, "T9", [{ key: "kari", free: 5 }], now);
  expect([await claim(NOW), await claim(NOW - 20), await claim(NOW - 40)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test("F53 guessing without a pause gets at most one attempt a minute", async () => {
  expect(await hammer("T3", "kari", 15 * 60)).toBeLessThanOrEqual(6 + 6 + 15);
});

test("an attempt that one key refuses counts under no key", async () => {
  const [tired, fresh] = [
    { key: "tired", free: 0 },
    { key: "fresh", free: 0 },
  ];
  await claimAttempt(db, "T4", [tired], NOW);
  await claimAttempt(db, "T4", [tired], NOW);
  expect(await claimAttempt(db, "T4", [tired, fresh], NOW)).toBeGreaterThan(NOW);
  expect(await claimAttempt(db, "T4", [fresh], NOW)).toBeUndefined();
});

test("a quarter of an hour of rest forgives everything", async () => {
  await hammer("T5", "kari", 100);
  const later = NOW + 100 * SECOND + 15 * 60 * SECOND + SECOND;
  for (let attempt = 0; attempt < 5; attempt++) {
    expect(await claimAttempt(db, "T5", [{ key: "kari", free: 5 }], later)).toBeUndefined();
  }
});

test("the right password takes its own attempt back and forgets this browser's mistakes", async () => {
  const [own, shared] = [
    { key: "own", free: 1 },
    { key: "shared", free: 1 },
  ];
  await claimAttempt(db, "T6", [own, shared], NOW);
  await claimAttempt(db, "T6", [own, shared], NOW);
  await forgiveAttempt(db, "T6", { keys: ["shared"], cleared: ["own"] }, NOW);
  const { rows } = await db.query("select key, failures from sign_in_attempts where account_id = $1", ["T6"]);
  expect(rows).toEqual([{ key: "shared", failures: 1 }]);
});
