import { describe, expect, test } from "vitest";
import { insertDeliveries } from "@/lib/db/deliveries";
import { listFindings } from "@/lib/db/findings";
import { readCheckState } from "@/lib/db/sync-cursors";
import { testDatabase } from "@/lib/db/test-database";
import { GRACE_MS } from "./reconcile";
import { dumpStore } from "./test-dump-store";
import { reconcileDesk } from "./test-reconcile";

const { db } = testDatabase();
const restored = testDatabase();

async function statusOf(accountId: string, sessionId: string) {
  const { rows } = await db.query<{ status: string; source: string }>(
    "select status, source from orders where account_id = $1 and order_key = $2",
    [accountId, sessionId],
  );
  return rows[0];
}

describe("what no callback told us of", () => {
  test("F48 is fetched, marked as found by check, counted and told of once", async () => {
    const desk = await reconcileDesk(db);
    const { accountId } = desk;
    await desk.run();
    const { sessionId, transactionId } = desk.put("a", [
      ["AUTHORIZE", 0],
      ["CAPTURE", 0],
    ]);
    await desk.run();
    expect(await statusOf(accountId, sessionId)).toEqual({ status: "CAPTURED", source: "reconcile" });
    expect(await listFindings(db, accountId, { limit: 10 })).toEqual([]);
    desk.clock.aheadMs = GRACE_MS + 1_000;
    expect(await desk.run()).toMatchObject({ kind: "done", found: 2 });
    expect(await listFindings(db, accountId, { limit: 10 })).toMatchObject([
      { event: "CAPTURE", eventId: "2", sessionId, transactionId, merchantReference: "REF-a" },
      { event: "AUTHORIZE", eventId: "1" },
    ]);
    expect(await desk.run()).toMatchObject({ kind: "done", found: 0 });
    expect(desk.lines.filter((line) => line.evt === "reconcile.missing")).toMatchObject([
      { level: "warn", count: 2 },
    ]);
    expect(desk.metrics.toText(0)).toContain("kontor_reconcile_missing_total 2\n");
    expect(await readCheckState(db, accountId, desk.deps.now())).toMatchObject({
      found24h: 2,
      unreadable: 0,
    });
  });

  test("what a delivery tells of while it is on its way is not missing", async () => {
    const desk = await reconcileDesk(db);
    await desk.run();
    const { sessionId } = desk.put("a", [["AUTHORIZE", 0]]);
    await desk.run();
    await insertDeliveries(db, desk.accountId, [
      {
        deliveryId: "d1",
        channel: "callback",
        receivedAt: new Date(desk.deps.now() + 60_000).toISOString(),
        keyNumber: 0,
        method: "GET",
        rawQuery: "",
        headers: {},
        bodyState: "absent",
        bodyBytes: 0,
        sessionId,
      },
    ]);
    desk.clock.aheadMs = GRACE_MS + 1_000;
    expect(await desk.run()).toMatchObject({ kind: "done", found: 0 });
  });

  test("history that an empty store begins with is no alarm", async () => {
    const desk = await reconcileDesk(db);
    desk.put("old", [
      ["AUTHORIZE", 3_000],
      ["CAPTURE", 2_000],
    ]);
    expect(await desk.run()).toMatchObject({ kind: "done", tally: { unreadable: 0 } });
    desk.clock.aheadMs = GRACE_MS + 1_000;
    expect(await desk.run()).toMatchObject({ found: 0 });
    expect(await statusOf(desk.accountId, `${desk.accountId}.sold`)).toMatchObject({ status: "CAPTURED" });
  });
});

test("a quiet run asks for the time and for each list once, and fetches nothing", async () => {
  const desk = await reconcileDesk(db);
  // The gap checks of the first days, three in each run, are through after the third.
  for (let runs = 0; runs < 3; runs += 1) await desk.run();
  desk.asked();
  await desk.run();
  const paths = desk.asked().map((path) => path.replace(/=[^&]*/g, ""));
  expect(paths).toEqual([
    "/v1/transactions?limit",
    "/v1/transactions?limit&created_at.gte&created_at.lte",
    "/v1/transactions?limit&captured_at.gte&captured_at.lte",
    "/v1/transactions?limit&refunded_at.gte&refunded_at.lte",
    "/v1/sessions?limit&created_at.gte&created_at.lte",
  ]);
});

describe("what no list tells of", () => {
  test("a void of an order that is days old is found by looking at the unfinished ones, fifty in one request", async () => {
    const desk = await reconcileDesk(db);
    const names = Array.from({ length: 55 }, (_, index) => `v${index}`);
    for (const name of names) desk.put(name, [["AUTHORIZE", 3 * 24 * 60]]);
    await desk.run();
    desk.put("v7", [
      ["AUTHORIZE", 3 * 24 * 60],
      ["VOID", 1],
    ]);
    desk.clock.aheadMs = 13 * 3_600_000;
    desk.asked();
    await desk.run();
    expect(await statusOf(desk.accountId, `${desk.accountId}.sv7`)).toMatchObject({
      status: "AUTHORIZATION_VOIDED",
    });
    const asked = desk.asked();
    expect(asked.filter((path) => path.includes("?limit=50&id="))).toHaveLength(1);
    expect(asked.filter((path) => path.startsWith("/v1/transactions/"))).toHaveLength(1);
  });

  test("a session whose time ran out is read again, and not after that", async () => {
    const desk = await reconcileDesk(db);
    const id = `${desk.accountId}.sopen`;
    desk.sandbox.control.put({
      session: {
        id,
        created_at: desk.ago(1),
        expires_at: desk.ago(-10),
        url: {},
        configuration: {},
        order: { amount: 100, currency: "NOK", items: [] },
        events: [{ id: "e1", name: "INITIATED", created_at: desk.ago(1) }],
      },
    });
    await desk.run();
    expect(await statusOf(desk.accountId, id)).toMatchObject({ status: "OPEN" });
    desk.clock.aheadMs = 11 * 60_000;
    await desk.run();
    expect(await statusOf(desk.accountId, id)).toMatchObject({ status: "EXPIRED" });
    desk.asked();
    await desk.run();
    expect(desk.asked().filter((path) => path.startsWith("/v1/sessions/"))).toEqual([]);
  });
});

describe("trouble", () => {
  test("one unreadable document is a problem that is told of once, seen, and holds up nothing else (F45)", async () => {
    const desk = await reconcileDesk(db);
    await desk.run();
    desk.put("bad", [["AUTHORIZE", 0]], { amount: "a lot" });
    const good = desk.put("good", [["AUTHORIZE", 0]]);
    await desk.run();
    await desk.run();
    expect(await statusOf(desk.accountId, good.sessionId)).toMatchObject({ status: "AUTHORIZED" });
    expect(await readCheckState(db, desk.accountId)).toMatchObject({ unreadable: 1 });
    const told = desk.lines.filter((line) => line.evt === "reconcile.unreadable");
    expect(told).toMatchObject([{ transaction_id: `${desk.accountId}.tbad`, part: "transaction" }]);
    expect(JSON.stringify(told)).not.toContain("a lot");
    desk.put("bad", [["AUTHORIZE", 0]]);
    await desk.run();
    expect(await readCheckState(db, desk.accountId)).toMatchObject({ unreadable: 0 });
    expect(await statusOf(desk.accountId, `${desk.accountId}.sbad`)).toMatchObject({ status: "AUTHORIZED" });
  });

  test("F47 after ten minutes without Dintero the next run knows everything that happened meanwhile", async () => {
    const desk = await reconcileDesk(db);
    await desk.run();
    desk.sandbox.control.faults.add({ path: "/v1/**", times: null, fault: { kind: "status", status: 503 } });
    const { sessionId } = desk.put("a", [
      ["AUTHORIZE", 0],
      ["CAPTURE", 0],
    ]);
    desk.clock.aheadMs = 10 * 60_000;
    await expect(desk.run()).rejects.toMatchObject({ code: "upstream-error" });
    expect(await readCheckState(db, desk.accountId)).toMatchObject({ lastError: "upstream-error" });
    desk.sandbox.control.faults.clear();
    expect(await desk.run({ dintero: desk.newDintero() })).toMatchObject({ kind: "done" });
    expect(await statusOf(desk.accountId, sessionId)).toMatchObject({ status: "CAPTURED" });
    expect((await readCheckState(db, desk.accountId)).lastError).toBeUndefined();
  });

  test("a limit is waited out for as long as Dintero asks", async () => {
    const desk = await reconcileDesk(db);
    desk.sandbox.control.faults.add({
      path: "/v1/transactions",
      times: 2,
      fault: { kind: "rate-limited", retryAfter: "3" },
    });
    // Dintero's own client passes on what is longer than two seconds; the run then waits.
    expect(await desk.run()).toMatchObject({ kind: "done" });
  }, 20_000);

  test("of two processes at once one works, and everything is found once", async () => {
    const desk = await reconcileDesk(db);
    await desk.run();
    desk.put("a", [["AUTHORIZE", 0]]);
    const outcomes = await Promise.all([desk.run(), desk.run({ dintero: desk.newDintero() })]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(["done", "elsewhere"]);
    desk.clock.aheadMs = GRACE_MS + 1_000;
    await Promise.all([desk.run(), desk.run()]);
    expect(await listFindings(db, desk.accountId, { limit: 10 })).toHaveLength(1);
  });

  test("F34 a cursor that a wrong clock set ahead of Dintero's skips nothing once the clock is right", async () => {
    const desk = await reconcileDesk(db);
    await desk.run();
    desk.clock.aheadMs = 24 * 3_600_000;
    await desk.run();
    const { sessionId } = desk.put("a", [["AUTHORIZE", 0]]);
    desk.clock.aheadMs = 0;
    await desk.run();
    expect(await statusOf(desk.accountId, sessionId)).toMatchObject({ status: "AUTHORIZED" });
  });

  test("a process that ends stops between two requests, and the next run goes on", async () => {
    const desk = await reconcileDesk(db);
    const stopping = new AbortController();
    const dintero = {
      ...desk.deps.dintero,
      listSessions: (...given: Parameters<typeof desk.deps.dintero.listSessions>) => {
        stopping.abort();
        return desk.deps.dintero.listSessions(...given);
      },
    };
    expect(await desk.run({ signal: stopping.signal, dintero })).toEqual({ kind: "stopped" });
    expect(await desk.run()).toMatchObject({ kind: "done" });
  });
});

test("F37 a store restored from last night's backup comes to the same end state as the one that never went", async () => {
  const desk = await reconcileDesk(db);
  const inRestored = { db: restored.db };
  desk.put("seen", [["AUTHORIZE", 4 * 24 * 60]]);
  desk.put("moved", [["AUTHORIZE", 40]]);
  // Last night both are one; what follows, the backup has not.
  await desk.run();
  await desk.run(inRestored);
  desk.put("moved", [
    ["AUTHORIZE", 40],
    ["CAPTURE", 1],
  ]);
  desk.put("seen", [
    ["AUTHORIZE", 4 * 24 * 60],
    ["VOID", 1],
  ]);
  desk.put("born", [
    ["AUTHORIZE", 1],
    ["CAPTURE", 0],
    ["REFUND", 0],
  ]);
  await desk.run();
  desk.clock.aheadMs = 14 * 3_600_000;
  expect(await desk.run(inRestored)).toMatchObject({ kind: "done" });
  await desk.run();
  const [mine, theirs] = await Promise.all(
    [db, restored.db].map(async (store) => JSON.stringify(await dumpStore(store, desk.accountId))),
  );
  const timeless = (text = "") => text.replaceAll(/"fetched_at":"[^"]*"/g, "");
  expect(timeless(theirs)).toBe(timeless(mine));
  expect(mine).toContain("AUTHORIZATION_VOIDED");
  expect(desk.lines.filter((line) => line.evt === "reconcile.done").length).toBeGreaterThan(3);
});
