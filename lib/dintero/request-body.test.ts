import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { isDinteroError } from "./errors";
import {
  bombOf,
  clientOf,
  failureOf,
  gzipped,
  inTurn,
  json,
  readOnce,
  SESSION,
  SESSION_ID,
  startUpstream,
  startWatched,
} from "./test-upstream";

const MIB = 1024 * 1024;

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

  test("F45 without an end, gzipped, is let go of, connection and all", async () => {
    const member = bombOf(1);
    const { upstream, closed } = await startWatched((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      const more = () => {
        while (!response.destroyed && response.write(member));
      };
      response.on("drain", more).on("error", () => undefined);
      more();
    });
    expect(await failureOf(clientOf(upstream).getSession(SESSION_ID))).toMatchObject({ reason: "too-large" });
    await closed();
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
