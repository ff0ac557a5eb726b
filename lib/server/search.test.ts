import { describe, expect, test } from "vitest";
import { runtime, setRuntime } from "@/lib/runtime";
import { lookUpSession } from "./orders";
import { parseSearch, search } from "./search";
import { newOrder, type OrderIds, testDesk } from "./test-orders";
import { viewerAs } from "./test-runtime";

const desk = await testDesk();
const { runtime: rt, sandbox } = desk;
const ORIGIN = { requestId: "request-1", address: "192.0.2.7" };

function put(change: Parameters<typeof newOrder>[0] = {}): OrderIds {
  const order = newOrder(change);
  sandbox.control.put(order.record);
  return order;
}

async function find(q: string, isDinteroAsked = true) {
  return search(await viewerAs(rt, "support"), { q, isDinteroAsked }, ORIGIN);
}

/** Puts an order into the store, as an earlier look-up would have. */
async function save(order: OrderIds): Promise<void> {
  await lookUpSession(await viewerAs(rt, "support"), order.sessionId, ORIGIN);
  sandbox.control.requests.clear();
}

describe("an id", () => {
  test("that is saved is found without asking Dintero, in quotes and with spaces too", async () => {
    const order = put();
    await save(order);
    for (const q of [
      order.sessionId,
      ` "${order.sessionId}"\n`,
      order.transactionId,
      `${rt.env.appUrl}/sessions/${order.sessionId}`,
    ]) {
      const { matches, asked_dintero } = await find(q);
      expect(matches.map((match) => match.href)).toEqual([`/sessions/${order.sessionId}`]);
      expect(asked_dintero).toBe(false);
    }
    expect(desk.asked()).toEqual([]);
  });

  test("that is not saved is asked for, even unasked, and is saved then", async () => {
    const order = put();
    const first = await find(order.sessionId, false);
    expect(first).toMatchObject({
      asked_dintero: true,
      matches: [{ kind: "session", id: order.sessionId, matched_field: "session-id" }],
    });
    expect(await find(order.sessionId, false)).toMatchObject({
      asked_dintero: false,
      matches: [{ id: order.sessionId }],
    });
  });

  test("of a transaction leads to its session's page", async () => {
    const order = put();
    expect(
      (await find(`https://backoffice.dintero.com/T12345678/payments/transactions/${order.transactionId}`))
        .matches,
    ).toMatchObject([
      {
        kind: "session",
        href: `/sessions/${order.sessionId}`,
        matched_field: "transaction-id",
        status: "CAPTURED",
        amount: 10_000,
        currency: "NOK",
      },
    ]);
  });

  test("of a transaction without a session leads to the transaction's", async () => {
    const order = put({ hasSession: false });
    expect((await find(order.transactionId)).matches).toMatchObject([
      { kind: "transaction", href: `/transactions/${order.transactionId}` },
    ]);
  });

  test("that nobody knows finds nothing and says what was tried", async () => {
    expect(await find("T12345678.nobody0000000000000000")).toEqual({
      matches: [],
      asked_dintero: true,
      tried: ["session-id", "transaction-id"],
    });
  });

  test("of another account is named and asked of nobody", async () => {
    expect(await find("P00000000.465U8CUzaPVpneu1wt8Wei")).toMatchObject({
      matches: [],
      foreign_account: "P00000000",
      asked_dintero: false,
    });
    expect(desk.asked()).toEqual([]);
  });
});

describe("a reference", () => {
  test("whose other order cannot be read leads to the one that can; alone, it is no order that nobody has", async () => {
    const good = put({ reference: "HALF-READ" });
    const { record } = newOrder({ reference: "HALF-READ", hasSession: false });
    sandbox.control.put({ transaction: { ...record.transaction, amount: "a lot" } });
    expect((await find("HALF-READ")).matches).toMatchObject([{ href: `/sessions/${good.sessionId}` }]);
    const other = newOrder({ reference: "UNREADABLE", hasSession: false });
    sandbox.control.put({ transaction: { ...other.record.transaction, amount: "a lot" } });
    await expect(find("UNREADABLE")).rejects.toMatchObject({ code: "upstream-invalid-response" });
  });

  test("that is reused offers a choice, newest first, with what Dintero knows beyond the store", async () => {
    const [first, second, third] = [1, 2, 3].map((hour) =>
      put({ reference: "RETRY-7", createdAt: `2026-05-12T0${hour}:00:00.000Z` }),
    );
    if (second !== undefined) await save(second);
    const { matches, asked_dintero } = await find("#RETRY-7");
    expect(asked_dintero).toBe(true);
    expect(matches.map(({ id, matched_field, created_at }) => [id, matched_field, created_at])).toEqual([
      [third?.sessionId, "reference", "2026-05-12T03:00:00.000Z"],
      [second?.sessionId, "reference", "2026-05-12T02:00:00.000Z"],
      [first?.sessionId, "reference", "2026-05-12T01:00:00.000Z"],
    ]);
    expect((await find("RETRY-7", false)).matches).toHaveLength(3);
  });

  test("that is not saved is not asked for unless the person says so", async () => {
    put({ reference: "UNSEEN-1" });
    expect(await find("UNSEEN-1", false)).toMatchObject({ matches: [], asked_dintero: false });
    expect(desk.asked()).toEqual([]);
    expect(await find("UNSEEN-1", true)).toMatchObject({
      matches: [{ merchant_reference: "UNSEEN-1" }],
      asked_dintero: true,
    });
  });

  test("is found by its beginning in the store", async () => {
    await save(put({ reference: "BEGIN-12345" }));
    expect((await find("begin-1", false)).matches).toMatchObject([{ merchant_reference: "BEGIN-12345" }]);
  });
});

describe("a person", () => {
  test.each([
    [{ email: "Ola.Unik@Example.com" }, " ola.unik@example.com ", "email"],
    [{ phone: "+4791234567" }, "912 34 567", "phone"],
    [{ phone: "+46701112233" }, "070-111 22 33", "phone"],
    [{ name: ["Åse", "Unikson"] }, "Unikson, Åse", "name"],
  ] as const)("%j is found by %j, at Dintero and then here", async (change, q, field) => {
    const order = put(change);
    const expected = { matches: [{ id: order.sessionId, matched_field: field }] };
    expect(await find(q, true)).toMatchObject({ ...expected, asked_dintero: true });
    expect(await find(q, false)).toMatchObject({ ...expected, asked_dintero: false });
  });

  test("leaves no trace of what was typed in answer, audit or log", async () => {
    put({ email: "canary@example.com", name: ["Canary", "Canarysen"] });
    const answer = await find("canary@example.com");
    expect(answer.matches).toHaveLength(1);
    const { rows } = await rt.db.query("select * from audit where action = 'orders.search'");
    expect(JSON.stringify([answer, rows, rt.logged])).not.toMatch(/canary/i);
  });
});

test("a provider's payment id and an event's id find their order in the store", async () => {
  const order = put();
  await save(order);
  const serial = order.sessionId.slice("T12345678.s".length);
  expect((await find(`psp-${serial}`)).matches).toMatchObject([
    { id: order.sessionId, matched_field: "provider-id" },
  ]);
  expect((await find(`event-${serial}`)).matches).toMatchObject([
    { id: order.sessionId, matched_field: "event-id" },
  ]);
});

describe("when Dintero does not answer", () => {
  const breakDintero = () =>
    sandbox.control.faults.add({ path: "/v1/**", times: null, fault: { kind: "status", status: 500 } });

  test("F43 what is saved is given, and why it may not be all", async () => {
    await save(put({ reference: "SAVED-9" }));
    breakDintero();
    expect(await find("SAVED-9")).toMatchObject({
      matches: [{ merchant_reference: "SAVED-9" }],
      asked_dintero: false,
      dintero_problem: "upstream-error",
    });
  });

  test("F43 what is only saved under another meaning is given too", async () => {
    await save(put({ reference: "OUTAGE-12345" }));
    breakDintero();
    expect(await find("outage-1")).toMatchObject({
      matches: [{ merchant_reference: "OUTAGE-12345" }],
      dintero_problem: "upstream-error",
    });
  });

  test("F43 nothing saved is no answer: it may be there all the same", async () => {
    breakDintero();
    await expect(find("NEVER-SAVED-1")).rejects.toMatchObject({ code: "upstream-error" });
  });
});

test("F61 without an audit row there is no answer", async () => {
  const viewer = await viewerAs(rt, "support");
  const query: typeof rt.db.query = (sql, values) =>
    sql.includes("into audit") ? Promise.reject(new Error("read-only")) : rt.db.query(sql, values);
  setRuntime({
    ...runtime(),
    db: {
      query,
      transaction: (work) => rt.db.transaction(work),
      ping: () => rt.db.ping(),
      close: () => rt.db.close(),
    },
  });
  await expect(search(viewer, { q: "10023", isDinteroAsked: false }, ORIGIN)).rejects.toMatchObject({
    code: "audit-unavailable",
  });
});

describe("a question", () => {
  test("is read from the body, and asks nobody by itself", () => {
    expect(parseSearch('{"q":"10023"}')).toEqual({ q: "10023", isDinteroAsked: false });
    expect(parseSearch('{"q":"10023","ask_dintero":true}')).toEqual({ q: "10023", isDinteroAsked: true });
  });

  test.each([
    "",
    "[]",
    "{}",
    '{"q":1}',
    '{"q":"x","ask_dintero":"yes"}',
    '{"q":"x","more":1}',
    JSON.stringify({ q: "x".repeat(1_001) }),
  ])("%.20s is refused", (body) => {
    expect(() => parseSearch(body)).toThrow(expect.objectContaining({ code: "invalid-request" }));
  });
});
