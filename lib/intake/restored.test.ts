import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { writeBackup } from "@/lib/db/backup";
import { connect } from "@/lib/db/connect";
import { restoreBackup } from "@/lib/db/restore";
import { testDatabase } from "@/lib/db/test-database";
import { emptyDatabase, folderWith } from "@/lib/db/test-stores";
import { apply } from "./apply";
import { recountOrders } from "./recount";
import { NOW, newAccount } from "./test-answers";
import { dumpStore } from "./test-dump-store";
import { answersOf, historyArbitrary } from "./test-order-history";

const { db, address } = testDatabase();

test("F37 last night's backup holds exactly last night; what Dintero says now leads to the same end state", async () => {
  const histories = fc.sample(historyArbitrary, { numRuns: 20, seed: 37 });
  const shops = histories.map(({ states }) => ({ shop: newAccount(db), answers: answersOf(states) }));
  for (const { shop, answers } of shops)
    for (const answer of answers.slice(0, Math.ceil(answers.length / 2))) await shop.apply(answer);
  const lastNight = await Promise.all(shops.map(({ shop }) => shop.dump()));
  const path = join(await folderWith({}), "night.backup");
  await writeBackup({ address, path, now: NOW });
  for (const { shop, answers } of shops) for (const answer of answers) await shop.apply(answer);
  const today = await Promise.all(shops.map(({ shop }) => shop.dump()));

  const other = await emptyDatabase();
  await restoreBackup({ address: other, path, isReplacing: false, accountId: "T00000001", now: NOW });
  const restored = connect(other);
  const dumps = () => Promise.all(shops.map(({ shop }) => dumpStore(restored, shop.accountId)));
  expect(await dumps()).toEqual(lastNight);
  for (const { shop } of shops)
    expect((await recountOrders({ db: restored, accountId: shop.accountId, now: NOW })).wrong).toEqual([]);
  for (const { shop, answers } of shops)
    for (const answer of answers.toReversed())
      await apply({ db: restored, accountId: shop.accountId, now: () => NOW }, answer, "reconcile");
  expect(await dumps()).toEqual(today);

  await restored.close();
});

test("a recount finds an order whose figures are not what its documents say, and only that one", async () => {
  const histories = fc.sample(historyArbitrary, { numRuns: 10, seed: 5 });
  const { accountId } = newAccount(db);
  for (const answer of histories.flatMap(({ states }) => answersOf(states)))
    await apply({ db, accountId, now: () => NOW }, answer, "lookup");
  const before = await recountOrders({ db, accountId, now: NOW });
  expect(before.wrong).toEqual([]);
  expect(before.checked).toBeGreaterThan(0);
  const { rows } = await db.query<{ order_key: string }>(
    `update orders set captured_minor = captured_minor + 1
     where (account_id, order_key) in (select account_id, order_key from orders where account_id = $1 limit 1)
     returning order_key`,
    [accountId],
  );
  const after = await recountOrders({ db, accountId, now: NOW });
  expect(after.wrong).toEqual([{ orderKey: rows[0]?.order_key, fields: ["captured"] }]);
});
