import { expect, test } from "vitest";
import { createSignIn, findSignIn, revokeSignIn, revokeSignInsOf } from "./sign-ins";
import { testDatabase } from "./test-database";
import { createUser } from "./users";

const { db } = testDatabase();
const NOW = Date.parse("2026-05-12T10:00:00.000Z");
const MINUTE = 60_000;
const idleMs = 30 * MINUTE;

async function signInAs(accountId: string, minutes = 720) {
  const { userId } = await createUser(
    db,
    accountId,
    { email: "kari@example.com", name: "Kari", role: "finance" },
    NOW,
  );
  const id = await createSignIn(db, accountId, { userId, now: NOW, expiresAt: NOW + minutes * MINUTE });
  return { userId, id, find: (now: number) => findSignIn(db, accountId, id, { now, idleMs }) };
}

test("a sign-in is found with its user, and only by its whole id in its own account", async () => {
  const { id, userId, find } = await signInAs("T20000001");
  expect(id).toMatch(/^[\w-]{43}$/);
  expect(await find(NOW)).toMatchObject({ userId, email: "kari@example.com", role: "finance" });
  expect(await findSignIn(db, "T20000001", id.slice(0, -1), { now: NOW, idleMs })).toBeUndefined();
  expect(await findSignIn(db, "T20000002", id, { now: NOW, idleMs })).toBeUndefined();
});

test("the id in the cookie stands nowhere in the database", async () => {
  const { id } = await signInAs("T20000003");
  const { rows } = await db.query<{ row: string }>(
    "select sign_ins::text as row from sign_ins where account_id = $1",
    ["T20000003"],
  );
  expect(rows).toHaveLength(1);
  expect(rows[0]?.row).not.toContain(id);
});

test("use keeps it alive, thirty idle minutes end it, and twelve hours end it in any case", async () => {
  const { find } = await signInAs("T20000004");
  for (let minutes = 29; minutes < 720; minutes += 29) {
    expect(await find(NOW + minutes * MINUTE)).toBeDefined();
  }
  expect(await find(NOW + 720 * MINUTE)).toBeUndefined();

  const idle = await signInAs("T20000005");
  expect(await idle.find(NOW + 30 * MINUTE)).toBeUndefined();
});

test("a revoked one is dead at once; the other browser stays signed in until all are revoked", async () => {
  const { userId, id, find } = await signInAs("T20000006");
  const other = await createSignIn(db, "T20000006", { userId, now: NOW, expiresAt: NOW + MINUTE });
  await revokeSignIn(db, "T20000006", id, NOW);
  expect(await find(NOW)).toBeUndefined();
  expect(await findSignIn(db, "T20000006", other, { now: NOW, idleMs })).toBeDefined();
  await revokeSignInsOf(db, "T20000006", userId, NOW);
  expect(await findSignIn(db, "T20000006", other, { now: NOW, idleMs })).toBeUndefined();
});
