import { expect, test } from "vitest";
import { createReveal, findReveal } from "./reveals";
import { testDatabase } from "./test-database";
import { createUser } from "./users";

const { db } = testDatabase();
const NOW = Date.parse("2026-05-12T10:00:00.000Z");
const FIVE_MINUTES = 5 * 60_000;
const order = { sessionId: "T40000001.s", transactionId: "T40000001.t" };

test("a reveal holds for one person, one order by either id, and its time", async () => {
  const accountId = "T40000001";
  const { userId } = await createUser(
    db,
    accountId,
    { email: "k@example.com", name: "K", role: "support" },
    NOW,
  );
  await createReveal(db, accountId, {
    ...order,
    userId,
    reason: "call",
    now: NOW,
    expiresAt: NOW + FIVE_MINUTES,
  });

  const reveal = {
    reason: "call",
    createdAt: "2026-05-12T10:00:00.000Z",
    expiresAt: "2026-05-12T10:05:00.000Z",
  };
  expect(await findReveal(db, accountId, userId, { sessionId: order.sessionId }, NOW)).toEqual(reveal);
  expect(await findReveal(db, accountId, userId, { transactionId: order.transactionId }, NOW)).toEqual(
    reveal,
  );
  expect(await findReveal(db, accountId, userId, { sessionId: "T40000001.other" }, NOW)).toBeUndefined();
  expect(await findReveal(db, accountId, "somebody else", order, NOW)).toBeUndefined();
  expect(await findReveal(db, accountId, userId, order, NOW + FIVE_MINUTES)).toBeUndefined();
  expect(await findReveal(db, accountId, userId, {}, NOW)).toBeUndefined();
});
