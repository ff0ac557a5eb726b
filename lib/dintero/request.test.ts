import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { isDinteroError } from "./errors";
import {
  bombOf,
  clientOf,
  failureOf,
  goodSession,
  gzipped,
  HandClock,
  inTurn,
  json,
  readOnce,
  reset,
  SECRETS,
  SESSION_ID,
  startUpstream,
  startWatched,
} from "./test-upstream";

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

  test("F40 three times within a minute is replaced three times, as long as the new one serves", async () => {
    const dead = json({}, 401);
    const upstream = await startUpstream({
      read: inTurn(dead, goodSession, dead, goodSession, dead, goodSession),
    });
    const client = clientOf(upstream, new HandClock());
    for (let read = 0; read < 3; read += 1) await client.getSession(SESSION_ID);
    expect(upstream.tokenCalls).toHaveLength(4);
  });

  test("F40 late, after its successor has come, does not cost the successor", async () => {
    let answerLate: () => void = () => undefined;
    let onFirst: () => void = () => undefined;
    const started = new Promise<void>((resolve) => {
      onFirst = resolve;
    });
    const dead = json({}, 401);
    const upstream = await startUpstream({
      read: inTurn(
        (request, response, nth) => {
          answerLate = () => dead(request, response, nth);
          onFirst();
        },
        dead,
        goodSession,
      ),
    });
    const client = clientOf(upstream);
    const slow = client.getSession(SESSION_ID);
    await started;
    await client.getSession(SESSION_ID);
    answerLate();
    await slow;
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

  test.each([404, 400])("F49 %i on one document is not found: only the id can be wrong", async (status) => {
    const { upstream, error } = await readOnce(json({}, status));
    expect(error).toMatchObject({ code: "not-found", status, requestId: "req-1", retryable: false });
    expect(upstream.reads).toHaveLength(1);
  });

  test.each([404, 400])("%i on a list is no answer to the question", async (status) => {
    const upstream = await startUpstream({ read: json({}, status) });
    expect(await failureOf(clientOf(upstream).listSessions({}))).toMatchObject({
      code: "upstream-error",
      status,
    });
  });

  test.each([409, 418, 204, 206, 300])("%i is an upstream error, asked once", async (status) => {
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

  test("whose body never ends is let go of, connection and all", async () => {
    const { upstream, closed } = await startWatched((_request, response) => {
      response.writeHead(404).write("x".repeat(1_000));
    });
    expect(hasCode(await failureOf(clientOf(upstream).getSession(SESSION_ID)), "not-found")).toBe(true);
    await closed();
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
