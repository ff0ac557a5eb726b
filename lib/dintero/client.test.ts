import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { createDintero } from "./client";
import { isDinteroError } from "./errors";
import {
  ACCOUNT,
  clientOf,
  failureOf,
  HandClock,
  inTurn,
  json,
  SESSION,
  SESSION_ID,
  startUpstream,
} from "./test-upstream";

const TRANSACTION_ID = `${ACCOUNT}.465UfBENeLpkBvwmqfTC4k`;
const TRANSACTION = { id: TRANSACTION_ID, amount: 100, currency: "NOK", status: "AUTHORIZED" };
const config = { accountId: ACCOUNT, clientId: "id", clientSecret: "secret", now: Date.now };

describe("one read", () => {
  test("asks for the headers of the shop system and never for a card token", async () => {
    const upstream = await startUpstream({ read: inTurn(json(SESSION), json(TRANSACTION)) });
    const client = clientOf(upstream);
    await client.getSession(SESSION_ID);
    await client.getTransaction(TRANSACTION_ID);
    const includes = "includes=events.request_headers&includes=initiating_system_request_headers";
    expect(upstream.reads).toEqual([
      `GET /v1/sessions/${SESSION_ID}?${includes}`,
      `GET /v1/transactions/${TRANSACTION_ID}?${includes}`,
    ]);
  });

  test("gives the document as received, beside what we read in it", async () => {
    const document = { ...SESSION, some_new_field: { kept: ["as", "is"] } };
    const upstream = await startUpstream({ read: json(document) });
    const clock = new HandClock();
    const fetched = await clientOf(upstream, clock).getSession(SESSION_ID);
    expect(fetched.document).toEqual(document);
    expect(fetched.value.order.merchantReference).toBe("1001");
    expect(fetched.fetchedAt).toBe("2026-11-20T12:00:00.000Z");
  });

  test("goes below a path prefix of the configured address", async () => {
    const upstream = await startUpstream();
    await clientOf(upstream, { checkoutUrl: `${upstream.url}/dintero/` }).getSession(SESSION_ID);
    expect(upstream.reads[0]).toMatch(/^GET \/dintero\/v1\/sessions\/T12345678\.\w+\?/);
  });

  test("of another account's id is refused with the reason and without a request", async () => {
    const upstream = await startUpstream();
    const client = clientOf(upstream);
    expect(await failureOf(client.getSession("T87654321.abc"))).toMatchObject({ reason: "other-account" });
    expect(await failureOf(client.getTransaction("P12345678.abc"))).toMatchObject({
      reason: "other-environment",
    });
    expect([...upstream.tokenCalls, ...upstream.reads]).toEqual([]);
  });
});

describe("a list", () => {
  test("of sessions takes every documented filter, a list by repeating its key", async () => {
    const upstream = await startUpstream({ read: json([SESSION, SESSION]) });
    const sessions = await clientOf(upstream).listSessions({
      limit: 100,
      startingAfter: SESSION_ID,
      ids: ["T12345678.a", "T12345678.b"],
      search: "Kari Nordmann & co",
      transactionIds: ["T12345678.t"],
      storeIds: ["s 1", "s2"],
      createdAtGte: "2026-05-01T00:00:00Z",
      createdAtLte: "2026-05-31",
    });
    expect(sessions).toMatchObject({ size: 2, entries: [{}, {}], lastId: SESSION_ID });
    expect(upstream.reads).toEqual([
      `GET /v1/sessions?limit=100&starting_after=${SESSION_ID}&id=T12345678.a&id=T12345678.b` +
        "&search=Kari+Nordmann+%26+co&transaction_id=T12345678.t&store_id=s+1&store_id=s2" +
        "&created_at.gte=2026-05-01T00%3A00%3A00Z&created_at.lte=2026-05-31",
    ]);
  });

  test("of transactions takes every documented filter", async () => {
    const upstream = await startUpstream({ read: json([TRANSACTION]) });
    const transactions = await clientOf(upstream).listTransactions({
      limit: 1,
      ids: [TRANSACTION_ID],
      search: "kari@example.com",
      statuses: ["CAPTURED", "REFUNDED"],
      paymentProducts: ["vipps"],
      paymentProductTypes: ["payex.creditcard"],
      cardBrands: ["Visa"],
      merchantReference: "1001",
      merchantReference2: "A-1",
      sessionIds: [SESSION_ID],
      storeIds: ["s1"],
      payoutCorrelationIds: ["A", "B"],
      payoutDestinationId: "seller-1",
      currencies: ["NOK", "SEK"],
      amount: 100,
      amountGte: 1,
      amountLte: 1_000,
      createdAtGte: "2026-01-01",
      createdAtLte: "2026-01-02",
      capturedAtGte: "2026-01-03",
      capturedAtLte: "2026-01-04",
      refundedAtGte: "2026-01-05",
      refundedAtLte: "2026-01-06",
      paymentOperation: "recurring_purchase",
      customerId: "c1",
      tokenIds: ["k1"],
      terminalId: "T0292",
      channel: "in_store",
    });
    expect(transactions.entries.map(({ value }) => value.id)).toEqual([TRANSACTION_ID]);
    const query = new URLSearchParams(upstream.reads[0]?.split("?")[1]);
    expect([...query].map(([key, value]) => `${key}=${value}`)).toEqual([
      "limit=1",
      `id=${TRANSACTION_ID}`,
      "search=kari@example.com",
      "status=CAPTURED",
      "status=REFUNDED",
      "payment_product=vipps",
      "payment_product_type=payex.creditcard",
      "card_brand=Visa",
      "merchant_reference=1001",
      "merchant_reference_2=A-1",
      `session_id=${SESSION_ID}`,
      "store_id=s1",
      "payout_correlation_id=A,B",
      "payout_destination_id=seller-1",
      "currency=NOK",
      "currency=SEK",
      "amount=100",
      "amount.gte=1",
      "amount.lte=1000",
      "created_at.gte=2026-01-01",
      "created_at.lte=2026-01-02",
      "captured_at.gte=2026-01-03",
      "captured_at.lte=2026-01-04",
      "refunded_at.gte=2026-01-05",
      "refunded_at.lte=2026-01-06",
      "payment_operation=recurring_purchase",
      "customer_id=c1",
      "token_id=k1",
      "terminal_id=T0292",
      "channel=in_store",
    ]);
  });

  test("without a filter says nothing, and an empty page is one", async () => {
    const upstream = await startUpstream({ read: json([]) });
    const client = clientOf(upstream);
    const empty = { entries: [], unreadable: [], size: 0 };
    expect(await client.listTransactions({ statuses: [] })).toEqual(empty);
    expect(await client.listSessions({})).toEqual(empty);
    expect(upstream.reads).toEqual(["GET /v1/transactions", "GET /v1/sessions"]);
  });

  test.each([0, 101, 1.5, -1, Number.NaN])("of %d entries is not asked for", async (limit) => {
    const upstream = await startUpstream();
    expect(hasCode(await failureOf(clientOf(upstream).listSessions({ limit })), "invalid-request")).toBe(
      true,
    );
    expect(upstream.reads).toEqual([]);
  });

  test("filtered by an id that is not ours is not asked for", async () => {
    const upstream = await startUpstream();
    const client = clientOf(upstream);
    for (const work of [
      client.listSessions({ startingAfter: "P12345678.x" }),
      client.listSessions({ transactionIds: ["../x"] }),
      client.listTransactions({ sessionIds: ["T87654321.x"] }),
    ]) {
      expect(hasCode(await failureOf(work), "invalid-id")).toBe(true);
    }
    expect(upstream.reads).toEqual([]);
  });

  test("F45 that is no array is refused", async () => {
    const upstream = await startUpstream({ read: json({ items: [] }) });
    const error = await failureOf(clientOf(upstream).listTransactions({}));
    expect(error).toMatchObject({ code: "upstream-invalid-response", status: 200, requestId: "req-1" });
    expect(isDinteroError(error) && error.message.startsWith("body: not an array")).toBe(true);
  });

  test.each<[string, unknown, string | undefined, string]>([
    ["no object", 5, undefined, "body[1]: not an object"],
    ["of another shape", {}, undefined, "body[1].amount: "],
    ["of another shape with an id", { id: "T12345678.x" }, "T12345678.x", "body[1].amount: "],
    ["another account's", { ...TRANSACTION, id: "T87654321.x" }, undefined, "body[1]: about another account"],
    ["under a hostile id", { ...TRANSACTION, amount: "1", id: "../x" }, undefined, "body[1].amount: "],
  ])(
    "F45 with an entry that is %s still gives the others, and says which",
    async (_name, entry, id, message) => {
      const upstream = await startUpstream({ read: json([TRANSACTION, entry]) });
      const page = await clientOf(upstream).listTransactions({});
      expect(page).toMatchObject({ size: 2, lastId: id ?? TRANSACTION_ID });
      expect(page.entries.map(({ value }) => value.id)).toEqual([TRANSACTION_ID]);
      expect(page.unreadable).toMatchObject([
        { id, error: { code: "upstream-invalid-response", status: 200, requestId: "req-1" } },
      ]);
      expect(page.unreadable[0]?.error.message.startsWith(message)).toBe(true);
    },
  );
});

describe("the observer and the health report", () => {
  test("see routes, statuses and request ids, and neither ids nor queries", async () => {
    const upstream = await startUpstream({ read: json({}, 404) });
    const client = clientOf(upstream, new HandClock());
    await failureOf(client.getSession(SESSION_ID));
    expect(client.calls).toEqual([
      { route: "token", attempt: 1, status: 200, requestId: "req-1", durationMs: 0 },
      {
        route: "session",
        attempt: 1,
        status: 404,
        requestId: "req-1",
        durationMs: 0,
        code: "not-found",
        reason: "not-found",
      },
    ]);
  });

  test("start empty and ask nobody", async () => {
    const upstream = await startUpstream();
    expect(clientOf(upstream).health()).toEqual({
      breakers: { token: { isOpen: false }, api: { isOpen: false }, settlements: { isOpen: false } },
    });
    expect([...upstream.tokenCalls, ...upstream.reads]).toEqual([]);
  });

  test("keep the last success, the last failure and the token's beginning and end", async () => {
    const upstream = await startUpstream({ read: inTurn(json(SESSION), json({}, 403)) });
    const clock = new HandClock();
    const client = clientOf(upstream, clock);
    const startedAt = clock.now();
    await client.getSession(SESSION_ID);
    clock.pass(5_000);
    await failureOf(client.getSession(SESSION_ID));
    expect(client.health()).toMatchObject({
      lastSuccessAt: startedAt,
      lastFailure: {
        at: startedAt + 5_000,
        route: "session",
        code: "upstream-auth-failed",
        reason: "not-granted",
        status: 403,
        requestId: "req-1",
      },
      tokenIssuedAt: startedAt,
      tokenExpiresAt: startedAt + 14_400_000,
    });
  });

  test.each([
    ["a day ahead", 86_400_000],
    ["ten minutes behind", -600_000],
  ])("F34 measure a clock that is %s against Dintero's", async (_name, offMs) => {
    const clock = new HandClock();
    const date = new Date(clock.now() - offMs).toUTCString();
    const upstream = await startUpstream({ read: json(SESSION, 200, { date }) });
    const client = clientOf(upstream, clock);
    await client.getSession(SESSION_ID);
    expect(Math.abs((client.health().clockSkewMs ?? 0) - offMs)).toBeLessThanOrEqual(500);
  });
});

test.each([
  ["http://api.dintero.com"],
  ["http://10.0.0.1"],
  ["ftp://127.0.0.1"],
  ["http://localhost.example.com"],
  ["not an address"],
])("%s is refused as an address before a secret could travel to it", (url) => {
  expect(() =>
    createDintero({ ...config, apiUrl: url, checkoutUrl: "https://checkout.dintero.com" }),
  ).toThrow(TypeError);
  expect(() => createDintero({ ...config, apiUrl: "https://api.dintero.com", checkoutUrl: url })).toThrow(
    TypeError,
  );
});

test.each([
  ["https://api.dintero.com"],
  ["http://127.0.0.1:4200"],
  ["http://localhost"],
  ["http://[::1]:4200"],
])("%s is taken as an address", (url) => {
  expect(createDintero({ ...config, apiUrl: url, checkoutUrl: url }).accountId).toBe(ACCOUNT);
});
