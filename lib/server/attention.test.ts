import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/attention/route";
import { ATTENTION, attentionValues } from "@/lib/db/attention";
import { totalOrders } from "@/lib/db/order-totals";
import { saveOrder } from "@/lib/db/save-order";
import { plant } from "@/lib/db/test-log";
import { madeOrders, NOW, ZONE } from "@/lib/db/test-order-rows";
import { CALLBACKS_BY_ATTENTION, ORDERS_BY_ATTENTION } from "@/lib/domain/attention";
import { parseCallbackFilter } from "@/lib/domain/callback-filter";
import { parseOrderFilter } from "@/lib/domain/order-filter";
import type { AttentionAnswer } from "@/lib/queries/attention";
import type { Role } from "@/lib/roles";
import { readAttention } from "./attention";
import { listCallbacks } from "./log";
import { addUser, requestTo, signInCookie, testRuntime, viewerAs } from "./test-runtime";

const runtime = testRuntime();
const { db, env } = runtime;
runtime.clock.now = NOW;

const hoursAgo = (hours: number) => new Date(NOW - hours * 3_600_000).toISOString();

beforeAll(async () => {
  const [orders = []] = fc.sample(madeOrders("o", 120), { numRuns: 1, seed: 3 });
  for (const [index, { orderKey, summary }] of orders.entries()) {
    const status = index % 10 === 0 ? "ON_HOLD" : summary.status;
    const failed = index % 3 === 0 ? { failureReason: "unmapped", failureWho: "bank" as const } : {};
    await saveOrder(db, env.accountId, {
      orderKey,
      sessionId: orderKey,
      summary: { ...summary, ...failed, status, checkRules: summary.checkRules ?? [] },
      source: "lookup",
      fetchedAt: hoursAgo(0),
    });
  }
  for (const [index, hours] of [1, 20, 23.9, 24, 30, 200].entries()) {
    const at = hoursAgo(hours);
    await plant(db, env.accountId, { kind: "refusal", key: `r${index}`, at });
    await plant(db, env.accountId, { kind: "delivery", key: `p${index}`, at, state: "parked" });
    await plant(db, env.accountId, { kind: "delivery", key: `d${index}`, at, state: "applied" });
  }
});

const queryOf = (href: string) => new URL(href, "http://kontor.example").searchParams;

describe("what needs attention", () => {
  test("each figure is the number of rows that its link leads to, each method's too", async () => {
    const viewer = await viewerAs(runtime, "support");
    const { items } = await readAttention(viewer);
    const scope = { accountId: env.accountId, timeZone: ZONE, now: NOW };
    for (const { name, count, href, methods = [] } of items) {
      expect(count, name).toBeGreaterThan(0);
      if (name in CALLBACKS_BY_ATTENTION) {
        const { filter, unknown } = parseCallbackFilter(queryOf(href));
        expect(unknown).toEqual([]);
        expect((await listCallbacks(viewer, filter)).rows.length, href).toBe(count);
        continue;
      }
      for (const figure of [{ count, href }, ...methods]) {
        const { filter, problems } = parseOrderFilter(queryOf(figure.href));
        expect(problems).toEqual([]);
        expect((await totalOrders(db, scope, filter)).count, figure.href).toBe(figure.count);
      }
    }
    expect(items.find(({ name }) => name === "expiring")?.methods?.length).toBeGreaterThan(1);
    expect(items.map(({ name }) => name)).toEqual([
      ...Object.keys(ORDERS_BY_ATTENTION),
      ...Object.keys(CALLBACKS_BY_ATTENTION),
    ]);
  });

  test("an order that was not looked at yet makes that figure an open one", async () => {
    const viewer = await viewerAs(runtime, "support");
    const partial = async () =>
      (await readAttention(viewer)).items.find(({ name }) => name === "differing")?.is_partial;
    expect(await partial()).toBe(false);
    await db.query("update orders set check_rules = null where order_key = 'o1'");
    expect(await partial()).toBe(true);
    await db.query("update orders set check_rules = '{}' where order_key = 'o1'");
  });

  test.each([
    ["support", true],
    ["finance", true],
    ["admin", true],
    ["manager", false],
  ] satisfies [Role, boolean][])("%s sees figures about callbacks: %s", async (role, does) => {
    const cookie = await signInCookie(runtime, await addUser(runtime, role));
    const answer = await GET(requestTo(runtime, "/api/attention", { headers: { cookie } }));
    const { items }: AttentionAnswer = await answer.json();
    expect(items.some(({ name }) => name in CALLBACKS_BY_ATTENTION)).toBe(does);
    expect(items.some(({ name }) => name in ORDERS_BY_ATTENTION)).toBe(true);
  });

  test("nobody signed in learns nothing", async () => {
    expect((await GET(requestTo(runtime, "/api/attention"))).status).toBe(401);
  });
});

test("among fifty thousand orders no part of it reads the whole table", async () => {
  await db.query(
    `insert into orders (account_id, order_key, source, fetched_at, status, currency, search, ordered_minor, authorized_minor,
       captured_minor, refunded_minor, voided_minor, remaining_minor, created_at, check_rules)
     select 'T99999999', 'k' || n, 'lookup', now(), 'CAPTURED', 'NOK', '', 1, 1, 1, 0, 0, 0, now() - n * interval '1 minute', '{}'
     from generate_series(1, 50000) n`,
  );
  await db.query("analyze orders");
  const { rows } = await db.query<{ "QUERY PLAN": string }>(
    `explain ${ATTENTION}`,
    attentionValues("T99999999", NOW, true),
  );
  const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
  expect(plan).not.toMatch(/Seq Scan on orders/);
});
