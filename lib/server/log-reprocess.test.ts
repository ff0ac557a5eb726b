import { describe, expect, test } from "vitest";
import { newDigest, plant } from "@/lib/db/test-log";
import { ROLES } from "@/lib/roles";
import { runtime as currentRuntime, setRuntime } from "@/lib/runtime";
import { readCallback } from "./log-detail";
import { readIntakeHealth } from "./log-health";
import { parseReprocess, reprocessCallback, reprocessParked } from "./log-reprocess";
import { idOf, testLogDesk } from "./test-log-desk";
import { newOrder } from "./test-orders";
import { viewerAs } from "./test-runtime";

const desk = await testLogDesk();
const { runtime, sandbox } = desk;
const { db, env } = runtime;
const ORIGIN = { requestId: "request-1", address: "192.0.2.7" };
const DRY = { isDryRun: true };
const REAL = { isDryRun: false };

const admin = () => viewerAs(runtime, "admin");

function heldOrder() {
  const order = newOrder();
  sandbox.control.put(order.record);
  return order;
}

/** A callback about a captured order, acknowledged and not worked on. */
async function received(order = heldOrder()) {
  const query = `session_id=${order.sessionId}&transaction_id=${order.transactionId}`;
  return { ...order, id: idOf(await desk.callback({ query })) };
}

async function park(id: string) {
  await db.query(
    "update deliveries set state = 'parked', last_error = 'internal', attempts = 10, failures = 10, processed_at = $2 where delivery_id = $1",
    [id, new Date(runtime.now()).toISOString()],
  );
}

/** Every row of every table, less the audit and who is signed in, which tell of the asking. */
async function wholeStore(...less: readonly string[]): Promise<Record<string, unknown>> {
  const { rows: tables } = await db.query<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'",
  );
  const left = tables.filter(
    ({ name }) => !["audit", "audit_heads", "users", "sign_ins", ...less].includes(name),
  );
  const dump: Record<string, unknown> = {};
  for (const { name } of left) {
    const sql = `select to_jsonb(t)::text as row from "${name}" t order by 1`;
    dump[name] = (await db.query<{ row: string }>(sql)).rows.map(({ row }) => row);
  }
  expect(left.length).toBeGreaterThan(8);
  return dump;
}

async function audited(id: string) {
  const { rows } = await db.query<{ action: string; details: object }>(
    "select action, details from audit where subject_id = $1 and action = 'callbacks.reprocess' order by audit_id",
    [id],
  );
  return rows.map(({ details }) => details);
}

describe("a dry run", () => {
  test("says what would change, and changes nothing in the whole store", async () => {
    const { id } = await received();
    const before = await wholeStore();
    const result = await reprocessCallback(await admin(), id, DRY, ORIGIN);
    expect(result).toMatchObject({
      isDryRun: true,
      outcome: "applied",
      effect: {
        before: undefined,
        after: { status: "CAPTURED", captured: 10_000, currency: "NOK" },
        isChanged: true,
      },
    });
    expect(result.effect?.changes).toContainEqual({ figure: "captured", before: undefined, after: 10_000 });
    expect(await wholeStore()).toEqual(before);
    expect(await audited(id)).toEqual([{ dry_run: true }]);
  });

  test("promises what the real one does", async () => {
    const { id } = await received();
    const viewer = await admin();
    const { effect: promised } = await reprocessCallback(viewer, id, DRY, ORIGIN);
    const { effect: done } = await reprocessCallback(viewer, id, REAL, ORIGIN);
    expect(done).toEqual(promised);
  });

  test("of an order that is known already says that nothing would change", async () => {
    const { id } = await received();
    await desk.work();
    const result = await reprocessCallback(await admin(), id, DRY, ORIGIN);
    expect(result.effect).toMatchObject({ changes: [], isChanged: false });
  });

  test("while Dintero is down is a failure with its reason, and changes nothing", async () => {
    const { id } = await received();
    const before = await wholeStore();
    sandbox.control.faults.add({ path: "/v1/**", times: null, fault: { kind: "status", status: 500 } });
    const result = await reprocessCallback(await admin(), id, DRY, ORIGIN);
    expect(result).toEqual({ isDryRun: true, outcome: "failed", code: "upstream-error", effect: undefined });
    expect(await wholeStore()).toEqual(before);
  });
});

describe("re-processing", () => {
  test("F26 applies what was parked, keeps the attempt, and leaves what came as it came", async () => {
    const { id } = await received();
    await park(id);
    const viewer = await admin();
    const before = await readCallback(viewer, id, ORIGIN);
    expect(before.outcome).toBe("parked");
    expect(await reprocessCallback(viewer, id, REAL, ORIGIN)).toMatchObject({ outcome: "applied" });
    const after = await readCallback(viewer, id, ORIGIN);
    expect(after).toMatchObject({ outcome: "applied", attempts: 11, changed: true });
    expect(after.verification).toEqual(before.verification);
    expect(after.request).toEqual(before.request);
    expect(after.body).toEqual({ ...before.body });
    expect(after.receipts).toBe(before.receipts);
    expect(after.reprocessed).toMatchObject([
      { outcome: "applied", by: "Kari Nordmann", effect: { after: { captured: 10_000 } } },
    ]);
    expect(await audited(id)).toEqual([{ dry_run: false }]);
  });

  test("again and again changes nothing but the record of it", async () => {
    const { id } = await received();
    await desk.work();
    const viewer = await admin();
    const before = await wholeStore("reprocessings");
    for (let time = 0; time < 3; time += 1) {
      const { effect } = await reprocessCallback(viewer, id, REAL, ORIGIN);
      expect(effect).toMatchObject({ changes: [], isChanged: false });
    }
    expect(await wholeStore("reprocessings")).toEqual(before);
    expect((await readCallback(viewer, id, ORIGIN)).reprocessed).toHaveLength(3);
  });

  test("at once with a worker and with each other: one order, applied once, and the worker's loan ends", async () => {
    const order = heldOrder();
    const { id } = await received(order);
    const viewer = await admin();
    await Promise.all([
      desk.work(),
      ...Array.from({ length: 4 }, () => reprocessCallback(viewer, id, REAL, ORIGIN)),
      desk.work(),
    ]);
    expect(await desk.work()).toEqual([]);
    expect(await readCallback(viewer, id, ORIGIN)).toMatchObject({ outcome: "applied" });
    const { rows } = await db.query("select event_id from events where transaction_id = $1", [
      order.transactionId,
    ]);
    expect(rows).toHaveLength(2);
  });

  test("while Dintero is down is kept as failed, and what is parked stays parked", async () => {
    const { id } = await received();
    await park(id);
    sandbox.control.faults.add({ path: "/v1/**", times: null, fault: { kind: "status", status: 500 } });
    const viewer = await admin();
    expect(await reprocessCallback(viewer, id, REAL, ORIGIN)).toMatchObject({
      outcome: "failed",
      code: "upstream-error",
    });
    expect(await readCallback(viewer, id, ORIGIN)).toMatchObject({
      outcome: "parked",
      processing: { lastError: "internal" },
      reprocessed: [{ outcome: "failed", code: "upstream-error" }],
    });
  });

  test("F27 what Dintero still does not know stays unconfirmed", async () => {
    const { sessionId, transactionId } = heldOrder();
    const query = `session_id=${sessionId}&transaction_id=${transactionId}&event=REFUND&event_id=77`;
    const id = idOf(await desk.callback({ query }));
    await db.query("update deliveries set state = 'unconfirmed' where delivery_id = $1", [id]);
    const viewer = await admin();
    expect(await reprocessCallback(viewer, id, REAL, ORIGIN)).toMatchObject({ outcome: "unconfirmed" });
    expect(await readCallback(viewer, id, ORIGIN)).toMatchObject({ outcome: "unconfirmed" });
  });

  test("works on a late one and on a finding, neither of which becomes another kind of entry", async () => {
    const { sessionId, transactionId } = heldOrder();
    const query = `session_id=${sessionId}&transaction_id=${transactionId}`;
    const late = idOf(await desk.callback({ query, ageSeconds: 900 }));
    const at = new Date(runtime.now()).toISOString();
    await plant(db, env.accountId, {
      kind: "finding",
      key: "found-1",
      at,
      sessionId,
      transactionId,
      event: "CAPTURED",
    });
    const viewer = await admin();
    for (const [id, outcome] of [
      [late, "late"],
      ["finding-found-1", "found"],
    ] as const) {
      expect(await reprocessCallback(viewer, id, REAL, ORIGIN)).toMatchObject({ outcome: "applied" });
      expect(await readCallback(viewer, id, ORIGIN)).toMatchObject({
        outcome,
        reprocessed: [{ outcome: "applied" }],
      });
    }
    expect((await readCallback(viewer, late, ORIGIN)).verification?.result).toBe("late");
  });

  test("F6 never applies what was refused, dry or not", async () => {
    const { sessionId, transactionId } = heldOrder();
    await desk.callback({
      query: `session_id=${sessionId}&transaction_id=${transactionId}`,
      secret: "not ours",
    });
    const { rows } = await db.query<{ refusal_id: string }>("select refusal_id from refusals limit 1");
    const id = `refusal-${rows[0]?.refusal_id}`;
    for (const how of [DRY, REAL])
      await expect(reprocessCallback(await admin(), id, how, ORIGIN)).rejects.toMatchObject({
        code: "invalid-request",
      });
    expect(desk.asked()).toEqual([]);
  });

  test("of an entry that is none is not found, and asks nobody", async () => {
    for (const id of ["../x", newDigest(), "finding-none", "late-"])
      await expect(reprocessCallback(await admin(), id, REAL, ORIGIN)).rejects.toMatchObject({
        code: "not-found",
      });
    expect(desk.asked()).toEqual([]);
  });

  test("F61 without an audit nothing happens", async () => {
    const { id } = await received();
    const viewer = await admin();
    const before = await wholeStore();
    const without = {
      ...db,
      query: (sql: string, values?: readonly unknown[]) =>
        /into audit/.test(sql) ? Promise.reject(new Error("no audit")) : db.query(sql, values),
      transaction: db.transaction.bind(db),
      ping: db.ping.bind(db),
      close: db.close.bind(db),
    };
    setRuntime({ ...currentRuntime(), db: without as typeof db });
    for (const how of [DRY, REAL]) {
      await expect(reprocessCallback(viewer, id, how, ORIGIN)).rejects.toMatchObject({
        code: "audit-unavailable",
      });
    }
    await expect(reprocessParked(viewer, REAL, ORIGIN)).rejects.toMatchObject({ code: "audit-unavailable" });
    expect(await wholeStore()).toEqual(before);
    expect(desk.asked()).toEqual([]);
  });
});

describe("re-processing all that is parked", () => {
  test("says how many it affects and changes nothing, then hands each to the workers once", async () => {
    const viewer = await admin();
    await db.query("update deliveries set state = 'applied' where state = 'parked'");
    const parked = await Promise.all(Array.from({ length: 5 }, () => received()));
    const untouched = await received();
    await desk.work();
    for (const { id } of parked) await park(id);
    const before = await wholeStore();
    expect(await reprocessParked(viewer, DRY, ORIGIN)).toEqual({ isDryRun: true, affected: 5 });
    expect(await wholeStore()).toEqual(before);
    const [one, two] = await Promise.all([
      reprocessParked(viewer, REAL, ORIGIN),
      reprocessParked(viewer, REAL, ORIGIN),
    ]);
    expect(one.affected + two.affected).toBe(5);
    await desk.work();
    for (const { id } of parked) {
      expect(await readCallback(viewer, id, ORIGIN)).toMatchObject({
        processing: { state: "applied", failures: 0 },
        reprocessed: [{ outcome: "queued", by: "Kari Nordmann" }],
      });
    }
    expect(await readCallback(viewer, untouched.id, ORIGIN)).toMatchObject({ reprocessed: [] });
    runtime.clock.now += 10_000;
    expect((await readIntakeHealth(viewer)).parked).toBe(0);
  });
});

test.each(ROLES)("%s re-processes only as an admin", async (role) => {
  const { id } = await received();
  const viewer = await viewerAs(runtime, role);
  const tries = [
    reprocessCallback(viewer, id, DRY, ORIGIN),
    reprocessCallback(viewer, id, REAL, ORIGIN),
    reprocessParked(viewer, DRY, ORIGIN),
    reprocessParked(viewer, REAL, ORIGIN),
  ];
  for (const attempt of await Promise.allSettled(tries)) {
    if (role === "admin") expect(attempt.status).toBe("fulfilled");
    else expect(attempt).toMatchObject({ status: "rejected", reason: { code: "forbidden" } });
  }
});

test.each(["", "{}", "[]", '{"dry_run":"no"}', '{"dry_run":true,"force":true}'])(
  "a body that does not say plainly whether it is a dry run is refused: %s",
  (text) => {
    expect(() => parseReprocess(text)).toThrow(expect.objectContaining({ code: "invalid-request" }));
  },
);
