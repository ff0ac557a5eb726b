import { describe, expect, test } from "vitest";
import type { Database } from "@/lib/db/connect";
import { runtime, setRuntime } from "@/lib/runtime";
import { findSessionOf, lookUpSession, lookUpTransaction } from "./orders";
import { listRecentOrders } from "./recent-orders";
import { revealContact } from "./reveal";
import { newOrder, type OrderIds, testDesk } from "./test-orders";
import { viewerAs } from "./test-runtime";

const desk = await testDesk();
const { runtime: rt, sandbox } = desk;
const ORIGIN = { requestId: "request-1", address: "192.0.2.7" };
const SEED = "T12345678.465U8CUzaPVpneu1wt8Wei";

function put(change: Parameters<typeof newOrder>[0] = {}): OrderIds {
  const order = newOrder(change);
  sandbox.control.put(order.record);
  return order;
}

async function auditOf(id: string): Promise<readonly object[]> {
  const { rows } = await rt.db.query<{
    action: string;
    outcome: string;
    actor_id: string;
    reason: string | null;
  }>("select action, outcome, actor_id, reason from audit where subject_id = $1 order by audit_id", [id]);
  return rows;
}

/** Dintero as it is when it is down. */
function breakDintero(path = "/v1/**") {
  sandbox.control.faults.add({ path, times: null, fault: { kind: "status", status: 500 } });
}

describe("a look-up by session", () => {
  test("reads session and transaction as one order, with two calls, masked, and says what does not add up", async () => {
    const support = await viewerAs(rt, "support");
    const view = await lookUpSession(support, SEED, ORIGIN);
    expect(desk.asked()).toHaveLength(2);
    expect(view).toMatchObject({
      sessionId: SEED,
      source: "dintero",
      problems: { transaction: undefined },
      canReadRaw: true,
      contact: { isMasked: true, canReveal: true },
      order: {
        status: "CAPTURED",
        statusSource: "event",
        amounts: { authorized: 72_200, captured: 68_300, remaining: 3_900 },
      },
    });
    expect(view.order.checks.map((check) => check.rule)).toEqual(
      expect.arrayContaining(["statusCaptured", "captureWithoutSplits"]),
    );
    expect(JSON.stringify(view)).not.toMatch(
      /john\.doe@example\.com|99999999|2134a260d196b1d65e59b259dc43f619d7f0f3c6/,
    );
    expect(JSON.stringify(view)).toContain("contact@superchain.com");
  });

  test("leaves exactly one row in the audit, with who asked", async () => {
    const support = await viewerAs(rt, "support");
    const { sessionId } = put();
    await lookUpSession(support, sessionId, ORIGIN);
    expect(await auditOf(sessionId)).toEqual([
      { action: "orders.read", outcome: "done", actor_id: support.userId, reason: null },
    ]);
  });

  test("is remembered, and the same answer within a minute is not written again", async () => {
    const support = await viewerAs(rt, "support");
    const { sessionId } = put();
    await lookUpSession(support, sessionId, ORIGIN);
    const written = async () => {
      const { rows } = await rt.db.query<{ xmin: string }>(
        "select xmin::text from order_documents where document_id = $1",
        [sessionId],
      );
      return rows[0]?.xmin;
    };
    const first = await written();
    expect(first).toBeDefined();
    await lookUpSession(support, sessionId, ORIGIN);
    expect(await written()).toBe(first);
    rt.clock.now += 61_000;
    await lookUpSession(support, sessionId, ORIGIN);
    expect(await written()).not.toBe(first);
  });

  test("of a session without a transaction takes one call", async () => {
    const { sessionId } = put({ hasTransaction: false });
    const view = await lookUpSession(await viewerAs(rt, "support"), sessionId, ORIGIN);
    expect(desk.asked()).toHaveLength(1);
    expect(view).toMatchObject({ transactionId: undefined, order: { statusSource: "session" } });
  });

  test("shows the other orders of the same reference, newest first", async () => {
    const support = await viewerAs(rt, "support");
    const orders = [1, 2, 3].map((hour) =>
      put({ reference: "REUSED-1", createdAt: `2026-05-12T0${hour}:00:00.000Z` }),
    );
    for (const order of orders) await lookUpSession(support, order.sessionId, ORIGIN);
    const view = await lookUpSession(support, orders[0]?.sessionId ?? "", ORIGIN);
    expect(view.siblings.map((sibling) => sibling.href)).toEqual(
      [orders[2], orders[1]].map((order) => `/sessions/${order?.sessionId}`),
    );
  });
});

describe("a look-up by transaction", () => {
  test("finds the session it came from", async () => {
    const { sessionId, transactionId } = put();
    const view = await lookUpTransaction(await viewerAs(rt, "support"), transactionId, ORIGIN);
    expect(view).toMatchObject({ sessionId, transactionId, problems: { session: undefined } });
    expect(view.session).toBeDefined();
  });

  test("is spared when the store knows the session; an unknown one, or one without, is not guessed", async () => {
    const support = await viewerAs(rt, "support");
    const [order, alone] = [put(), put({ hasSession: false })];
    expect(await findSessionOf(support, order.transactionId)).toBeUndefined();
    await lookUpSession(support, order.sessionId, ORIGIN);
    await lookUpTransaction(support, alone.transactionId, ORIGIN);
    expect(await findSessionOf(support, order.transactionId)).toBe(order.sessionId);
    expect(await findSessionOf(support, alone.transactionId)).toBeUndefined();
    expect(await findSessionOf(support, "../x")).toBeUndefined();
  });

  test("shows a transaction without a session", async () => {
    const { transactionId } = put({ hasSession: false });
    const view = await lookUpTransaction(await viewerAs(rt, "support"), transactionId, ORIGIN);
    expect(view).toMatchObject({ sessionId: undefined, session: undefined, source: "dintero" });
  });
});

describe("an id", () => {
  test.each([
    "../../accounts",
    "..",
    "a/b",
    "a?b=c",
    "a%2fb",
    "a b",
    "",
    "x".repeat(129),
    "T12345678.x\u0000",
    "P99999999.465U8CUzaPVpneu1wt8Wei",
  ])(
    "F49 that is hostile or not ours is refused before anything is asked, and is on record by its hash: %j",
    async (id) => {
      const support = await viewerAs(rt, "support");
      await expect(lookUpSession(support, id, ORIGIN)).rejects.toMatchObject({ code: "invalid-id" });
      expect(desk.asked()).toEqual([]);
      const { rows } = await rt.db.query<{ subject_id: string; outcome: string }>(
        "select subject_id, outcome from audit where actor_id = $1",
        [support.userId],
      );
      expect(rows).toEqual([
        { subject_id: expect.stringMatching(/^sha256:[0-9a-f]{32}$/), outcome: "denied" },
      ]);
    },
  );

  test("F49 that nobody knows takes one call and is not found", async () => {
    const support = await viewerAs(rt, "support");
    await expect(lookUpSession(support, "T12345678.nobody", ORIGIN)).rejects.toMatchObject({
      code: "not-found",
    });
    expect(desk.asked()).toEqual(["/v1/sessions/T12345678.nobody"]);
  });
});

describe("when Dintero does not answer", () => {
  test("F43 F47 the dated saved copy is shown, and why", async () => {
    const support = await viewerAs(rt, "support");
    const { sessionId, transactionId } = put();
    const fresh = await lookUpSession(support, sessionId, ORIGIN);
    rt.clock.now += 3_600_000;
    breakDintero();
    const saved = await lookUpSession(support, sessionId, ORIGIN);
    expect(saved).toMatchObject({
      source: "saved",
      staleBecause: "upstream-error",
      fetchedAt: fresh.fetchedAt,
      sessionId,
      transactionId,
      order: { status: fresh.order.status, amounts: fresh.order.amounts },
      contact: { isMasked: true },
    });
    expect(JSON.stringify(saved)).not.toContain("kari@example.com");
    const byTransaction = await lookUpTransaction(support, transactionId, ORIGIN);
    expect(byTransaction).toMatchObject({ source: "saved", sessionId });
  });

  test("F47 the copy is shown while the breaker is open, too", async () => {
    const support = await viewerAs(rt, "support");
    const { sessionId } = put();
    await lookUpSession(support, sessionId, ORIGIN);
    setRuntime({ ...rt, dintero: desk.newDintero({ breakerFailures: 1, retryPauseMs: 1 }) });
    breakDintero();
    await lookUpSession(support, sessionId, ORIGIN);
    sandbox.control.requests.clear();
    expect(await lookUpSession(support, sessionId, ORIGIN)).toMatchObject({ source: "saved" });
    expect(desk.asked()).toEqual([]);
  });

  test("F43 without a copy the failure is the answer", async () => {
    breakDintero();
    const { sessionId } = put();
    await expect(lookUpSession(await viewerAs(rt, "support"), sessionId, ORIGIN)).rejects.toMatchObject({
      code: "upstream-error",
    });
  });

  test("F45 an answer that cannot be read is not saved over the one that could", async () => {
    const support = await viewerAs(rt, "support");
    const { sessionId } = put();
    await lookUpSession(support, sessionId, ORIGIN);
    sandbox.control.faults.add({
      path: "/v1/sessions/*",
      times: null,
      fault: { kind: "body", body: '{"order":{"amount":"much"}}' },
    });
    expect(await lookUpSession(support, sessionId, ORIGIN)).toMatchObject({
      source: "saved",
      staleBecause: "upstream-invalid-response",
      order: { amounts: { ordered: 10_000 } },
    });
  });

  test("a session is shown without its transaction, with that problem named", async () => {
    const { sessionId, transactionId } = put();
    breakDintero("/v1/transactions/*");
    const view = await lookUpSession(await viewerAs(rt, "support"), sessionId, ORIGIN);
    expect(view).toMatchObject({
      source: "dintero",
      transactionId,
      transaction: undefined,
      problems: { transaction: { code: "upstream-error" } },
    });
    expect(view.order.verdict.tone).not.toBe("good");
  });

  test("a transaction that was saved earlier stands in for the one that does not come", async () => {
    const support = await viewerAs(rt, "support");
    const { sessionId } = put();
    const fresh = await lookUpSession(support, sessionId, ORIGIN);
    rt.clock.now += 60_000;
    breakDintero("/v1/transactions/*");
    const view = await lookUpSession(support, sessionId, ORIGIN);
    expect(view).toMatchObject({
      source: "dintero",
      fetchedAt: fresh.fetchedAt,
      problems: { transaction: { code: "upstream-error", savedAt: fresh.fetchedAt } },
      order: { status: fresh.order.status },
    });
  });

  test("a transaction that Dintero does not know is named as such", async () => {
    const { sessionId } = put({ isTransactionHeld: false });
    const view = await lookUpSession(await viewerAs(rt, "support"), sessionId, ORIGIN);
    expect(view.problems.transaction).toEqual({ code: "not-found", savedAt: undefined });
    expect(view.order.checks.map((check) => check.rule)).toContain("transactionMissing");
  });
});

describe("contact data", () => {
  const canaries = /kari@example\.com|\+4799999999|Nordmann|Testveien/;

  test.each(["support", "finance", "manager", "admin"] as const)("is masked for %s", async (role) => {
    const { sessionId } = put();
    const view = await lookUpSession(await viewerAs(rt, role), sessionId, ORIGIN);
    expect(JSON.stringify(view)).not.toMatch(canaries);
    expect(view.contact).toMatchObject({ isMasked: true, canReveal: role !== "manager" });
  });

  test("is clear for five minutes to who gave a reason, on that order and for nobody else", async () => {
    const support = await viewerAs(rt, "support");
    const [mine, other] = [put(), put()];
    const until = await revealContact(
      support,
      { kind: "session", id: mine.sessionId },
      "customer calls",
      ORIGIN,
    );
    const view = await lookUpSession(support, mine.sessionId, ORIGIN);
    expect(view.session?.customer?.email).toBe("kari@example.com");
    expect(view.contact).toEqual({
      ...{ isMasked: false, canReveal: true, canErase: false },
      revealedUntil: until,
    });
    // Raw JSON stays without personal data for this role (CONTRACT, section 5).
    expect(JSON.stringify(view.documents)).not.toMatch(canaries);
    expect((await lookUpSession(support, other.sessionId, ORIGIN)).contact.isMasked).toBe(true);
    expect(
      (await lookUpSession(await viewerAs(rt, "support"), mine.sessionId, ORIGIN)).contact.isMasked,
    ).toBe(true);
    rt.clock.now += 5 * 60_000;
    expect((await lookUpSession(support, mine.sessionId, ORIGIN)).contact.isMasked).toBe(true);
  });

  test("of a saved copy is masked and revealed alike", async () => {
    const admin = await viewerAs(rt, "admin");
    const { sessionId } = put();
    await lookUpSession(admin, sessionId, ORIGIN);
    breakDintero();
    expect(JSON.stringify(await lookUpSession(admin, sessionId, ORIGIN))).not.toMatch(canaries);
    await revealContact(admin, { kind: "session", id: sessionId }, "customer calls", ORIGIN);
    const view = await lookUpSession(admin, sessionId, ORIGIN);
    expect(view.source).toBe("saved");
    expect(JSON.stringify(view.documents)).toMatch(canaries);
  });

  test("is not revealed to a manager, and a reveal is on record with its reason", async () => {
    const { sessionId } = put();
    const order = { kind: "session", id: sessionId } as const;
    await expect(
      revealContact(await viewerAs(rt, "manager"), order, "curious", ORIGIN),
    ).rejects.toMatchObject({ code: "forbidden" });
    const finance = await viewerAs(rt, "finance");
    await revealContact(finance, order, "refund by phone", ORIGIN);
    expect(await auditOf(sessionId)).toEqual([
      { action: "contact.reveal", outcome: "done", actor_id: finance.userId, reason: "refund by phone" },
    ]);
  });
});

test("the orders a person opened last are their own, latest first, each once", async () => {
  const [support, colleague] = [await viewerAs(rt, "support"), await viewerAs(rt, "support")];
  const [first, second, third] = [put(), put({ hasSession: false }), put()];
  for (const look of [
    () => lookUpSession(support, first.sessionId, ORIGIN),
    () => lookUpTransaction(support, second.transactionId, ORIGIN),
    () => lookUpSession(colleague, third.sessionId, ORIGIN),
    () => lookUpSession(support, first.sessionId, ORIGIN),
  ]) {
    rt.clock.now += 1_000;
    await look();
  }
  expect((await listRecentOrders(support)).map((order) => order.href)).toEqual([
    `/sessions/${first.sessionId}`,
    `/transactions/${second.transactionId}`,
  ]);
});

describe("F61 while the audit cannot be written", () => {
  const withoutAudit = (db: Database): Database => {
    const query: Database["query"] = (sql, values) =>
      sql.includes("into audit") ? Promise.reject(new Error("read-only")) : db.query(sql, values);
    return {
      query,
      transaction: (work) =>
        db.transaction((tx) =>
          work({
            query: (sql, values) =>
              sql.includes("into audit") ? Promise.reject(new Error("read-only")) : tx.query(sql, values),
          }),
        ),
      ping: () => db.ping(),
      close: () => db.close(),
    };
  };

  test("nothing is shown and nothing is revealed", async () => {
    const support = await viewerAs(rt, "support");
    const { sessionId } = put();
    setRuntime({ ...runtime(), db: withoutAudit(rt.db) });
    await expect(lookUpSession(support, sessionId, ORIGIN)).rejects.toMatchObject({
      code: "audit-unavailable",
    });
    await expect(lookUpSession(support, "../x", ORIGIN)).rejects.toMatchObject({ code: "audit-unavailable" });
    await expect(
      revealContact(support, { kind: "session", id: sessionId }, "customer calls", ORIGIN),
    ).rejects.toMatchObject({
      code: "audit-unavailable",
    });
    setRuntime({ ...runtime(), db: rt.db });
    expect((await lookUpSession(support, sessionId, ORIGIN)).contact.isMasked).toBe(true);
  });
});
