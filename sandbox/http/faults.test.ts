import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parseJson, textAt } from "../json";
import { type Sandbox, startSandbox } from "../start-sandbox";
import { askForToken, type Client, openClient } from "../test-client";
import type { Fault } from "./fault";

const PATH = "/v1/sessions/T12345678.465U8CUzaPVpneu1wt8Wei";

let sandbox: Sandbox;
let client: Client;
beforeAll(async () => {
  sandbox = await startSandbox({ orders: 5 });
  client = await openClient(sandbox);
});
beforeEach(() => {
  sandbox.control.faults.clear();
  sandbox.control.requests.clear();
});
afterAll(() => sandbox.close());

/** The next session look-up meets `fault`. */
function next(fault: Fault): void {
  sandbox.control.faults.add({ path: "/v1/sessions/*", fault });
}

test("a fault happens as often as it was asked for, and then no more", async () => {
  sandbox.control.faults.add({ path: "/v1/sessions/*", times: 2, fault: { kind: "status", status: 503 } });
  const statuses = [await client.get(PATH), await client.get(PATH), await client.get(PATH)];
  expect(statuses.map(({ status }) => status)).toEqual([503, 503, 200]);
  expect(textAt(statuses[0]?.body, "error", "message")).toBeDefined();
});

test("a fault without an end stays until it is cleared", async () => {
  sandbox.control.faults.add({
    path: "/v1/**",
    times: null,
    fault: { kind: "status", status: 500, body: "<h1>" },
  });
  for (let turn = 0; turn < 3; turn += 1) expect((await client.get(PATH)).text).toBe("<h1>");
  sandbox.control.faults.clear();
  expect((await client.get(PATH)).status).toBe(200);
});

test("only the path and method that were named are hit", async () => {
  sandbox.control.faults.add({
    path: "/v1/accounts/*/auth/token",
    method: "POST",
    fault: { kind: "rate-limited", retryAfter: "Wed, 21 Oct 2099 07:28:00 GMT" },
  });
  expect((await client.get(PATH)).status).toBe(200);
  const refused = await askForToken(sandbox);
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([
    429,
    "Wed, 21 Oct 2099 07:28:00 GMT",
  ]);
  expect((await askForToken(sandbox)).status).toBe(200);
});

test("a token can be refused once", async () => {
  next({ kind: "unauthorized" });
  expect([(await client.get(PATH)).status, (await client.get(PATH)).status]).toEqual([401, 200]);
});

test("answers can be cut short, made something else, or changed", async () => {
  const whole = (await client.get(PATH)).text;
  next({ kind: "truncated" });
  const cut = await client.get(PATH);
  expect(whole.startsWith(cut.text)).toBe(true);
  expect(cut.body).toBeNull();

  next({ kind: "not-json" });
  const html = await client.get(PATH);
  expect([html.status, html.headers.get("content-type"), html.body]).toEqual([200, "text/html", null]);

  next({ kind: "body", body: "[null]" });
  expect((await client.get(PATH)).body).toEqual([null]);

  next({ kind: "wrong-id" });
  expect(textAt((await client.get(PATH)).body, "id")).toBe("T12345678.465U8CUzaPVpneu1wt8Weix");

  next({ kind: "wrong-account" });
  const other = (await client.get(PATH)).body;
  expect(textAt(other, "id")).toBe("T00000001.465U8CUzaPVpneu1wt8Wei");
  expect(textAt(other, "transaction_id")).toMatch(/^T00000001\./);
});

test("a redirect leads back here, where the log shows whether anybody followed", async () => {
  next({ kind: "redirect" });
  const reply = await client.get(PATH, {
    redirect: "manual",
    headers: { authorization: `Bearer ${client.token}` },
  });
  expect([reply.status, reply.headers.get("location")]).toEqual([302, `${sandbox.url}/_sandbox/redirected`]);
  expect(sandbox.control.requests.count("/_sandbox/redirected")).toBe(0);
  next({ kind: "redirect" });
  await client.get(PATH);
  expect(sandbox.control.requests.count("/_sandbox/redirected")).toBe(1);
});

test.each<Fault>([{ kind: "disconnect" }, { kind: "reset" }])(
  "a connection can be reset: $kind",
  async (fault) => {
    next(fault);
    await expect(client.get(PATH)).rejects.toThrow();
    expect((await client.get(PATH)).status).toBe(200);
  },
);

test("an answer can be made as large as wanted, packed or not", async () => {
  next({ kind: "huge", bytes: 1_000_000 });
  const huge = await client.get(PATH);
  expect(huge.text.length).toBeGreaterThanOrEqual(1_000_000);
  expect(huge.body).not.toBeNull();

  next({ kind: "gzip-bomb", bytes: 2_000_000 });
  const { request } = await import("node:http");
  const packed = await new Promise<Buffer>((resolve, reject) => {
    const chunks: Buffer[] = [];
    request(`${sandbox.url}${PATH}`, { headers: { authorization: `Bearer ${client.token}` } }, (response) => {
      expect(response.headers["content-encoding"]).toBe("gzip");
      response
        .on("data", (chunk: Buffer) => chunks.push(chunk))
        .on("end", () => resolve(Buffer.concat(chunks)));
    })
      .on("error", reject)
      .end();
  });
  expect(packed.length).toBeLessThan(20_000);
  expect(gunzipSync(packed).length).toBeGreaterThanOrEqual(2_000_000);
});

test("an answer can be late, never come, or come drop by drop; closing ends them all", async () => {
  const own = await startSandbox({ orders: 0 });
  const reader = await openClient(own);
  own.control.faults.add({ path: PATH, fault: { kind: "slow", delayMs: 1 } });
  expect((await reader.get(PATH)).status).toBe(200);
  own.control.faults.add({ path: PATH, fault: { kind: "drip", bytesPerSecond: 20_000 } });
  own.control.put({ session: { id: "T12345678.465U8CUzaPVpneu1wt8Wei" } });
  expect(textAt((await reader.get(PATH)).body, "id")).toBe("T12345678.465U8CUzaPVpneu1wt8Wei");
  for (const fault of [
    { kind: "hang" },
    { kind: "slow", delayMs: 3_600_000 },
    { kind: "drip", bytesPerSecond: 0.01 },
  ] as const) {
    own.control.faults.add({ path: PATH, fault });
  }
  const pending = [reader.get(PATH), reader.get(PATH), reader.get(PATH)].map((reply) =>
    reply.then(String, () => "ended"),
  );
  await expect.poll(() => own.control.requests.count(PATH)).toBe(5);
  await own.close();
  expect(await Promise.all(pending)).toEqual(["ended", "ended", "ended"]);
});

test("the log tells what was asked and what was answered, without the sandbox's own doors", async () => {
  await client.get(`${PATH}?includes=events.request_headers`);
  await client.get("/v1/sessions/T12345678.nobody");
  await fetch(`${sandbox.url}/_sandbox/health`);
  const log = sandbox.control.requests;
  expect(log.list().map(({ method, path, query, status }) => [method, path, query, status])).toEqual([
    ["GET", PATH, "?includes=events.request_headers", 200],
    ["GET", "/v1/sessions/T12345678.nobody", "", 404],
  ]);
  expect([log.total, log.count(PATH), log.count(/^\/v1\/sessions\//), log.count("/v1/transactions")]).toEqual(
    [2, 1, 2, 0],
  );
});

async function door(
  method: string,
  path: string,
  body?: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${sandbox.url}/_sandbox/${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

test("faults, log, orders and tokens are worked over HTTP too", async () => {
  const added = await door(
    "POST",
    "faults",
    JSON.stringify({ path: "/v1/sessions/*", fault: { kind: "status", status: 502 } }),
  );
  expect(added.status).toBe(201);
  expect(parseJson(await (await door("GET", "faults")).text())).toEqual([
    { path: "/v1/sessions/*", times: 1, fault: { kind: "status", status: 502, headers: {} } },
  ]);
  expect((await client.get(PATH)).status).toBe(502);
  const log = parseJson(await (await door("GET", "requests")).text());
  expect(log).toEqual({ total: 1, requests: [{ method: "GET", path: PATH, count: 1 }] });
  expect((await door("DELETE", "requests")).status).toBe(200);
  expect(sandbox.control.requests.total).toBe(0);

  const put = await door("POST", "orders", JSON.stringify({ session: { id: "T12345678.byhand" } }));
  expect(parseJson(await put.text())).toEqual({ session_id: "T12345678.byhand" });
  expect((await client.get("/v1/sessions/T12345678.byhand")).status).toBe(200);

  await door("POST", "tokens/revoke");
  expect((await client.get(PATH)).status).toBe(401);
  client = await openClient(sandbox);
});

test("a fault that makes no sense is refused", async () => {
  for (const rule of [
    "",
    "{}",
    '{"path":"/v1/**","fault":{"kind":"sulk"}}',
    '{"path":"/v1/**","fault":{"kind":"status","status":"x"}}',
  ]) {
    expect((await door("POST", "faults", rule)).status).toBe(400);
  }
  expect(sandbox.control.faults.list()).toEqual([]);
});

test("the sandbox's own doors open from this machine only, by this machine's name", async () => {
  const { request } = await import("node:http");
  const status = await new Promise((resolve) => {
    request(`${sandbox.url}/_sandbox/faults`, { headers: { host: "evil.example.com" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
});
