import { expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { apply } from "./apply";
import { restateDue } from "./restate";
import { captured, NOW, newAccount, SESSION, session, transaction } from "./test-answers";
import { dumpStore } from "./test-dump-store";

const { db } = testDatabase();
const MINUTE = 60_000;

function accountAt(now: number) {
  const { accountId } = newAccount(db);
  const clock = { now };
  const deps = { db, accountId, now: () => clock.now };
  const statuses = async () => {
    const { rows } = await db.query<{ status: string; is_due: boolean }>(
      "select status, restate_at is not null as is_due from orders where account_id = $1",
      [accountId],
    );
    return rows;
  };
  return { accountId, deps, clock, statuses };
}

test("a checkout that runs out becomes an expired order, although nobody tells of it", async () => {
  const { deps, clock, statuses } = accountAt(NOW);
  const expiresAt = new Date(NOW + 10 * MINUTE).toISOString();
  await apply(deps, session({ expires_at: expiresAt }), "callback");
  expect(await statuses()).toEqual([{ status: "OPEN", is_due: true }]);
  clock.now += 9 * MINUTE;
  expect(await restateDue(deps)).toBe(0);
  clock.now += MINUTE;
  expect(await restateDue(deps)).toBe(1);
  expect(await statuses()).toEqual([{ status: "EXPIRED", is_due: false }]);
  expect(await restateDue(deps)).toBe(0);
});

test("an order written by older code is made again from its documents, and is then as if written today", async () => {
  const { accountId, deps } = accountAt(NOW);
  await apply(deps, { ...session(), ...transaction(captured) }, "lookup");
  const today = await dumpStore(db, accountId);
  expect(today.orders).toMatchObject([{ payout_destinations: ["seller-a", "seller-b"], has_splits: true }]);
  await db.query(
    `update orders set restate_at = '1970-01-01Z', payout_destinations = '{}', has_splits = false, status = 'OLD'
     where account_id = $1`,
    [accountId],
  );
  expect(await restateDue(deps)).toBe(1);
  expect(await dumpStore(db, accountId)).toEqual(today);
});

test("an order whose documents are gone is left as it is, and is due no more", async () => {
  const { accountId, deps, statuses } = accountAt(NOW);
  await apply(deps, session(), "lookup");
  await db.query("delete from order_documents where account_id = $1", [accountId]);
  await db.query("update orders set restate_at = '1970-01-01Z' where account_id = $1", [accountId]);
  expect(await restateDue(deps)).toBe(1);
  expect(await statuses()).toEqual([{ status: "OPEN", is_due: false }]);
});

test("an order knows when the first delivery about it came, whichever of its ids that named", async () => {
  const { accountId, deps } = accountAt(NOW);
  const deliver = (id: string, at: string, sessionId: string) =>
    db.query(
      `insert into deliveries (account_id, delivery_id, channel, received_at, last_received_at, key_number, method,
         raw_query, headers, body_state, body_bytes, session_id, next_attempt_at)
       values ($1, $2, 'callback', $3, $3, 0, 'GET', '', '{}', 'absent', 0, $4, now())`,
      [accountId, id, at, sessionId],
    );
  const receivedAt = async () =>
    (await db.query("select received_at from orders where account_id = $1", [accountId])).rows;
  await apply(deps, session(), "lookup");
  expect(await receivedAt()).toEqual([{ received_at: null }]);
  await deliver("second", "2026-05-12T10:05:00.000Z", SESSION);
  await deliver("first", "2026-05-12T10:04:00.000Z", SESSION);
  await deliver("another order's", "2026-05-12T10:00:00.000Z", "T12345678.other");
  await apply(deps, session(), "callback");
  expect(await receivedAt()).toEqual([{ received_at: "2026-05-12T10:04:00.000Z" }]);
});
