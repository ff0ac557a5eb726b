import fc from "fast-check";
import { expect, test } from "vitest";
import { EVERY_ORDER } from "@/lib/domain/order-filter";
import { findNeighbours } from "./order-neighbours";
import { testDatabase } from "./test-database";
import { saveMadeOrder } from "./test-made-orders";
import { type MadeOrder, madeFilters, madeOrders, NOW, plainScan, ZONE } from "./test-order-rows";

const { db } = testDatabase();
const scope = { accountId: "T12345678", timeZone: ZONE, now: NOW };

async function save(orders: readonly MadeOrder[]): Promise<void> {
  for (const order of orders) await saveMadeOrder(db, scope.accountId, order);
}

test("under any filter and sort every order's neighbours and number are those of a plain scan", async () => {
  const [made = []] = fc.sample(madeOrders("o", 40), { numRuns: 1, seed: 7 });
  const orders = made.map((order) => ({ ...order, delivery: undefined }));
  await save(orders);
  await fc.assert(
    fc.asyncProperty(madeFilters, async (filter) => {
      const keys = plainScan(orders, filter).map(({ orderKey }) => orderKey);
      for (const [index, orderKey] of keys.entries()) {
        const found = await findNeighbours(db, scope, filter, orderKey);
        expect({
          previous: found?.previous?.orderKey,
          next: found?.next?.orderKey,
          position: found?.position,
          count: found?.count,
          isExact: found?.isExact,
        }).toEqual({
          previous: keys[index - 1],
          next: keys[index + 1],
          position: index + 1,
          count: keys.length,
          isExact: true,
        });
      }
    }),
    { numRuns: 25 },
  );
});

test("an order that has left the filter keeps its neighbours and has no number; one not held has nothing", async () => {
  const status = ["HERE"];
  const [base] = fc.sample(madeOrders("x", 1), { numRuns: 1, seed: 1 }).flat();
  if (base === undefined) throw new Error("nothing was made");
  const at = (minute: number) => `2027-01-01T00:0${minute}:00.000Z`;
  const named = (orderKey: string, minute: number, word: string) => ({
    orderKey,
    summary: { ...base.summary, status: word, createdAt: at(minute) },
  });
  await save([named("x1", 3, "HERE"), named("x2", 2, "GONE"), named("x3", 1, "HERE")]);
  const found = await findNeighbours(db, scope, { ...EVERY_ORDER, status }, "x2");
  expect(found).toMatchObject({ isListed: false, count: 2 });
  expect([found?.previous?.orderKey, found?.position, found?.next?.orderKey]).toEqual([
    "x1",
    undefined,
    "x3",
  ]);
  expect(await findNeighbours(db, scope, EVERY_ORDER, "nobody")).toBeUndefined();
});
