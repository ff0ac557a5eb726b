import { connect, type Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { expect, onTestFinished, test } from "vitest";
import { drainOf } from "@/lib/front/drain";
import { createFront } from "@/lib/front/front";
import { createLogger } from "@/lib/log";

const LIMIT_MS = 10_000;
const COUNT = 60;
const REQUEST = "GET / HTTP/1.1\r\nhost: localhost\r\n\r\n";

/** `Promise.withResolvers`, which Node 20 does not have. */
function deferred() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function serve(handle: Parameters<typeof createFront>[0]["handle"]) {
  const server = createFront({
    env: { appUrl: "http://localhost", trustedProxies: [] },
    log: createLogger("silent"),
    isDev: false,
    doors: new Map(),
    handle,
  });
  const drain = drainOf(server);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return { drain, port, url: `http://127.0.0.1:${port}` };
}

const answering: Parameters<typeof createFront>[0]["handle"] = async (_request, response) => {
  response.end("done");
};

/** A client that writes bytes and collects what comes back until the connection ends. */
async function openSocket(port: number) {
  const socket: Socket = connect({ port, host: "127.0.0.1" });
  let received = "";
  let reset = false;
  socket.setEncoding("utf8").on("data", (text: string) => {
    received += text;
  });
  socket.on("error", () => {
    reset = true;
  });
  const ended = new Promise<void>((done) => socket.once("close", () => done()));
  await new Promise<void>((done) => socket.once("connect", () => done()));
  onTestFinished(() => void socket.destroy());
  const answered = async (count: number) => {
    while (received.split("done").length <= count) await turn();
  };
  return { socket, answered, outcome: () => ended.then(() => ({ received, reset })) };
}

test("F35 a request in flight is answered, a new connection is not taken, and then the server ends", async () => {
  const arrived = deferred();
  const release = deferred();
  const { drain, url } = await serve(async (_request, response) => {
    arrived.resolve();
    await release.promise;
    response.end("done");
  });
  const answer = fetch(url);
  await arrived.promise;
  const drained = drain(LIMIT_MS);
  for (let count = 0; count < 10; count += 1) await turn();
  await expect(fetch(url)).rejects.toThrow();
  release.resolve();
  const { headers, text } = await answer.then(async (got) => ({
    headers: got.headers,
    text: await got.text(),
  }));
  expect([text, headers.get("connection")]).toEqual(["done", "close"]);
  expect(await drained).toBe(1);
});

test(`F35 ${COUNT} kept-alive connections whose next request has arrived and was not read: ${COUNT} answers that say close, 0 resets`, async () => {
  const { drain, port } = await serve(answering);
  const clients = await Promise.all(Array.from({ length: COUNT }, () => openSocket(port)));
  for (const { socket } of clients) socket.write(REQUEST);
  await Promise.all(clients.map(({ answered }) => answered(1)));
  // Written to the kernel in this very turn; the server could not have read any of it when the drain begins.
  for (const { socket } of clients) socket.write(REQUEST);
  const drained = drain(LIMIT_MS);
  const outcomes = await Promise.all(clients.map(({ outcome }) => outcome()));
  expect(outcomes.filter(({ reset }) => reset)).toEqual([]);
  const second = outcomes.map(({ received }) => received.split("done")[1] ?? "");
  expect(
    second.filter((answer) => /^HTTP\/1\.1 200 .*\r\nconnection: close\r\n/is.test(answer)),
  ).toHaveLength(COUNT);
  expect(await drained).toBe(COUNT);
});

test(`F35 ${COUNT} connections that were made, their request sent, and not yet accepted: ${COUNT} answers, 0 resets`, async () => {
  const { drain, port } = await serve(answering);
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(CLIENTS, { eval: true, workerData: { port, count: COUNT, REQUEST, shared } });
  onTestFinished(() => void worker.terminate());
  const told = new Promise<{ answered: number; resets: number }>((done) => worker.once("message", done));
  // This thread, and with it the server, stands still until every request has been sent.
  Atomics.wait(shared, 0, 0, 20_000);
  const drained = drain(LIMIT_MS);
  expect(await told).toEqual({ answered: COUNT, resets: 0 });
  expect(await drained).toBe(COUNT);
});

const CLIENTS = `
const { connect } = require("node:net");
const { parentPort, workerData: { port, count, REQUEST, shared } } = require("node:worker_threads");
let sent = 0, ended = 0, answered = 0, resets = 0;
for (let at = 0; at < count; at += 1) {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("connect", () => socket.write(REQUEST, () => {
    sent += 1;
    if (sent === count) { Atomics.store(shared, 0, 1); Atomics.notify(shared, 0); }
  }));
  socket.on("data", (bytes) => { received += bytes; });
  socket.on("error", () => { resets += 1; });
  socket.on("close", () => {
    if (/^HTTP\\/1\\.1 200 .*connection: close.*done/is.test(received)) answered += 1;
    ended += 1;
    if (ended === count) parentPort.postMessage({ answered, resets });
  });
}`;

test("F35 a request that reaches an open connection after the drain began is answered, and the connection closed", async () => {
  const { drain, port } = await serve(answering);
  const client = await openSocket(port);
  client.socket.write(REQUEST);
  await client.answered(1);
  const drained = drain(LIMIT_MS);
  for (let count = 0; count < 20; count += 1) await turn();
  client.socket.write(REQUEST);
  const { received, reset } = await client.outcome();
  expect([received.match(/connection: close/gi)?.length, reset]).toEqual([1, false]);
  expect(await drained).toBe(1);
});

test("F35 connections without a request are closed politely, and do not hold the end up", async () => {
  const { drain, port } = await serve(answering);
  const used = await openSocket(port);
  used.socket.write(REQUEST);
  await used.answered(1);
  const unused = await openSocket(port);
  expect(await drain(LIMIT_MS)).toBe(0);
  expect((await used.outcome()).reset).toBe(false);
  expect(await unused.outcome()).toEqual({ received: "", reset: false });
});

test("F35 a request that does not end is cut off at the limit", async () => {
  const arrived = deferred();
  const { drain, url } = await serve(async () => arrived.resolve());
  const answer = fetch(url);
  const refused = expect(answer).rejects.toThrow();
  await arrived.promise;
  expect(await drain(1)).toBe(1);
  await refused;
});
