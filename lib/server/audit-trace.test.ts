import { expect, test } from "vitest";
import { recordAudit } from "@/lib/db/audit";
import { traceOrder } from "./audit-trace";
import { lookUpSession } from "./orders";
import { revealContact } from "./reveal";
import { newOrder, testDesk } from "./test-orders";
import { addUser, viewerAs } from "./test-runtime";

const desk = await testDesk();
const { runtime: rt, sandbox } = desk;
const ORIGIN = { requestId: "request-1", address: "192.0.2.7" };
const { accountId } = rt.env;

/** An export as `openOrderExport` records it. */
function exported(filter: string, more: { rows?: string; at?: number } = {}): Promise<void> {
  return recordAudit(rt.db, {
    accountId,
    at: more.at ?? rt.now(),
    action: "orders.export",
    outcome: "done",
    details: { filter, orders: 3, rows: more.rows ?? "orders" },
  });
}

test("who opened an order, asked by either of its ids: each with times, reveals and reasons; to ask is no look", async () => {
  const order = newOrder();
  sandbox.control.put(order.record);
  const [support, finance] = [await viewerAs(rt, "support"), await viewerAs(rt, "finance")];
  await lookUpSession(support, order.sessionId, ORIGIN);
  rt.clock.now += 60_000;
  await revealContact(finance, { kind: "transaction", id: order.transactionId }, "she called", ORIGIN);
  await lookUpSession(finance, order.sessionId, ORIGIN);
  const admin = await viewerAs(rt, "admin", "audit.read");
  for (const id of [order.transactionId, order.sessionId]) {
    const { people, isHeld, isComplete } = await traceOrder(admin, { order: id }, ORIGIN);
    expect([isHeld, isComplete]).toEqual([true, true]);
    expect(people).toMatchObject([
      {
        actorId: finance.userId,
        name: "Kari Nordmann",
        times: 2,
        did: expect.arrayContaining([{ action: "contact.reveal", outcome: "done", times: 1 }]),
        reasons: [{ reason: "she called" }],
      },
      { actorId: support.userId, times: 1, did: [{ action: "orders.read", outcome: "done", times: 1 }] },
    ]);
  }
  const { rows } = await rt.db.query<{ subject_id: string }>(
    "select subject_id from audit where action = 'audit.trace' and actor_id = $1 order by chain, seq",
    [admin.userId],
  );
  expect(rows.map(({ subject_id }) => subject_id)).toEqual([order.transactionId, order.sessionId]);
});

test("only the days that are asked for count, on the shop's clock", async () => {
  const order = newOrder();
  const user = await addUser(rt, "support");
  for (const at of ["2026-05-03T21:30:00.000Z", "2026-05-03T22:30:00.000Z"])
    await recordAudit(rt.db, {
      accountId,
      at: Date.parse(at),
      actorId: user.userId,
      action: "orders.read",
      outcome: "done",
      subject: { kind: "session", id: order.sessionId },
    });
  const admin = await viewerAs(rt, "admin", "audit.read");
  const ask = async (days: object) =>
    (await traceOrder(admin, { order: order.sessionId, ...days }, ORIGIN)).people.map(({ times }) => times);
  expect(await ask({})).toEqual([2]);
  expect(await ask({ from: "2026-05-03", to: "2026-05-04" })).toEqual([1]);
  expect(await ask({ to: "2026-05-03" })).toEqual([]);
});

test("of exports those that held the order are told from those of which nobody can tell, and the rest left out", async () => {
  const order = newOrder({ createdAt: "2026-05-12T08:00:00.000Z" });
  sandbox.control.put(order.record);
  await lookUpSession(await viewerAs(rt, "support"), order.sessionId, ORIGIN);
  const admin = await viewerAs(rt, "admin", "audit.read");
  const from = { order: order.sessionId, from: "2026-06-01" };
  rt.clock.now = Date.parse("2026-06-02T10:00:00.000Z");
  await exported("status=CAPTURED");
  await exported("status=FAILED");
  await exported("");
  await exported("", { rows: "splits" });
  const told = async () =>
    (await traceOrder(admin, from, ORIGIN)).exports
      .map(({ filter, verdict }) => [filter, verdict])
      .toSorted();
  expect(await told()).toEqual([
    ["", "contained"],
    ["", "contained"],
    ["status=CAPTURED", "contained"],
  ]);
  await rt.db.query("update orders set last_event_at = $2 where order_key = $1", [
    order.sessionId,
    "2026-06-03T10:00:00.000Z",
  ]);
  expect(await told()).toEqual([
    ["", "contained"],
    ["", "unknown"],
    ["status=CAPTURED", "unknown"],
    ["status=FAILED", "unknown"],
  ]);
});

test("an order that the store does not hold: what the log knows, and nothing about exports", async () => {
  const admin = await viewerAs(rt, "admin", "audit.read");
  const trace = await traceOrder(admin, { order: "T12345678.never" }, ORIGIN);
  expect(trace).toMatchObject({ isHeld: false, people: [], exports: [], isComplete: true });
});

test("F51 nobody but an administrator asks", async () => {
  await expect(traceOrder(await viewerAs(rt, "finance"), { order: "x" }, ORIGIN)).rejects.toMatchObject({
    code: "forbidden",
  });
});
