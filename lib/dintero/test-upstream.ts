import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { onTestFinished } from "vitest";
import { createDintero, type Dintero, type DinteroConfig } from "./client";
import type { DinteroCall } from "./observation";

/** Answers one request; `nth` counts the requests of its kind, from 1. */
export type Script = (request: IncomingMessage, response: ServerResponse, nth: number) => void;

export interface TestUpstream {
  readonly url: string;
  /** "GET /v1/..." exactly as they came over the wire, token calls apart. */
  readonly reads: string[];
  readonly tokenCalls: number[];
  script: { token: Script; read: Script };
}

export const ACCOUNT = "T12345678";
export const SESSION_ID = `${ACCOUNT}.465U8CUzaPVpneu1wt8Wei`;
export const SECRETS = { clientId: "canary-client", clientSecret: "canary-secret", token: "canary-token" };

/** The least that is a session. */
export const SESSION = {
  id: SESSION_ID,
  order: { amount: 72_200, currency: "NOK", merchant_reference: "1001" },
};

export function json(value: unknown, status = 200, headers: Record<string, string> = {}): Script {
  return (_request, response) => {
    response.writeHead(status, { "content-type": "application/json", "x-request-id": "req-1", ...headers });
    response.end(typeof value === "string" ? value : JSON.stringify(value));
  };
}

export function gzipped(bytes: Buffer): Script {
  return (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" });
    response.end(bytes);
  };
}

/** One script per request; the last one stays. */
export function inTurn(...scripts: readonly Script[]): Script {
  return (request, response, nth) => scripts[Math.min(nth, scripts.length) - 1]?.(request, response, nth);
}

export const goodToken: Script = (request, response, nth) =>
  json({ access_token: `${SECRETS.token}-${nth}`, token_type: "Bearer", expires_in: 14_400 })(
    request,
    response,
    nth,
  );
export const goodSession: Script = json(SESSION);
export const bombOf = (mebibytes: number) =>
  Buffer.concat(Array<Buffer>(mebibytes).fill(gzipSync(Buffer.alloc(1024 * 1024))));

/** A Dintero on loopback that does what a test tells it; gone when the test is over. */
export async function startUpstream(script: Partial<TestUpstream["script"]> = {}): Promise<TestUpstream> {
  const upstream: TestUpstream = {
    url: "",
    reads: [],
    tokenCalls: [],
    script: { token: goodToken, read: goodSession, ...script },
  };
  const server = createServer((request, response) => {
    if (request.method === "POST") {
      request.resume();
      upstream.script.token(request, response, upstream.tokenCalls.push(Date.now()));
    } else {
      upstream.script.read(request, response, upstream.reads.push(`${request.method} ${request.url}`));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return Object.assign(upstream, { url: `http://127.0.0.1:${port}` });
}

/** Both clocks of a client, moved by hand. */
export class HandClock {
  at = Date.UTC(2026, 10, 20, 12);
  now = () => this.at;
  elapsed = () => this.at;
  pass(ms: number) {
    this.at += ms;
  }
}

export interface TestClient extends Dintero {
  readonly calls: DinteroCall[];
}

/** A client of `upstream` that pauses for a millisecond where the real one pauses for a while. */
export function clientOf(
  upstream: { readonly url: string },
  config: Partial<DinteroConfig> = {},
): TestClient {
  const calls: DinteroCall[] = [];
  const { limits, ...rest } = config;
  const client = createDintero({
    accountId: ACCOUNT,
    clientId: SECRETS.clientId,
    clientSecret: SECRETS.clientSecret,
    apiUrl: upstream.url,
    checkoutUrl: upstream.url,
    now: Date.now,
    onCall: (call) => calls.push(call),
    limits: { retryPauseMs: 1, ...limits },
    ...rest,
  });
  return { ...client, calls };
}

/** What `work` rejects with. */
export async function failureOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("expected a failure");
}

/** The upstream, a client of it, and what the client's read of a session fails with when reads are answered so. */
export async function readOnce(read: Script, limits: DinteroConfig["limits"] = {}) {
  const upstream = await startUpstream({ read });
  const client = clientOf(upstream, { limits });
  return { upstream, client, error: await failureOf(client.getSession(SESSION_ID)) };
}

/** Cuts the connection. */
export const reset: Script = (request) => request.socket.resetAndDestroy();

/** An upstream whose `closed()` resolves when the connection of its first read is gone. */
export async function startWatched(read: Script) {
  let closed: Promise<unknown> = Promise.resolve();
  const upstream = await startUpstream({
    read: (request, response, nth) => {
      if (nth === 1) closed = new Promise((resolve) => request.socket.once("close", resolve));
      read(request, response, nth);
    },
  });
  return { upstream, closed: () => closed };
}
