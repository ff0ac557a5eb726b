import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { isDinteroError } from "./errors";
import {
  ACCOUNT,
  clientOf,
  failureOf,
  goodToken,
  HandClock,
  inTurn,
  json,
  SECRETS,
  SESSION_ID,
  startUpstream,
} from "./test-upstream";

const tokenLasting = (seconds: unknown) => json({ access_token: "t", expires_in: seconds });

describe("the token call", () => {
  test("is client credentials by Basic for the account's audience", async () => {
    const seen: string[] = [];
    const upstream = await startUpstream({
      token: (request, response, nth) => {
        request.setEncoding("utf8").on("data", (chunk: string) => seen.push(chunk));
        request.on("end", () => goodToken(request, response, nth));
        seen.push(`${request.method} ${request.url}`, String(request.headers.authorization));
        seen.push(String(request.headers.connection));
      },
    });
    await clientOf(upstream).getSession(SESSION_ID);
    const basic = Buffer.from(`${SECRETS.clientId}:${SECRETS.clientSecret}`).toString("base64");
    const line = `POST /v1/accounts/${ACCOUNT}/auth/token`;
    // It is not tried again, so it takes no connection that may have died unnoticed.
    expect(seen.slice(0, 3)).toEqual([line, `Basic ${basic}`, "close"]);
    expect(JSON.parse(seen.slice(3).join(""))).toEqual({
      grant_type: "client_credentials",
      audience: `https://api.dintero.com/v1/accounts/${ACCOUNT}`,
    });
  });

  test("F41 is one for a hundred callers with a cold token", async () => {
    const upstream = await startUpstream();
    const client = clientOf(upstream);
    const answers = await Promise.all(Array.from({ length: 100 }, () => client.getSession(SESSION_ID)));
    expect(answers).toHaveLength(100);
    expect(upstream.tokenCalls).toHaveLength(1);
    expect(upstream.reads).toHaveLength(100);
  });

  test("F41 goes on for the others when the caller that started it gives up", async () => {
    let answer: () => void = () => undefined;
    const upstream = await startUpstream({
      token: (request, response, nth) => {
        answer = () => goodToken(request, response, nth);
        impatient.abort();
      },
    });
    const impatient = new AbortController();
    const client = clientOf(upstream);
    const first = failureOf(client.getSession(SESSION_ID, { signal: impatient.signal }));
    const second = client.getSession(SESSION_ID);
    expect(await first).toMatchObject({ code: "upstream-timeout", reason: "cancelled" });
    answer();
    expect((await second).value.id).toBe(SESSION_ID);
    expect(upstream.tokenCalls).toHaveLength(1);
  });
});

describe("a token", () => {
  test("is used until 85 % of its life, then renewed behind the reader's back", async () => {
    const upstream = await startUpstream({ token: tokenLasting(1_000) });
    const clock = new HandClock();
    const client = clientOf(upstream, clock);
    await client.getSession(SESSION_ID);
    expect(client.health().tokenExpiresAt).toBe(clock.now() + 1_000_000);
    clock.pass(849_000);
    await client.getSession(SESSION_ID);
    expect(upstream.tokenCalls).toHaveLength(1);
    clock.pass(2_000);
    await client.getSession(SESSION_ID);
    await client.getSession(SESSION_ID);
    await expect.poll(() => client.health().tokenExpiresAt).toBe(clock.now() + 1_000_000);
    expect(upstream.tokenCalls).toHaveLength(2);
  });

  test("F38 that is still good carries reads through a failing renewal, and no longer than it lives", async () => {
    const upstream = await startUpstream({ token: inTurn(tokenLasting(1_000), json({}, 500)) });
    const clock = new HandClock();
    const client = clientOf(upstream, clock);
    await client.getSession(SESSION_ID);
    clock.pass(900_000);
    for (let read = 0; read < 5; read += 1) {
      expect((await client.getSession(SESSION_ID)).value.id).toBe(SESSION_ID);
    }
    await expect.poll(() => client.health().lastFailure?.route).toBe("token");
    expect(upstream.tokenCalls).toHaveLength(2);
    clock.pass(101_000);
    expect(hasCode(await failureOf(client.getSession(SESSION_ID)), "upstream-error")).toBe(true);
  });

  test.each([
    ["nothing", 0, 60_000],
    ["a negative time", -5, 60_000],
    ["a moment", 0.001, 5_000],
    ["no number", "soon", 60_000],
    ["an unstated time", undefined, 60_000],
    ["a number as text", "14400", 14_400_000],
    ["a thousand years", 31_556_952_000, 86_400_000],
  ])("said to live for %s is given a sane life", async (_name, seconds, lifetimeMs) => {
    const upstream = await startUpstream({ token: tokenLasting(seconds) });
    const clock = new HandClock();
    const client = clientOf(upstream, clock);
    await client.getSession(SESSION_ID);
    await client.getSession(SESSION_ID);
    expect(upstream.tokenCalls).toHaveLength(1);
    expect(client.health().tokenExpiresAt).toBe(clock.now() + lifetimeMs);
  });

  test("F34 outlives somebody setting the wall clock", async () => {
    const upstream = await startUpstream();
    const clock = new HandClock();
    const client = clientOf(upstream, { now: () => clock.at, elapsed: () => 0 });
    await client.getSession(SESSION_ID);
    clock.pass(24 * 60 * 60 * 1000);
    await client.getSession(SESSION_ID);
    expect(upstream.tokenCalls).toHaveLength(1);
  });
});

describe("a token endpoint that fails", () => {
  test.each([500, 502, 503, 504])("F38 with %i is an upstream error, asked once", async (status) => {
    const upstream = await startUpstream({ token: json("<html>", status) });
    const error = await failureOf(clientOf(upstream).getSession(SESSION_ID));
    expect(error).toMatchObject({ code: "upstream-error", status, requestId: "req-1", retryable: true });
    expect(upstream.tokenCalls).toHaveLength(1);
    expect(upstream.reads).toEqual([]);
  });

  test("F38 by not being there is unreachable", async () => {
    const upstream = await startUpstream();
    const client = clientOf(upstream, { apiUrl: "http://127.0.0.1:1" });
    expect(await failureOf(client.getSession(SESSION_ID))).toMatchObject({
      code: "upstream-unreachable",
      reason: "unreachable",
    });
  });

  test("F38 by hanging is a time-out for everybody within the deadline", async () => {
    const upstream = await startUpstream({ token: () => undefined });
    const client = clientOf(upstream, { limits: { deadlineMs: 400 } });
    const errors = await Promise.all([1, 2, 3].map(() => failureOf(client.getSession(SESSION_ID))));
    expect(errors.map((error) => hasCode(error, "upstream-timeout"))).toEqual([true, true, true]);
    expect(upstream.tokenCalls).toHaveLength(1);
  });

  test.each([
    ["no object", "null"],
    ["no token", "{}"],
    ["a token that would split a header", JSON.stringify({ access_token: "a\r\nx: y" })],
    ["an empty token", JSON.stringify({ access_token: "" })],
    ["no JSON", "<html>"],
  ])("by answering with %s is an invalid response", async (_name, body) => {
    const upstream = await startUpstream({ token: json(body) });
    const error = await failureOf(clientOf(upstream).getSession(SESSION_ID));
    expect(hasCode(error, "upstream-invalid-response")).toBe(true);
    expect(upstream.reads).toEqual([]);
  });

  test("F46 by redirecting is an error, and the credentials go nowhere else", async () => {
    const elsewhere = await startUpstream();
    const upstream = await startUpstream({ token: json("", 307, { location: `${elsewhere.url}/steal` }) });
    expect(await failureOf(clientOf(upstream).getSession(SESSION_ID))).toMatchObject({
      code: "upstream-error",
      reason: "redirected",
      status: 307,
    });
    expect([...elsewhere.reads, ...elsewhere.tokenCalls]).toEqual([]);
  });
});

describe("refused credentials", () => {
  test.each([401, 403, 400, 404])(
    "F39 (%i) are asked about twice a minute, for all users together",
    async (status) => {
      const upstream = await startUpstream({ token: json({ error: { message: "FORBIDDEN" } }, status) });
      const clock = new HandClock();
      const client = clientOf(upstream, clock);
      for (let user = 0; user < 20; user += 1) {
        expect(await failureOf(client.getSession(SESSION_ID))).toMatchObject({
          code: "upstream-auth-failed",
          reason: "credentials-refused",
          status,
        });
      }
      expect(upstream.tokenCalls).toHaveLength(2);
      const error = await failureOf(client.getSession(SESSION_ID));
      expect(isDinteroError(error) && error.retryAfterMs).toBe(60_000);
      clock.pass(60_000);
      for (let user = 0; user < 20; user += 1) await failureOf(client.getSession(SESSION_ID));
      expect(upstream.tokenCalls).toHaveLength(4);
    },
  );

  test("F39 that are mended work at the next call let through", async () => {
    const refused = json({}, 401);
    const upstream = await startUpstream({ token: inTurn(refused, refused, goodToken) });
    const clock = new HandClock();
    const client = clientOf(upstream, clock);
    await failureOf(client.getSession(SESSION_ID));
    await failureOf(client.getSession(SESSION_ID));
    clock.pass(60_000);
    expect((await client.getSession(SESSION_ID)).value.id).toBe(SESSION_ID);
  });

  test("F39 F40 of the API itself cost two token calls a minute too", async () => {
    const upstream = await startUpstream({ read: json({}, 401) });
    const client = clientOf(upstream, new HandClock());
    for (let user = 0; user < 20; user += 1) {
      expect(await failureOf(client.getSession(SESSION_ID))).toMatchObject({ code: "upstream-auth-failed" });
    }
    expect(upstream.tokenCalls).toHaveLength(2);
  });
});

describe("a limited token endpoint", () => {
  test.each([
    ["seconds", "7", 7_000],
    ["a date", new Date(Date.UTC(2026, 10, 20, 12, 0, 9)).toUTCString(), 9_000],
    ["junk", "soon", 1_000],
    ["an absurd time", "1000000000", 60_000],
  ])("F42 that says %s is left alone for as long", async (_name, header, waitMs) => {
    const limited = json({}, 429, { "retry-after": header });
    const upstream = await startUpstream({ token: inTurn(limited, goodToken) });
    const clock = new HandClock();
    const client = clientOf(upstream, clock);
    const expected = { code: "upstream-rate-limited", status: 429 };
    expect(await failureOf(client.getSession(SESSION_ID))).toMatchObject({
      ...expected,
      retryAfterMs: waitMs,
    });
    clock.pass(waitMs - 1);
    expect(await failureOf(client.getSession(SESSION_ID))).toMatchObject({ ...expected, retryAfterMs: 1 });
    expect(upstream.tokenCalls).toHaveLength(1);
    clock.pass(1);
    expect((await client.getSession(SESSION_ID)).value.id).toBe(SESSION_ID);
  });
});
