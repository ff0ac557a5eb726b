import { afterAll, beforeAll, expect, test } from "vitest";
import { numberAt, objectAt, objectsAt, textAt, valueAt } from "../json";
import { type Sandbox, startSandbox } from "../start-sandbox";
import { askForToken, basic, type Client, openClient } from "../test-client";

const SESSION = "T12345678.465U8CUzaPVpneu1wt8Wei";
const TRANSACTION = "T12345678.465UfBENeLpkBvwmqfTC4k";

let sandbox: Sandbox;
let client: Client;
beforeAll(async () => {
  sandbox = await startSandbox({ orders: 40 });
  client = await openClient(sandbox);
});
afterAll(() => sandbox.close());

function idOf(name: string, kind: "sessionId" | "transactionId"): string {
  return sandbox.control.notable.find((order) => order.name === name)?.[kind] ?? "";
}

test("a token lasts as long as expires_in says, and no longer", async () => {
  const own = await startSandbox({ orders: 0 });
  own.control.tokens.lifetimeSeconds = 0;
  const { status, body } = await askForToken(own);
  expect(status).toBe(200);
  expect(body).toMatchObject({ token_type: "Bearer", expires_in: 0 });
  const late = await fetch(`${own.url}/v1/sessions/${SESSION}`, {
    headers: { authorization: `Bearer ${textAt(body, "access_token")}` },
  });
  expect(late.status).toBe(401);
  await own.close();
});

test.each([
  ["no credentials", { authorization: "" }, 401],
  ["a bearer in place of Basic", { authorization: "Bearer x" }, 401],
  ["a wrong secret", { authorization: basic("kontor-sandbox", "wrong") }, 401],
  ["another client", { authorization: basic("someone") }, 401],
  ["another account", { accountId: "P12345678" }, 403],
  ["a form in place of JSON", { contentType: "application/x-www-form-urlencoded" }, 400],
  ["no JSON", { body: "grant_type=client_credentials" }, 400],
  [
    "another grant",
    { body: '{"grant_type":"password","audience":"https://api.dintero.com/v1/accounts/T12345678"}' },
    400,
  ],
  ["no audience", { body: '{"grant_type":"client_credentials"}' }, 400],
  [
    "another account's audience",
    {
      body: '{"grant_type":"client_credentials","audience":"https://api.dintero.com/v1/accounts/T00000001"}',
    },
    400,
  ],
])("the token endpoint refuses %s", async (_, change, status) => {
  const reply = await askForToken(sandbox, change);
  expect(reply.status).toBe(status);
  expect(typeof valueAt(reply.body, "error", "message")).toBe("string");
});

test("more token calls in a minute than allowed are answered 429 with Retry-After", async () => {
  const own = await startSandbox({ orders: 0 });
  own.control.tokens.callsPerMinute = 2;
  const statuses = [await askForToken(own), await askForToken(own), await askForToken(own)];
  expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect(Number(statuses[2]?.headers.get("retry-after"))).toBeGreaterThan(0);
  await own.close();
});

test.each([
  ["no token", {}],
  ["another scheme", { authorization: basic() }],
  ["a token of nobody's", { authorization: "Bearer eyJhbGciOiJIUzI1NiJ9.e30.x" }],
])("with %s nothing is read", async (_, headers) => {
  for (const path of [
    `/v1/sessions/${SESSION}`,
    "/v1/sessions",
    "/v1/transactions",
    `/v1/transactions/${TRANSACTION}`,
  ]) {
    expect((await client.get(path, { headers })).status).toBe(401);
  }
});

test("a revoked token opens nothing, a new one does", async () => {
  const own = await startSandbox({ orders: 0 });
  const holder = await openClient(own);
  own.control.tokens.revokeAll();
  expect((await holder.get(`/v1/sessions/${SESSION}`)).status).toBe(401);
  expect((await (await openClient(own)).get(`/v1/sessions/${SESSION}`)).status).toBe(200);
  await own.close();
});

test("the seed order is found by both ids, on the old paths and on the newer base", async () => {
  for (const base of ["/v1", "/v1/accounts/T12345678/payments"]) {
    const session = await client.get(`${base}/sessions/${SESSION}`);
    expect(numberAt(session.body, "order", "amount")).toBe(72_200);
    const transaction = await client.get(`${base}/transactions/${textAt(session.body, "transaction_id")}`);
    expect(textAt(transaction.body, "session_id")).toBe(SESSION);
    expect(objectsAt(transaction.body, "events")).toHaveLength(4);
  }
  expect((await client.get("/v1/accounts/T12345678/payments/sessions")).status).toBe(404);
  expect((await client.get(`/v1/accounts/P12345678/payments/sessions/${SESSION}`)).status).toBe(403);
});

test.each([
  [400, "T12345678"],
  [400, "T12345678."],
  [400, "T12345678.a/b"],
  [400, "T12345678.%00"],
  [400, "%E0%A4%A"],
  [400, "T12345678.465U8CUzaPVpneu1wt8Wei%20"],
  [403, "P12345678.465U8CUzaPVpneu1wt8Wei"],
  [403, "T00000001.465U8CUzaPVpneu1wt8Wei"],
  [404, "T12345678.465U8CUzaPVpneu1wt8Wej"],
  [404, TRANSACTION],
])("%i for session id %s", async (status, id) => {
  const reply = await client.get(`/v1/sessions/${id.replace("/", "%2F")}`);
  expect(reply.status).toBe(status);
  expect(typeof valueAt(reply.body, "error", "message")).toBe("string");
});

test("other methods and other paths are refused", async () => {
  const authorization = `Bearer ${client.token}`;
  const post = await client.get(`/v1/sessions/${SESSION}`, { method: "POST", headers: { authorization } });
  expect([post.status, post.headers.get("allow")]).toEqual([405, "GET"]);
  expect((await client.get("/v1/accounts/T12345678/auth/token")).status).toBe(405);
  expect((await client.get("/v2/sessions")).status).toBe(404);
});

test("request headers come only when they are asked for", async () => {
  const transaction = idOf("captured", "transactionId");
  for (const path of [
    `/v1/sessions/${SESSION}`,
    `/v1/sessions/${idOf("captured", "sessionId")}`,
    `/v1/transactions/${transaction}`,
  ]) {
    const plain = await client.get(path);
    expect(plain.text).not.toContain("request_headers");
  }
  const system = await client.get(`/v1/sessions/${SESSION}?includes=initiating_system_request_headers`);
  expect(textAt(system.body, "initiating_system_request_headers", "dintero-system-name")).toBe("woocommerce");
  const both = await client.get(
    `/v1/transactions/${transaction}?includes=events.request_headers&includes=initiating_system_request_headers`,
  );
  expect(objectAt(both.body, "initiating_system_request_headers")).toBeDefined();
  expect(objectsAt(both.body, "events").some((event) => event.request_headers !== undefined)).toBe(true);
});

test("a transaction brings its session, or the session's last event, only when asked", async () => {
  const path = `/v1/transactions/${idOf("captured", "transactionId")}`;
  expect(objectAt((await client.get(path)).body, "session")).toBeUndefined();
  const whole = await client.get(`${path}?includes=session`);
  expect(textAt(whole.body, "session", "id")).toBe(idOf("captured", "sessionId"));
  expect(objectsAt(whole.body, "session", "events").length).toBeGreaterThan(1);
  const latest = await client.get(`${path}?includes=session.events.latest`);
  expect(objectsAt(latest.body, "session", "events").map(({ name }) => name)).toEqual(["COMPLETED"]);
});

test("failed events can be left out", async () => {
  const path = `/v1/transactions/${idOf("failed-insufficient-funds", "transactionId")}`;
  expect(objectsAt((await client.get(path)).body, "events")).toHaveLength(2);
  expect(objectsAt((await client.get(`${path}?includes=events.success.true`)).body, "events")).toHaveLength(
    1,
  );
});

test("card tokens come only to who asks for them by name", async () => {
  sandbox.control.put({
    transaction: {
      id: "T12345678.withtokens",
      card: { brand: "Visa", payment_token: "canary-payment", recurrence_token: "canary-recurrence" },
    },
  });
  const path = "/v1/transactions/T12345678.withtokens";
  expect((await client.get(path)).text).not.toContain("canary");
  const one = await client.get(`${path}?includes=card.payment_token`);
  expect(one.text).toContain("canary-payment");
  expect(one.text).not.toContain("canary-recurrence");
});

test.each([
  `/v1/sessions/${SESSION}?includes=session`,
  `/v1/sessions/${SESSION}?includes=`,
  `/v1/sessions/${SESSION}?include=events.request_headers`,
  `/v1/transactions/${TRANSACTION}?includes=card.number`,
  `/v1/transactions/${TRANSACTION}?limit=1`,
])("what Dintero does not know is refused: %s", async (path) => {
  expect((await client.get(path)).status).toBe(400);
});

test("a document put in by hand is served in place of the one with its id, in lists too", async () => {
  const own = await startSandbox({ orders: 5 });
  const reader = await openClient(own);
  const [before] = objectsAt({ list: (await reader.get("/v1/transactions?limit=100")).body }, "list").slice(
    -1,
  );
  const id = textAt(before, "id") ?? "";
  own.control.put({ transaction: { ...before, merchant_reference: "put-by-hand" } });
  expect(textAt((await reader.get(`/v1/transactions/${id}`)).body, "merchant_reference")).toBe("put-by-hand");
  const list = objectsAt({ list: (await reader.get("/v1/transactions?limit=100")).body }, "list");
  expect(list.filter((transaction) => transaction.id === id)).toHaveLength(1);
  expect(list.filter((transaction) => transaction.merchant_reference === "put-by-hand")).toHaveLength(1);
  await own.close();
});
