import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorUnits } from "@/lib/domain/minor-units";
import { EVERY_ORDER, movedBy, type OrderFilter } from "@/lib/domain/order-filter";
import { listOrders } from "./order-list";
import { countByStatus, totalOrders } from "./order-totals";
import { listHeldValues } from "./order-values";
import { testDatabase } from "./test-database";
import { saveMadeOrder } from "./test-made-orders";
import {
  listedAt,
  type MadeOrder,
  madeFilters,
  madeOrders,
  movedParts,
  NOW,
  plainScan,
  ZONE,
} from "./test-order-rows";

const { db } = testDatabase();
let accounts = 0;

async function world(orders: readonly MadeOrder[]) {
  accounts += 1;
  const accountId = `T${String(accounts).padStart(8, "0")}`;
  await add(accountId, orders);
  return { accountId, timeZone: ZONE, now: NOW };
}

async function add(accountId: string, orders: readonly MadeOrder[]): Promise<void> {
  for (const order of orders) {
    const { orderKey, delivery } = order;
    if (delivery !== undefined) {
      await db.query(
        `insert into deliveries (account_id, delivery_id, channel, received_at, last_received_at, key_number, method,
           raw_query, headers, body_state, body_bytes, transaction_id, state, next_attempt_at)
         values ($1, $2, 'callback', $3, $3, 0, 'GET', '', '{}', 'absent', 0, $4, $5, now())`,
        [accountId, orderKey, delivery.receivedAt, `${orderKey}-t`, delivery.state],
      );
    }
    await saveMadeOrder(db, accountId, order, { sessionId: orderKey, transactionId: `${orderKey}-t` });
  }
}

const PAGE = 3;

/** Every page from the first to the last, and back again. */
async function pageThrough(
  scope: Awaited<ReturnType<typeof world>>,
  filter: OrderFilter,
  between: () => Promise<void> = async () => {},
) {
  const small = { ...filter, limit: PAGE };
  const forth: string[] = [];
  const back: string[] = [];
  let page = await listOrders(db, scope, small);
  for (;;) {
    forth.push(...page.orders.map((order) => order.orderKey));
    if (page.after === undefined) break;
    await between();
    page = await listOrders(db, scope, { ...small, after: page.after });
  }
  for (;;) {
    back.unshift(...page.orders.map((order) => order.orderKey));
    if (page.before === undefined) break;
    page = await listOrders(db, scope, { ...small, before: page.before });
  }
  return { forth, back };
}

describe("the list under any filter, against a plain scan", () => {
  test("the pages hold every order once, in order, forth and back; counts and totals are those of the rows", async () => {
    for (const orders of fc.sample(madeOrders("o", 70), { numRuns: 3, seed: 11 })) {
      const scope = await world(orders);
      await fc.assert(
        fc.asyncProperty(madeFilters, async (filter) => {
          const expected = plainScan(orders, filter);
          const keys = expected.map((order) => order.orderKey);
          expect(await pageThrough(scope, filter)).toEqual({ forth: keys, back: keys });
          expect(await totalOrders(db, scope, filter)).toEqual(totalsOf(expected, filter));
          const statuses = await countByStatus(db, scope, filter);
          expect(Object.fromEntries(statuses.map(({ status, count }) => [status, count]))).toMatchObject(
            countsOf(plainScan(orders, { ...filter, status: [] })),
          );
        }),
        { numRuns: 50 },
      );
    }
  });

  test("orders that come in while somebody pages move none: each that was there is seen once", async () => {
    const made = madeOrders("o", 30);
    await fc.assert(
      fc.asyncProperty(made, madeOrders("new", 12), madeFilters, async (orders, arriving, filter) => {
        const scope = await world(orders);
        let next = 0;
        const { forth } = await pageThrough(scope, filter, async () => {
          await add(scope.accountId, arriving.slice(next, next + 3));
          next += 3;
        });
        const seen = forth.filter((key) => !key.startsWith("new"));
        expect(seen).toEqual(plainScan(orders, filter).map((order) => order.orderKey));
        expect(new Set(forth).size).toBe(forth.length);
      }),
      { numRuns: 15 },
    );
  });
});

test("counts and totals stop at their limit, and say so; the totals are then of the newest", async () => {
  const [orders = []] = fc.sample(madeOrders("o", 30), { numRuns: 1, seed: 5 });
  const scope = await world(orders);
  const newest = orders.toSorted((a, b) =>
    `${listedAt(a)} ${a.orderKey}` < `${listedAt(b)} ${b.orderKey}` ? 1 : -1,
  );
  const byReference = { ...EVERY_ORDER, sort: { key: "reference", isDescending: false } } as const;
  expect(await totalOrders(db, scope, byReference, 10)).toEqual({
    ...totalsOf(newest.slice(0, 10)),
    isExact: false,
  });
  expect(await totalOrders(db, scope, byReference, 30)).toMatchObject({ count: 30, isExact: true });
  const counts = await countByStatus(db, scope, EVERY_ORDER, 3);
  expect(counts.find(({ count }) => count === 3)).toMatchObject({ isExact: false });
  const atLeast = await countByStatus(db, scope, { ...EVERY_ORDER, callback: "none" }, 3);
  expect(atLeast.every(({ count, isExact }) => count <= 3 && !isExact)).toBe(true);
});

test("a sum that no number holds exactly is left out, and the list still shown", async () => {
  const huge = minorUnits(Number.MAX_SAFE_INTEGER);
  const [order] = fc.sample(madeOrders("o", 1), { numRuns: 1, seed: 1 })[0] ?? [];
  if (order === undefined) throw new Error("no order was made");
  const summary = { ...order.summary, currency: "NOK", authorized: huge, captured: minorUnits(1) };
  const scope = await world([
    { ...order, orderKey: "a", summary },
    { ...order, orderKey: "b", summary },
  ]);
  const { totals } = await totalOrders(db, scope, EVERY_ORDER);
  expect(totals).toMatchObject([{ currency: "NOK", count: 2, authorized: undefined, captured: 2 }]);
});

test("another merchant's orders are in no list, count or choice", async () => {
  const [orders = []] = fc.sample(madeOrders("o", 5), { numRuns: 1, seed: 2 });
  await world(orders);
  const empty = await world([]);
  expect(await listOrders(db, empty, EVERY_ORDER)).toEqual({ orders: [] });
  expect(await totalOrders(db, empty, EVERY_ORDER)).toEqual({ count: 0, isExact: true, totals: [] });
  expect(await countByStatus(db, empty, EVERY_ORDER)).toEqual([]);
  expect(await listHeldValues(db, empty.accountId, "status")).toEqual([]);
});

test("the choices of a filter are the values that orders have, each once", async () => {
  const [orders = []] = fc.sample(madeOrders("o", 40), { numRuns: 1, seed: 3 });
  const { accountId } = await world(orders);
  const methods = new Set(orders.flatMap(({ summary }) => summary.paymentProductType ?? []));
  expect(await listHeldValues(db, accountId, "method")).toEqual([...methods].sort());
});

function totalsOf(orders: readonly MadeOrder[], filter: OrderFilter = EVERY_ORDER) {
  const moved = movedBy(filter);
  const currencies = [...new Set(orders.map(({ summary }) => summary.currency))];
  const inDays = (currency: string) =>
    orders
      .filter(({ summary }) => summary.currency === currency)
      .flatMap((order) => movedParts(order, filter))
      .reduce((sum, { amount }) => sum + amount, 0);
  const totals = currencies.map((currency) => {
    const own = orders.filter(({ summary }) => summary.currency === currency).map(({ summary }) => summary);
    const total = (field: "authorized" | "captured" | "refunded" | "remaining") =>
      own.reduce((sum, summary) => sum + summary[field], 0);
    return {
      currency,
      count: own.length,
      authorized: total("authorized"),
      captured: total("captured"),
      refunded: total("refunded"),
      remaining: total("remaining"),
      ...(moved === undefined ? {} : { inDays: { moved, amount: inDays(currency) } }),
    };
  });
  return {
    count: orders.length,
    isExact: true,
    totals: totals.sort((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1)),
  };
}

function countsOf(orders: readonly MadeOrder[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { summary } of orders) counts[summary.status] = (counts[summary.status] ?? 0) + 1;
  return counts;
}
