import { getEventListeners } from "node:events";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import {
  clientOf,
  failureOf,
  goodSession,
  inTurn,
  json,
  readOnce,
  reset,
  type Script,
  SESSION,
  SESSION_ID,
  startUpstream,
  startWatched,
} from "./test-upstream";

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

test("reads share a connection, and a retry opens its own", async () => {
  const sockets: Socket[] = [];
  const upstream = await startUpstream({
    read: (request, response, nth) => {
      sockets.push(request.socket);
      inTurn(goodSession, goodSession, json({}, 500), goodSession)(request, response, nth);
    },
  });
  const client = clientOf(upstream);
  for (let read = 0; read < 3; read += 1) await client.getSession(SESSION_ID);
  expect(sockets).toHaveLength(4);
  expect(sockets[1]).toBe(sockets[0]);
  expect(sockets[2]).toBe(sockets[0]);
  expect(sockets[3]).not.toBe(sockets[0]);
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
    const { upstream, error } = await readOnce(read, { deadlineMs: 400 });
    expect(error).toMatchObject({ code: "upstream-timeout", reason: "timeout", retryable: true });
    expect(upstream.reads).toHaveLength(1);
  });

  test("F44 closes the connection it gives up", async () => {
    const { upstream, closed } = await startWatched(() => undefined);
    await failureOf(clientOf(upstream, { limits: { deadlineMs: 400 } }).getSession(SESSION_ID));
    await closed();
  });

  test("F44 covers the first try and the retry together", async () => {
    const { error } = await readOnce(
      inTurn(json({}, 500), () => undefined),
      { deadlineMs: 400 },
    );
    expect(hasCode(error, "upstream-timeout")).toBe(true);
  });

  test("is shortened by what the caller allows", async () => {
    const upstream = await startUpstream({ read: () => undefined });
    const client = clientOf(upstream);
    const late = client.getSession(SESSION_ID, { signal: AbortSignal.timeout(60) });
    expect(await failureOf(late)).toMatchObject({ code: "upstream-timeout", reason: "timeout" });
  });

  test("is over before it began for a caller who has gone, and nothing is sent", async () => {
    const upstream = await startUpstream();
    const gone = clientOf(upstream).getSession(SESSION_ID, { signal: AbortSignal.abort() });
    expect(await failureOf(gone)).toMatchObject({ code: "upstream-timeout", reason: "cancelled" });
    expect([...upstream.tokenCalls, ...upstream.reads]).toEqual([]);
  });

  test("leaves nothing behind on a limit that several calls share", async () => {
    const upstream = await startUpstream();
    const client = clientOf(upstream);
    const { signal } = new AbortController();
    await client.getSession(SESSION_ID, { signal });
    await client.getSession(SESSION_ID, { signal });
    expect(getEventListeners(signal, "abort")).toEqual([]);
  });
});
