import { createServer, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, onTestFinished, test, vi } from "vitest";
import { selfSigned } from "./test-certificate";
import { failureOf } from "./test-upstream";
import { createTransport } from "./transport";

const NEXT_CENTURY = new Date(Date.UTC(2100, 0));
const good = selfSigned("127.0.0.1", NEXT_CENTURY);

async function listen(server: Server): Promise<{ url: URL; requests: string[] }> {
  const requests: string[] = [];
  server.on("request", (request, response) => {
    requests.push(String(request.url));
    response.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`https://127.0.0.1:${port}/secret`), requests };
}

function send(url: URL, trust: { ca?: string } = {}) {
  const signal = AbortSignal.timeout(5_000);
  return createTransport(1_000, trust).send({
    method: "GET",
    url,
    headers: {},
    isConnectionKept: true,
    signal,
  });
}

describe("F46 TLS", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  test("to a certificate that is trusted, in date and for this host is used", async () => {
    const { url, requests } = await listen(createSecureServer(good));
    expect(await send(url, { ca: good.cert })).toMatchObject({ status: 200 });
    expect(requests).toEqual(["/secret"]);
  });

  const expired = selfSigned("127.0.0.1", new Date(Date.UTC(2021, 0)));
  const elsewhere = selfSigned("elsewhere.example", NEXT_CENTURY);
  test.each([
    ["nobody trusts", good, {}],
    ["has expired", expired, { ca: expired.cert }],
    ["is for another host", elsewhere, { ca: elsewhere.cert }],
  ])("to a certificate that %s is refused before anything is sent", async (_name, certificate, trust) => {
    const { url, requests } = await listen(createSecureServer(certificate));
    expect(await failureOf(send(url, trust))).toMatchObject({
      code: "upstream-unreachable",
      reason: "tls",
      retryable: false,
    });
    expect(requests).toEqual([]);
  });

  test("stays verified when the environment says otherwise", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const { url, requests } = await listen(createSecureServer(good));
    expect(await failureOf(send(url))).toMatchObject({ reason: "tls" });
    expect(requests).toEqual([]);
  });

  test("to a server that speaks plain HTTP is refused", async () => {
    const { url, requests } = await listen(createServer());
    expect(await failureOf(send(url))).toMatchObject({ code: "upstream-unreachable", reason: "tls" });
    expect(requests).toEqual([]);
  });
});
