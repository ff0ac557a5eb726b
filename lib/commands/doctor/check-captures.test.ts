import { expect, test } from "vitest";
import { testDatabase } from "@/lib/db/test-database";
import { apply } from "@/lib/intake/apply";
import { countCaptures } from "@/lib/intake/count-captures";
import { captured, NOW, newAccount, session, TRANSACTION, transaction } from "@/lib/intake/test-answers";
import { checkCaptures, repairCaptures } from "./check-captures";

const { db } = testDatabase();

async function account() {
  const { accountId } = newAccount(db);
  const deps = { db, accountId, timeZone: "Europe/Oslo", now: () => NOW };
  const check = (isEveryOrder = false, now = NOW) => checkCaptures(db, { accountId, now, isEveryOrder });
  const order = () =>
    apply(deps, { ...session({ transaction_id: TRANSACTION }), ...transaction(captured) }, "lookup");
  const spoil = (change: string) =>
    db.query(`update capture_rollup set ${change} where account_id = $1 and dimension = 'method'`, [
      accountId,
    ]);
  return { accountId, deps, check, order, spoil };
}

test("a wrong sum is named exactly, and the repair makes it right", async () => {
  const { deps, check, order, spoil } = await account();
  expect(await check()).toMatchObject({ state: "warn", says: "not counted yet" });
  await countCaptures(deps);
  await order();
  expect(await check()).toMatchObject({
    state: "ok",
    says: expect.stringMatching(/^13 sums in Europe\/Oslo/),
  });
  await spoil("captured_minor = captured_minor + 1");
  expect(await check()).toMatchObject({
    state: "fail",
    says: expect.stringContaining("day 2026-05-11T22:00:00.000Z NOK method vipps: captured by 1"),
    todo: expect.stringContaining("npm run doctor -- --repair-captures"),
  });
  expect(await repairCaptures(db, deps)).toMatchObject({
    state: "ok",
    says: "1 orders counted again in Europe/Oslo",
  });
  expect(await check(true)).toMatchObject({ state: "ok" });
});

test("what was authorized, and what is older than some days, is compared when all of it is asked for", async () => {
  const { deps, check, order, spoil } = await account();
  await countCaptures(deps);
  await order();
  await spoil("authorized_count = 7");
  expect(await check()).toMatchObject({ state: "ok" });
  expect(await check(true)).toMatchObject({
    state: "fail",
    says: expect.stringContaining("authorizedCount by 6"),
  });
  await spoil("authorized_count = 1, captured_count = 0");
  expect(await check(false, NOW + 30 * 86_400_000)).toMatchObject({ state: "ok" });
  expect(await check(true)).toMatchObject({ state: "fail" });
});

test("an order that nobody counted, and one whose parts are not its sum, are told", async () => {
  const { accountId, deps, check, order } = await account();
  await countCaptures(deps);
  await order();
  await db.query("update capture_parts set amount_minor = amount_minor + 1 where account_id = $1", [
    accountId,
  ]);
  expect(await check()).toMatchObject({
    state: "fail",
    says: expect.stringContaining("1 orders are not counted"),
  });
  await repairCaptures(db, deps);
  expect(await check()).toMatchObject({ state: "ok" });
  await db.query("update orders set captured_minor = captured_minor - 1 where account_id = $1", [accountId]);
  expect(await check()).toMatchObject({ state: "warn" });
});
