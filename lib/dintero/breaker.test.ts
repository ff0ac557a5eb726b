import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { isDinteroError } from "./errors";
import type { BreakerChange } from "./observation";
import {
  clientOf,
  failureOf,
  goodSession,
  goodToken,
  HandClock,
  inTurn,
  json,
  SESSION_ID,
  startUpstream,
} from "./test-upstream";

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

  test("F47 counts failures in a row, and a good answer ends the row", async () => {
    const down = json({}, 500);
    const upstream = await startUpstream({ read: down });
    const client = clientOf(upstream);
    for (let round = 0; round < 3; round += 1) {
      upstream.script.read = down;
      for (let read = 0; read < 4; read += 1) await failureOf(client.getSession(SESSION_ID));
      upstream.script.read = goodSession;
      await client.getSession(SESSION_ID);
    }
    expect(client.health().breakers.api.isOpen).toBe(false);
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

  test("F47 does not spend its probe on a caller who has already gone", async () => {
    const upstream = await startUpstream({ read: inTurn(json({}, 500), json({}, 500), goodSession) });
    const clock = new HandClock();
    const client = clientOf(upstream, { ...clock, limits: { breakerFailures: 1 } });
    await failureOf(client.getSession(SESSION_ID));
    clock.pass(1_000);
    const gone = await failureOf(client.getSession(SESSION_ID, { signal: AbortSignal.abort() }));
    expect(gone).toMatchObject({ code: "upstream-timeout", reason: "cancelled" });
    expect((await client.getSession(SESSION_ID)).value.id).toBe(SESSION_ID);
  });

  test("F47 of the token endpoint is one of its own", async () => {
    const upstream = await startUpstream({ token: json({}, 500) });
    const clock = new HandClock();
    const client = clientOf(upstream, clock);
    for (let read = 0; read < 20; read += 1) await failureOf(client.getSession(SESSION_ID));
    expect(upstream.tokenCalls).toHaveLength(5);
    expect(client.health().breakers).toMatchObject({ token: { isOpen: true }, api: { isOpen: false } });
    upstream.script.token = goodToken;
    clock.pass(1_000);
    await client.getSession(SESSION_ID);
    expect(client.health().breakers.token.isOpen).toBe(false);
  });
});
