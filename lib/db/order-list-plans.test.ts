import { beforeAll, describe, expect, test } from "vitest";
import { fillOrders } from "@/bench/fill-orders";
import { EVERY_ORDER, type OrderFilter } from "@/lib/domain/order-filter";
import { connect, type Queryable } from "./connect";
import { listOrders } from "./order-list";
import { countByStatus, totalOrders } from "./order-totals";
import { testDatabase } from "./test-database";

const { address } = testDatabase();
const db = connect(address, { statementTimeoutMs: 0, poolSize: 2 });
const ORDERS = 20_000;
const scope = {
  accountId: "T12345678",
  timeZone: "Europe/Oslo",
  now: Date.parse("2026-11-21T00:00:00Z"),
};

/** Every captured order's one capture, and of every tenth one more, a month before. */
const CAPTURE_EACH = `insert into capture_parts (account_id, order_key, part_id, kind, part, at, currency,
    payout_destination_id, amount_minor, event_amount_minor, is_event_first)
  select account_id, order_key, ago, 'capture', 'remainder', captured_at - ago * interval '30 days', currency,
    payout_destinations[1], captured_minor, captured_minor, true
  from orders, generate_series(0, 1) as ago
  where captured_at is not null and (ago = 0 or hashtext(order_key) % 10 = 0)`;

beforeAll(async () => {
  await fillOrders(db, { accountId: scope.accountId, orders: ORDERS, now: scope.now });
  await db.query("delete from capture_parts");
  await db.query(CAPTURE_EACH);
  await db.query("vacuum analyze capture_parts");
  return () => db.close();
}, 300_000);

/** The plans of all that `work` asks, as they ran: their text, and how many rows were looked at for it. */
async function explained(work: (db: Queryable) => Promise<unknown>) {
  const plans: string[] = [];
  await work({
    async query(sql, values) {
      const { rows } = await db.query<{ "QUERY PLAN": string }>(
        `explain (analyze, timing off, summary off) ${sql}`,
        values,
        { isPlannedByValue: true },
      );
      plans.push(...rows.map((row) => row["QUERY PLAN"]));
      return { rows: [], rowCount: 0 };
    },
  });
  const text = plans.join("\n");
  const counts = [...text.matchAll(/actual rows=([\d.]+) loops=(\d+)|Rows Removed by \w+(?: \w+)?: (\d+)/g)];
  return {
    text,
    most: Math.max(
      ...counts.map(([, rows, loops, removed]) => Number(removed ?? Number(rows) * Number(loops))),
    ),
  };
}

const page = (change: Partial<OrderFilter>) =>
  explained((explain) => listOrders(explain, scope, { ...EVERY_ORDER, ...change }));

describe(`among ${ORDERS} orders, a page is read off an index and not off the list`, () => {
  test.each([
    ["created", true, "orders_by_time"],
    ["created", false, "orders_by_time"],
    ["authorized", true, "orders_by_authorization"],
    ["captured", false, "orders_by_capture"],
    ["refunded", true, "orders_by_refund"],
    ["last_event", true, "orders_by_last_event"],
    ["expires", false, "orders_by_expiry"],
    ["reference", false, "orders_by_reference"],
    ["reference", true, "orders_by_reference"],
  ] as const)("sorted by %s, descending: %s", async (key, isDescending, index) => {
    const sort = { key, isDescending };
    const first = await page({ sort });
    expect(first.text).toContain(index);
    expect(first.text).not.toContain("Seq Scan");
    expect(first.most).toBeLessThan(200);
    const { after } = await listOrders(db, scope, { ...EVERY_ORDER, limit: 100, sort });
    const deep = await page({ sort, after });
    expect(deep.text).toContain(index);
    expect(deep.most).toBeLessThan(200);
  });

  test("sorted by amount within one currency", async () => {
    const { text, most } = await page({ currency: ["NOK"], sort: { key: "amount", isDescending: true } });
    expect(text).toContain("orders_by_amount");
    expect(most).toBeLessThan(200);
  });

  test.each<[string, Partial<OrderFilter>]>([
    ["a rare status", { status: ["ON_HOLD"] }],
    ["a rare method", { method: ["two.invoice_b2b"] }],
    ["a reason", { reason: ["invalidMerchant"] }],
    ["who refused", { who: ["merchant"] }],
    ["a day", { from: "2026-02-03", to: "2026-02-04" }],
    ["a day of captures", { by: "captured", from: "2026-02-03", to: "2026-02-04" }],
    [
      "a day of captures for a seller",
      { by: "captured", from: "2026-02-03", to: "2026-02-04", payoutDestination: ["none"] },
    ],
    ["a month of captures", { by: "captured", from: "2026-02-01", to: "2026-03-01" }],
    [
      "a year of captures",
      { by: "captured", from: "2025-11-21", to: "2026-11-21", sort: { key: "created", isDescending: true } },
    ],
    ["reservations that end", { expiring: "48h" }],
    ["orders with refunds", { refunded: true }],
    ["orders that are split", { split: true }],
    ["deliveries that were given up", { callback: "parked" }],
    ["a part of a reference", { text: "100077-7" }],
  ])("filtered by %s", async (_, change) => {
    const { text, most } = await page(change);
    expect(text).not.toContain("Seq Scan on orders");
    expect(most).toBeLessThan(ORDERS / 10);
  });
});

test("counting looks at no more than it counts", async () => {
  const totals = await explained((explain) => totalOrders(explain, scope, EVERY_ORDER, 1_000));
  expect(totals.most).toBeLessThanOrEqual(1_001);
  const statuses = await explained((explain) => countByStatus(explain, scope, EVERY_ORDER, 100));
  expect(statuses.text).toContain("orders_by_status");
  const filtered = await explained((explain) =>
    countByStatus(explain, scope, { ...EVERY_ORDER, currency: ["NOK"] }, 1_000),
  );
  expect(filtered.most).toBeLessThan(5_000);
});
