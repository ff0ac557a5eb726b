import { once } from "node:events";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { isDinteroError } from "./errors";
import type { BreakerChange } from "./observation";
import {
  bombOf,
  clientOf,
  failureOf,
  goodSession,
  gzipped,
  HandClock,
  inTurn,
  json,
  type Script,
  SECRETS,
  SESSION,
  SESSION_ID,
  startUpstream,
} from "./test-upstream";

const MIB = 1024 * 1024;
const reset: Script = (request) => request.socket.resetAndDestroy();
const readOnce = async (read: Script, limits = {}) => {
  const upstream = await startUpstream({ read });
  const client = clientOf(upstream, { limits });
  return { upstream, client, error: await failureOf(client.getSession(SESSION_ID)) };
};

describe("a refused token", () => {
  test("F40 is replaced once and the read made again", async () => {
    const upstream = await startUpstream({ read: inTurn(json({}, 401), goodSession) });
    const client = clientOf(upstream);
    expect((await client.getSession(SESSION_ID)).value.id).toBe(SESSION_ID);
    expect(upstream.tokenCalls).toHaveLength(2);
    expect(client.calls.map(({ route, attempt, status }) => [route, attempt, status])).toEqual([
      ["token", 1, 200],
      ["session", 1, 401],
      ["token", 1, 200],
      ["session", 2, 200],
    ]);
  });

  test("F40 twice running is a refusal, after two reads", async () => {
    const { upstream, error } = await readOnce(json({}, 401));
    expect(error).toMatchObject({ code: "upstream-auth-failed", reason: "token-refused", status: 401 });
    expect(upstream.reads).toHaveLength(2);
  });

  test("F40 F41 in fifty reads at once is replaced by one token call", async () => {
    const upstream = await startUpstream({
      read: (request, response, nth) => {
        const isOld = request.headers.authorization?.endsWith("-1");
        (isOld ? json({}, 401) : goodSession)(request, response, nth);
      },
    });
    const client = clientOf(upstream);
    await Promise.all(Array.from({ length: 50 }, () => client.getSession(SESSION_ID)));
    expect(upstream.tokenCalls).toHaveLength(2);
  });

  test("does not get a second retry when the first one met an error", async () => {
    const { upstream, error } = await readOnce(inTurn(json({}, 401), json({}, 500)));
    expect(hasCode(error, "upstream-error")).toBe(true);
    expect(upstream.reads).toHaveLength(2);
  });
});

describe("an answer that is no success", () => {
  test("403 is told apart from refused credentials", async () => {
    const { upstream, error } = await readOnce(json({ error: { message: "FORBIDDEN" } }, 403));
    expect(error).toMatchObject({ code: "upstream-auth-failed", reason: "not-granted", status: 403 });
    expect(upstream.reads).toHaveLength(1);
  });

  test("404 is not found", async () => {
    const { upstream, error } = await readOnce(json({}, 404));
    expect(error).toMatchObject({ code: "not-found", status: 404, requestId: "req-1", retryable: false });
    expect(upstream.reads).toHaveLength(1);
  });

  test("404 on a list is no answer to the question", async () => {
    const upstream = await startUpstream({ read: json({}, 404) });
    expect(await failureOf(clientOf(upstream).listSessions({}))).toMatchObject({
      code: "upstream-error",
      status: 404,
    });
  });

  test.each([400, 409, 418, 204, 206, 300])("%i is an upstream error, asked once", async (status) => {
    const { upstream, error } = await readOnce(json(status === 204 ? "" : {}, status));
    expect(error).toMatchObject({ code: "upstream-error", status, retryable: false });
    expect(upstream.reads).toHaveLength(1);
  });

  test.each([500, 502, 503, 504, 599])(
    "F43 %i is tried twice and none of its body gets out",
    async (status) => {
      const { upstream, error } = await readOnce(json("<html>canary-body", status));
      expect(error).toMatchObject({
        code: "upstream-error",
        reason: "server-error",
        status,
        retryable: true,
      });
      expect(upstream.reads).toHaveLength(2);
      expect(JSON.stringify(error) + String(error)).not.toContain("canary");
    },
  );

  test("F43 once, and then a good one, is an answer", async () => {
    const upstream = await startUpstream({ read: inTurn(json({}, 503), goodSession) });
    expect((await clientOf(upstream).getSession(SESSION_ID)).value.id).toBe(SESSION_ID);
  });

  test("F43 that asks for a long pause is not tried again", async () => {
    const { upstream, error } = await readOnce(json({}, 503, { "retry-after": "3" }));
    expect(isDinteroError(error) && error.retryAfterMs).toBe(3_000);
    expect(upstream.reads).toHaveLength(1);
  });

  test("whose body never ends costs nothing", async () => {
    const { upstream } = await readOnce((_request, response) => {
      response.writeHead(404).write("x".repeat(1_000));
    });
    expect(upstream.reads).toHaveLength(1);
  });
});

describe("a limit", () => {
  test("F42 that ends at once is waited for, and the read made once more", async () => {
    const upstream = await startUpstream({
      read: inTurn(json({}, 429, { "retry-after": "0" }), goodSession),
    });
    expect((await clientOf(upstream).getSession(SESSION_ID)).value.id).toBe(SESSION_ID);
    expect(upstream.reads).toHaveLength(2);
  });

  test("F42 that stays is reported after one retry", async () => {
    const { upstream, error } = await readOnce(json({}, 429, { "retry-after": "0" }));
    expect(error).toMatchObject({ code: "upstream-rate-limited", reason: "rate-limited", status: 429 });
    expect(upstream.reads).toHaveLength(2);
  });

  test.each([
    ["no time", undefined, undefined],
    ["junk", "in a while", undefined],
    ["more than two seconds", "3", 3_000],
    ["an absurd time", "1000000000", 60_000],
    ["a date long gone past the cap", "Fri, 31 Dec 9999 23:59:59 GMT", 60_000],
  ])("F42 that names %s is passed on, capped, without a retry", async (_name, header, retryAfterMs) => {
    const { upstream, error } = await readOnce(
      json({}, 429, header === undefined ? {} : { "retry-after": header }),
    );
    expect(error).toMatchObject({ code: "upstream-rate-limited", retryAfterMs, retryable: true });
    expect(upstream.reads).toHaveLength(1);
  });

  test("F42 that would end past the deadline is not waited for", async () => {
    const { upstream, error } = await readOnce(json({}, 429, { "retry-after": "1" }), { deadlineMs: 500 });
    expect(hasCode(error, "upstream-rate-limited")).toBe(true);
    expect(upstream.reads).toHaveLength(1);
  });
});

describe("a connection that fails", () => {
  test("F44 before the headers is tried twice", async () => {
    const { upstream, error } = await readOnce(reset);
    expect(error).toMatchObject({ code: "upstream-unreachable", reason: "unreachable", retryable: true });
    expect(upstream.reads).toHaveLength(2);
  });

  test("F44 once is not noticed", async () => {
    const upstream = await startUpstream({ read: inTurn(reset, goodSession) });
    expect((await clientOf(upstream).getSession(SESSION_ID)).value.id).toBe(SESSION_ID);
  });

  test.each([
    ["counted", { "content-length": "1000" }],
    ["chunked", {}],
    ["gzipped", { "content-encoding": "gzip" }],
  ])("F44 in the middle of a %s body is unreachable", async (_name, headers) => {
    const body = "content-encoding" in headers ? gzipSync(JSON.stringify(SESSION)).subarray(0, 20) : '{"id":';
    const { upstream, error } = await readOnce((request, response) => {
      response.writeHead(200, headers);
      response.write(body, () => request.socket.resetAndDestroy());
    });
    expect(hasCode(error, "upstream-unreachable")).toBe(true);
    expect(upstream.reads).toHaveLength(2);
  });

  test("that does not speak HTTP is an invalid response", async () => {
    const { error } = await readOnce((request) => request.socket.end("SSH-2.0-hello\r\n\r\n"));
    expect(hasCode(error, "upstream-invalid-response")).toBe(true);
  });
});

describe("the deadline", () => {
  const drip: Script = (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.write(" "), 5);
    response.on("close", () => clearInterval(timer));
  };

  test.each<[string, Script]>([
    ["hangs before the headers", () => undefined],
    ["hangs after the headers", (_request, response) => response.writeHead(200).flushHeaders()],
    ["drips byte by byte", drip],
  ])("F44 ends a read whose answer %s, asked once", async (_name, read) => {
    const { upstream, error } = await readOnce(read, { deadlineMs: 80 });
    expect(error).toMatchObject({ code: "upstream-timeout", reason: "timeout", retryable: true });
    expect(upstream.reads).toHaveLength(1);
  });

  test("F44 closes the connection it gives up", async () => {
    let closed: Promise<unknown> = Promise.reject(new Error("no request came"));
    closed.catch(() => undefined);
    await readOnce(
      (request) => {
        closed = once(request.socket, "close");
      },
      { deadlineMs: 80 },
    );
    await closed;
  });

  test("F44 covers the first try and the retry together", async () => {
    const { error } = await readOnce(
      inTurn(json({}, 500), () => undefined),
      { deadlineMs: 150 },
    );
    expect(hasCode(error, "upstream-timeout")).toBe(true);
  });

  test("is shortened by what the caller allows", async () => {
    const upstream = await startUpstream({ read: () => undefined });
    const client = clientOf(upstream);
    const late = client.getSession(SESSION_ID, { signal: AbortSignal.timeout(60) });
    expect(await failureOf(late)).toMatchObject({ code: "upstream-timeout", reason: "timeout" });
    const sent = upstream.reads.length;
    const gone = client.getSession(SESSION_ID, { signal: AbortSignal.abort() });
    expect(await failureOf(gone)).toMatchObject({ code: "upstream-timeout", reason: "cancelled" });
    expect(upstream.reads).toHaveLength(sent);
  });
});

describe("a body", () => {
  test("F45 that is gzipped is read", async () => {
    const upstream = await startUpstream({ read: gzipped(gzipSync(JSON.stringify(SESSION))) });
    expect((await clientOf(upstream).getSession(SESSION_ID)).document).toEqual(SESSION);
  });

  test("F45 declared too long is not read at all", async () => {
    const { error } = await readOnce((_request, response) => {
      response.writeHead(200, { "content-length": String(50 * MIB) }).flushHeaders();
    });
    expect(error).toMatchObject({ code: "upstream-invalid-response", reason: "too-large" });
  });

  test("F45 of 5 MiB is read to the last byte and not one further", async () => {
    const sized = (size: number) => JSON.stringify(SESSION).padEnd(size);
    const upstream = await startUpstream({ read: inTurn(json(sized(5 * MIB)), json(sized(5 * MIB + 1))) });
    const client = clientOf(upstream);
    expect((await client.getSession(SESSION_ID)).value.id).toBe(SESSION_ID);
    expect(await failureOf(client.getSession(SESSION_ID))).toMatchObject({ reason: "too-large" });
  });

  test("F45 without an end is cut off soon after 5 MiB", async () => {
    let sent = 0;
    const { error, upstream } = await readOnce((_request, response) => {
      response.writeHead(200);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, 32))) sent += 64 * 1024;
      };
      response.on("drain", more).on("error", () => undefined);
      more();
    });
    expect(error).toMatchObject({ code: "upstream-invalid-response", reason: "too-large" });
    expect(upstream.reads).toHaveLength(1);
    expect(sent).toBeLessThan(32 * MIB);
  });

  test("F45 that is a gzip bomb of a gibibyte adds no 64 MiB to the process", async () => {
    const bomb = bombOf(1_024);
    const before = process.memoryUsage().rss;
    const { error } = await readOnce(gzipped(bomb));
    expect(error).toMatchObject({ code: "upstream-invalid-response", reason: "too-large" });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * MIB);
  });

  test.each([
    ["is empty", ""],
    ["is HTML", "<!doctype html><p>canary"],
    ["is cut off", '{"id":"canary'],
    ["is null", "null"],
    ["is an array", "[]"],
    ["is a number", "9007199254740993"],
    ["is nested past any meaning", `${"[".repeat(20_000)}${"]".repeat(20_000)}`],
    ["is of another shape", '{"order":{"amount":"canary"}}'],
    ["has an amount past 2^53", JSON.stringify(SESSION).replace("72200", "9007199254740993")],
    ["is about another id", JSON.stringify({ ...SESSION, id: "T12345678.canary" })],
    ["is about another account", JSON.stringify({ ...SESSION, account_id: "P12345678" })],
  ])("F45 that %s is refused once, without being quoted", async (_name, body) => {
    const { upstream, error } = await readOnce(json(body));
    expect(error).toMatchObject({ code: "upstream-invalid-response", status: 200, requestId: "req-1" });
    expect(String(error)).not.toContain("canary");
    expect(isDinteroError(error) && error.cause).toBeUndefined();
    expect(upstream.reads).toHaveLength(1);
  });

  test("F45 that is not UTF-8, or broken gzip, or of an encoding nobody asked for, is refused", async () => {
    const odd: readonly [Buffer, Record<string, string>][] = [
      [Buffer.from('{"id":"\xe5"}', "latin1"), {}],
      [Buffer.from("no gzip"), { "content-encoding": "gzip" }],
      [gzipSync(JSON.stringify(SESSION)).subarray(0, 20), { "content-encoding": "gzip" }],
      [Buffer.from(JSON.stringify(SESSION)), { "content-encoding": "br" }],
    ];
    for (const [body, headers] of odd) {
      const { error } = await readOnce((_request, response) => response.writeHead(200, headers).end(body));
      expect(hasCode(error, "upstream-invalid-response")).toBe(true);
    }
  });

  test("without an id, or with the documentation's for one, is taken for the one asked for", async () => {
    const { id: _id, ...anonymous } = SESSION;
    const upstream = await startUpstream({
      read: inTurn(json(anonymous), json({ ...SESSION, id: "<string>" })),
    });
    const client = clientOf(upstream);
    expect((await client.getSession(SESSION_ID)).value.id).toBeUndefined();
    expect((await client.getSession(SESSION_ID)).document.id).toBe("<string>");
  });
});

test.each([301, 302, 303, 307, 308])(
  "F46 a redirect (%i) is an error and is never followed",
  async (status) => {
    const elsewhere = await startUpstream();
    const { upstream, error } = await readOnce(
      json("", status, { location: `${elsewhere.url}/v1/sessions/x` }),
    );
    expect(error).toMatchObject({ code: "upstream-error", reason: "redirected", status });
    expect(upstream.reads).toHaveLength(1);
    expect(elsewhere.reads).toEqual([]);
  },
);

describe("the breaker", () => {
  test("F47 opens after five failed reads, lets one through a second, and closes at the first good one", async () => {
    const upstream = await startUpstream({ read: json({}, 503) });
    const clock = new HandClock();
    const changes: BreakerChange[] = [];
    const openedAt = clock.now();
    const client = clientOf(upstream, { ...clock, onBreaker: (change) => changes.push(change) });
    const attempt = () => failureOf(client.getSession(SESSION_ID));

    for (let read = 0; read < 5; read += 1) await attempt();
    expect(upstream.reads).toHaveLength(10);
    for (let read = 0; read < 50; read += 1) {
      expect(await attempt()).toMatchObject({
        code: "upstream-error",
        reason: "circuit-open",
        retryAfterMs: 1_000,
      });
    }
    expect(upstream.reads).toHaveLength(10);
    expect(client.health().breakers.api).toEqual({ isOpen: true, openSince: openedAt });

    for (let second = 1; second <= 3; second += 1) {
      clock.pass(1_000);
      const probes = await Promise.all([attempt(), attempt(), attempt()]);
      expect(probes.map((error) => isDinteroError(error) && error.reason).sort()).toEqual([
        "circuit-open",
        "circuit-open",
        "server-error",
      ]);
    }

    upstream.script.read = goodSession;
    clock.pass(1_000);
    await client.getSession(SESSION_ID);
    await client.getSession(SESSION_ID);
    expect(changes).toEqual([
      { part: "api", isOpen: true, openSince: openedAt },
      { part: "api", isOpen: false, openSince: undefined },
    ]);
  });

  test("F47 is not opened by answers, however unwelcome, nor by impatient callers", async () => {
    const upstream = await startUpstream();
    const client = clientOf(upstream);
    for (const status of [404, 403, 400, 429, 302]) {
      upstream.script.read = json({}, status);
      for (let read = 0; read < 6; read += 1) await failureOf(client.getSession(SESSION_ID));
    }
    upstream.script.read = () => undefined;
    for (let read = 0; read < 6; read += 1) {
      await failureOf(client.getSession(SESSION_ID, { signal: AbortSignal.timeout(10) }));
    }
    expect(client.health().breakers.api.isOpen).toBe(false);
  });

  test("F47 is closed by a probe that finds nothing: somebody answered", async () => {
    const upstream = await startUpstream({ read: json({}, 500) });
    const clock = new HandClock();
    const client = clientOf(upstream, { ...clock, limits: { breakerFailures: 1 } });
    await failureOf(client.getSession(SESSION_ID));
    expect(client.health().breakers.api.isOpen).toBe(true);
    upstream.script.read = json({}, 404);
    clock.pass(1_000);
    expect(hasCode(await failureOf(client.getSession(SESSION_ID)), "not-found")).toBe(true);
    expect(client.health().breakers.api.isOpen).toBe(false);
  });

  test("F47 of the token endpoint is one of its own", async () => {
    const upstream = await startUpstream({ token: json({}, 500) });
    const client = clientOf(upstream, new HandClock());
    for (let read = 0; read < 20; read += 1) await failureOf(client.getSession(SESSION_ID));
    expect(upstream.tokenCalls).toHaveLength(5);
    expect(client.health().breakers).toMatchObject({ token: { isOpen: true }, api: { isOpen: false } });
  });
});

test("no failure carries the token, the credentials or a header", async () => {
  const scripts = [
    reset,
    json({}, 401),
    json({}, 403),
    json("<html>", 500),
    json("{"),
    json({}, 302),
    gzipped(bombOf(6)),
  ];
  for (const read of scripts) {
    const { error, client } = await readOnce(read);
    const text = inspect([error, client.health(), client.calls], { depth: null, showHidden: true });
    for (const secret of [
      ...Object.values(SECRETS),
      Buffer.from(SECRETS.clientId).toString("base64").slice(0, 12),
    ]) {
      expect(text).not.toContain(secret);
    }
  }
});
