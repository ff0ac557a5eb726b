import { describe, expect, test } from "vitest";
import { POST } from "@/app/api/search/batch/route";
import { GET } from "@/app/api/search/recent/route";
import { runtime, setRuntime } from "@/lib/runtime";
import { lookUpSession } from "./orders";
import { searchBatch } from "./search-batch";
import { newOrder, type OrderIds, testDesk } from "./test-orders";
import { addUser, requestTo, signInCookie, viewerAs } from "./test-runtime";
import { requireViewerForRoute } from "./viewer";

const desk = await testDesk();
const { runtime: rt, sandbox } = desk;
const ORIGIN = { requestId: "request-1", address: "192.0.2.7" };

async function saved(change: Parameters<typeof newOrder>[0] = {}): Promise<OrderIds> {
  const order = newOrder(change);
  sandbox.control.put(order.record);
  await lookUpSession(await viewerAs(rt, "support"), order.sessionId, ORIGIN);
  sandbox.control.requests.clear();
  return order;
}

const batch = async (lines: readonly string[]) =>
  searchBatch(await viewerAs(rt, "support"), JSON.stringify({ lines }), ORIGIN);

test("each line gives its orders, newest first, and a line that leads nowhere is left out", async () => {
  const first = await saved({ reference: "LINES-1", createdAt: "2026-05-12T01:00:00.000Z" });
  const second = await saved({ reference: "LINES-1", createdAt: "2026-05-12T02:00:00.000Z" });
  const other = await saved({ email: "lines@example.com", phone: "+4795555555" });
  const { found } = await batch([
    "#lines-1",
    "NOBODY-KNOWS",
    ` "${other.transactionId}" `,
    "Lines@Example.com",
    "955 55 555",
    "P00000000.465U8CUzaPVpneu1wt8Wei",
  ]);
  expect(found.map(({ line, matches }) => [line, matches.map(({ id }) => id)])).toEqual([
    [0, [second.sessionId, first.sessionId]],
    [2, [other.sessionId]],
    [3, [other.sessionId]],
    [4, [other.sessionId]],
  ]);
  expect(found[0]?.matches[0]).toMatchObject({ status: "CAPTURED", amount: 10_000, currency: "NOK" });
  expect(desk.asked()).toEqual([]);
});

test("a part of a reference is no line of its own", async () => {
  await saved({ reference: "WHOLE-77123" });
  expect((await batch(["WHOLE-77"])).found).toEqual([]);
});

test("200 lines cost as many statements as one", async () => {
  const viewer = await viewerAs(rt, "support");
  const count = async (lines: readonly string[]) => {
    let statements = 0;
    const { db } = rt;
    setRuntime({
      ...runtime(),
      db: {
        query: (sql, ...rest) => {
          statements += 1;
          return db.query(sql, ...rest);
        },
        transaction: (work) => db.transaction(work),
        ping: () => db.ping(),
        close: () => db.close(),
      },
    });
    await searchBatch(viewer, JSON.stringify({ lines }), ORIGIN);
    return statements;
  };
  const many = Array.from({ length: 200 }, (_, index) => `MANY-${index}`);
  expect(await count(many)).toBe(await count(["MANY-1"]));
});

test("the audit has how many were asked for and found, and nothing of what was typed", async () => {
  await saved({ email: "batch.canary@example.com" });
  await batch(["batch.canary@example.com", "canary-nobody"]);
  const { rows } = await rt.db.query<{ details: object }>(
    "select details, subject_id from audit where action = 'orders.search' order by at desc, audit_id desc",
  );
  expect(rows.map((row) => row.details)).toContainEqual({
    lines: 2,
    found: 1,
    persons: [expect.stringMatching(/^[0-9a-f]{32}$/)],
  });
  expect(JSON.stringify([rows, rt.logged])).not.toContain("canary");
});

test.each([
  "",
  "{}",
  '{"lines":[]}',
  '{"lines":"10023"}',
  '{"lines":[1]}',
  JSON.stringify({ lines: ["x".repeat(301)] }),
  JSON.stringify({ lines: Array.from({ length: 201 }, (_, index) => `${index}`) }),
])("%.40s is refused", async (body) => {
  const viewer = await viewerAs(rt, "support");
  await expect(searchBatch(viewer, body, ORIGIN)).rejects.toMatchObject({ code: "invalid-request" });
});

describe("the routes", () => {
  test("F50, F56 are for who is signed in, and the batch for our own pages only", async () => {
    const cookie = await signInCookie(rt, await addUser(rt, "manager"));
    const body = '{"lines":["10023"]}';
    const post = async (headers: Record<string, string>) =>
      (
        await POST(
          requestTo(rt, "/api/search/batch", {
            method: "POST",
            headers: { "content-type": "application/json", ...headers },
            body,
          }),
        )
      ).status;
    expect(await post({ origin: rt.env.appUrl, cookie })).toBe(200);
    expect(await post({ origin: rt.env.appUrl })).toBe(401);
    expect(await post({ origin: "https://evil.example", cookie })).toBe(403);
    expect((await GET(requestTo(rt, "/api/search/recent"))).status).toBe(401);
  });

  test("what somebody opened last is theirs alone", async () => {
    const order = newOrder({ reference: "RECENT-1" });
    sandbox.control.put(order.record);
    const user = await addUser(rt, "support");
    const cookie = await signInCookie(rt, user);
    const recent = async (who: string) =>
      (await GET(requestTo(rt, "/api/search/recent", { headers: { cookie: who } }))).json();
    expect(await recent(cookie)).toEqual({ orders: [] });
    const viewer = await requireViewerForRoute("orders.read", requestTo(rt, "/", { headers: { cookie } }));
    await lookUpSession(viewer, order.sessionId, ORIGIN);
    expect(await recent(cookie)).toMatchObject({ orders: [{ merchant_reference: "RECENT-1" }] });
    expect(await recent(await signInCookie(rt, await addUser(rt, "support")))).toEqual({ orders: [] });
  });
});
