import { expect, test } from "vitest";
import { writeWindows } from "@/lib/db/authorization-windows";
import { listOrders } from "@/lib/db/order-list";
import { readSetting } from "@/lib/db/settings";
import { testDatabase } from "@/lib/db/test-database";
import type { AuthorizationWindows } from "@/lib/domain/authorization-window";
import { EVERY_ORDER } from "@/lib/domain/order-filter";
import { hasCode } from "@/lib/errors";
import { apply } from "./apply";
import { restateDue } from "./restate";
import { captured, NOW, newAccount, transaction } from "./test-answers";

const { db } = testDatabase();
const DAY = 86_400_000;
const AUTHORIZED_AT = Date.parse("2026-05-12T10:01:00.000Z");

function shop() {
  const { accountId } = newAccount(db);
  const clock = { now: NOW };
  const deps = { db, accountId, now: () => clock.now };
  const scope = () => ({ accountId, timeZone: "Europe/Oslo", now: clock.now });
  const authorize = (id: string, changes = {}) =>
    apply(deps, transaction({ session_id: `session-of-${id}`, ...changes }, undefined, id), "callback");
  const configure = async (value: AuthorizationWindows) => {
    const { version } = await readSetting(db, accountId, "authorizationWindows");
    const change = { value, seenVersion: version, by: "kari", now: clock.now };
    return await db.transaction((tx) => writeWindows(tx, accountId, change));
  };
  const restateAll = async () => {
    while ((await restateDue(deps)) > 0);
  };
  const list = async (expiring?: "48h") =>
    (await listOrders(db, scope(), { ...EVERY_ORDER, expiring })).orders;
  return { accountId, clock, authorize, configure, restateAll, list };
}

const expiry = (days: number) => new Date(AUTHORIZED_AT + days * DAY).toISOString();

test("a change of a method's days counts for what is reserved already, and the list of what expires follows", async () => {
  const { authorize, configure, restateAll, list, clock } = shop();
  await authorize("open");
  await authorize("done", captured);
  await authorize("other", { payment_product_type: "klarna.klarna" });
  clock.now = AUTHORIZED_AT + 2.5 * DAY;
  expect(await list("48h")).toEqual([]);

  expect(await configure({ vipps: 4 })).toEqual({ before: {}, due: 1 });
  await restateAll();
  expect(await list("48h")).toMatchObject([{ transactionId: "open", authorizationExpiresAt: expiry(4) }]);

  expect(await configure({ vipps: 30 })).toEqual({ before: { vipps: 4 }, due: 1 });
  await restateAll();
  expect(await list("48h")).toEqual([]);

  await configure({ vipps: null });
  await restateAll();
  const expiries = Object.fromEntries(
    (await list()).map((order) => [order.transactionId, order.authorizationExpiresAt]),
  );
  expect(expiries).toEqual({ open: undefined, done: undefined, other: expiry(28) });

  await configure({});
  await restateAll();
  expect((await list()).find(({ transactionId }) => transactionId === "open")).toMatchObject({
    authorizationExpiresAt: expiry(7),
  });
});

test("a method that the code knows nothing of has the days that were configured", async () => {
  const { authorize, configure, list } = shop();
  await configure({ "swish.swish": 3 });
  await authorize("swish", { payment_product_type: "swish.swish" });
  expect(await list()).toMatchObject([{ authorizationExpiresAt: expiry(3) }]);
});

test("an order that is written while the days change ends with the new ones, whoever comes first", async () => {
  const { authorize, configure, restateAll, list } = shop();
  const ids = Array.from({ length: 12 }, (_, place) => `racing-${place}`);
  for (const [round, days] of [3, 11, 5].entries()) {
    await Promise.all([
      ...ids.map((id) => authorize(id, { version: round + 1 })),
      configure({ vipps: days }),
      ...ids.map((id) => authorize(id, { version: round + 1, payment_product: `vipps ${round}` })),
    ]);
    await restateAll();
    expect(new Set((await list()).map((order) => order.authorizationExpiresAt))).toEqual(
      new Set([expiry(days)]),
    );
  }
});

test("who did not see the last change is refused, and nothing is made again", async () => {
  const { accountId, authorize, configure, list } = shop();
  await authorize("open");
  await configure({ vipps: 4 });
  const stale = { value: { vipps: 5 }, seenVersion: 0, by: "ola", now: NOW };
  await expect(db.transaction((tx) => writeWindows(tx, accountId, stale))).rejects.toSatisfy((error) =>
    hasCode(error, "conflict"),
  );
  expect((await readSetting(db, accountId, "authorizationWindows")).value).toEqual({ vipps: 4 });
  expect(await list()).toHaveLength(1);
});
