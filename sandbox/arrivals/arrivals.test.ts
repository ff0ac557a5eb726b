import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import type { Control } from "../http/control";
import { type JsonObject, objectsAt, parseJson, textAt, valueAt } from "../json";
import { openMemory } from "../memory";
import type { OrderRecord } from "../order-record";
import { type Sandbox, type SandboxOptions, startSandbox } from "../start-sandbox";
import { openClient } from "../test-client";
import { passSlowly, type TestClock, testClock } from "../test-clock";
import { startReceiver } from "../test-receiver";
import { ArrivalsShelf } from "./arrivals-shelf";
import { planDeliveries } from "./delivery-plan";

const HOUR = 3_600_000;
const EVERY = 15_000;
const START = Date.parse("2026-11-20T12:00:00.000Z");
const RUN = { key: START / 1000, from: START, everyMs: EVERY };

function shelfAt(clock: TestClock, seed = "nordlys", everyMs = EVERY): ArrivalsShelf {
  return new ArrivalsShelf({ accountId: "T12345678", clientId: "client", seed, clock }, [
    { ...RUN, everyMs },
  ]);
}

function all(shelf: ArrivalsShelf): OrderRecord[] {
  return Array.from({ length: shelf.length }, (_, rank) => shelf.at(rank)).flat();
}

function instants(document: JsonObject | undefined): number[] {
  const times = objectsAt(document, "events").map((event) => textAt(event, "created_at"));
  return times.map((time) => Date.parse(time ?? ""));
}

async function open(options: SandboxOptions = {}) {
  const receiver = await startReceiver();
  const clock = testClock(START);
  const secrets = { signatureSecret: "s", webhookSecret: "w" };
  const sandbox = await startSandbox({
    orders: 0,
    clock,
    deliverTo: receiver.origin,
    ...secrets,
    ...options,
  });
  onTestFinished(() => sandbox.close());
  return { receiver, clock, sandbox, control: sandbox.control };
}

const isQuiet = ({ deliveries }: Control) =>
  deliveries.list().every(({ state, nextTryAt }) => state !== "waiting" || nextTryAt !== undefined);

async function listAll(
  sandbox: Sandbox,
  kind: "sessions" | "transactions",
  filter = "",
): Promise<JsonObject[]> {
  const client = await openClient(sandbox);
  const found: JsonObject[] = [];
  for (let after = ""; ; ) {
    const { body } = await client.get(
      `/v1/${kind}?limit=100&created_at.gte=${new Date(START - HOUR).toISOString()}${filter}${after}`,
    );
    const page = objectsAt({ page: body }, "page");
    found.push(...page);
    if (page.length < 100) return found;
    after = `&starting_after=${textAt(page.at(-1), "id")}`;
  }
}

test("the same seed and clock make the same arrivals, whenever they are asked; another seed makes others", () => {
  const clock = testClock(START + HOUR);
  expect(JSON.stringify(all(shelfAt(clock)))).toBe(JSON.stringify(all(shelfAt(clock))));
  expect(all(shelfAt(clock)).length).toBeGreaterThan(50);
  expect(JSON.stringify(all(shelfAt(clock, "another")))).not.toBe(JSON.stringify(all(shelfAt(clock))));
});

test("at every moment nothing has happened later than then, and what has happened is never taken back", () => {
  const clock = testClock(START + 6 * HOUR);
  const shelf = shelfAt(clock);
  const total = shelf.length;
  fc.assert(
    fc.property(fc.nat(total - 1), fc.array(fc.nat(15 * 60_000), { maxLength: 12 }), (number, offsets) => {
      const story = shelf.story(RUN, number);
      const begins = Math.min(...story.end.flatMap(({ session }) => instants(session)));
      let [before, eventsBefore] = [-1, 0];
      for (const offset of offsets.sort((one, other) => one - other)) {
        const now = begins + offset;
        const records = story.at(now);
        const documents = records.flatMap(({ session, transaction }) =>
          [session ?? [], transaction ?? []].flat(),
        );
        const times = documents.flatMap(instants);
        expect(Math.max(...times)).toBeLessThanOrEqual(now);
        expect(times.length).toBeGreaterThanOrEqual(eventsBefore);
        expect(now).toBeGreaterThan(before - 1);
        for (const document of documents) {
          expect(instants(document)).toEqual(instants(document).toSorted((one, other) => one - other));
          expect(Date.parse(textAt(document, "updated_at") ?? "")).toBe(Math.max(...instants(document)));
          expect(Date.parse(textAt(document, "created_at") ?? "")).toBe(Math.min(...instants(document)));
        }
        for (const { session, transaction } of records) {
          expect(textAt(session, "transaction_id")).toBe(textAt(transaction, "id"));
          if (transaction === undefined) continue;
          expect(transaction.shipping_option).toEqual(valueAt(session, "order", "shipping_option"));
        }
        [before, eventsBefore] = [now, times.length];
      }
      expect(story.at(story.endsAt)).toEqual(story.end);
    }),
  );
});

test("an hour of arrivals holds what a shop lives through, and each order is over in a quarter of an hour", () => {
  const clock = testClock(START + 3 * HOUR);
  const shelf = shelfAt(clock);
  const statuses = new Set<string | undefined>();
  for (let number = 0; number < shelf.length; number += 1) {
    const story = shelf.story(RUN, number);
    const begins = Math.min(...story.end.flatMap(({ session }) => instants(session)));
    expect(story.endsAt - begins).toBeLessThan(15 * 60_000);
    for (const { transaction } of story.end) statuses.add(textAt(transaction, "status"));
  }
  for (const status of [
    "AUTHORIZED",
    "CAPTURED",
    "PARTIALLY_CAPTURED",
    "REFUNDED",
    "FAILED",
    "DECLINED",
    undefined,
  ])
    expect(statuses).toContain(status);
});

test("a change comes about as often as asked, and one callback in a few dozen is never sent", () => {
  const clock = testClock(START + 6 * HOUR);
  const shelf = shelfAt(clock);
  const planned = Array.from({ length: shelf.length }, (_, number) =>
    planDeliveries(shelf.story(RUN, number), ["nordlys", RUN.key, number], 1),
  ).flat();
  const share = (isSuch: (times: number) => boolean) =>
    planned.filter(({ times }) => isSuch(times)).length / planned.length;
  const perChange = (6 * HOUR) / planned.length / EVERY;
  expect(perChange).toBeGreaterThan(0.7);
  expect(perChange).toBeLessThan(1.4);
  expect(share((times) => times === 0)).toBeGreaterThan(1 / 80);
  expect(share((times) => times === 0)).toBeLessThan(1 / 20);
  expect(share((times) => times === 2)).toBeGreaterThan(1 / 200);
});

test("what arrives is in the lists and found by its ids at once, and every callback tells of what is there", async () => {
  const { receiver, clock, sandbox, control } = await open({ arrivals: { everyMs: EVERY } });
  await passSlowly(clock, HOUR / 2, () => isQuiet(control));
  const transactions = await listAll(sandbox, "transactions");
  const sessions = await listAll(sandbox, "sessions");
  expect(sessions.length).toBeGreaterThan(25);
  const known = new Set(sessions.map(({ id }) => id));
  const client = await openClient(sandbox);
  for (const { id, session_id } of transactions.slice(0, 5)) {
    expect(known).toContain(session_id);
    expect((await client.get(`/v1/transactions/${id}`)).status).toBe(200);
    const { body } = await client.get(`/v1/transactions?id=${id}`);
    expect(objectsAt({ body }, "body").map((found) => found.id)).toEqual([id]);
  }
  const callbacks = receiver.received.filter(({ url }) => url.pathname.endsWith("/callback"));
  expect(callbacks.length).toBeGreaterThan(25);
  for (const { url, method, body } of callbacks) {
    expect(known).toContain(url.searchParams.get("session_id") ?? url.searchParams.get("sid"));
    if (method !== "POST" || body === "") continue;
    const told = parseJson(body);
    const { body: truth } = await client.get(`/v1/transactions/${url.searchParams.get("transaction_id")}`);
    expect(objectsAt(truth, "events").slice(0, objectsAt(told, "events").length)).toEqual(
      objectsAt(told, "events"),
    );
  }
  // The subscription is pinged when it is made; its other events only on demand.
  const hooks = receiver.received.filter(({ url }) => url.pathname.endsWith("/webhook"));
  expect(hooks.map(({ headers }) => headers.event)).toEqual(["ping"]);
});

test("a list of what was captured lately holds every capture of that time", async () => {
  const { clock, sandbox } = await open({ arrivals: { everyMs: EVERY } });
  await clock.pass(4 * HOUR);
  const from = clock.now() - HOUR;
  const isCapture = (event: JsonObject) => event.event === "CAPTURE" && event.success === true;
  const expected = (await listAll(sandbox, "transactions")).filter((transaction) =>
    objectsAt(transaction, "events").some(
      (event) => isCapture(event) && Date.parse(textAt(event, "created_at") ?? "") >= from,
    ),
  );
  const found = await listAll(sandbox, "transactions", `&captured_at.gte=${new Date(from).toISOString()}`);
  expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
  expect(found.length).toBeGreaterThan(20);
});

test("lost callbacks are in the delivery log and reach nobody", async () => {
  const { receiver, clock, control } = await open({ arrivals: { everyMs: 1_000 } });
  await passSlowly(clock, HOUR / 6, () => isQuiet(control));
  const log = control.deliveries.list();
  const lost = log.filter(({ state }) => state === "lost");
  expect(lost.length).toBeGreaterThan(0);
  expect(lost.every(({ tries }) => tries.length === 0)).toBe(true);
  expect(receiver.received).toHaveLength(log.length - lost.length);
});

test("stopped, nothing arrives and nothing is sent; what had come goes on, and a second run adds to it", async () => {
  const { receiver, clock, sandbox, control } = await open();
  control.arrivals.start(EVERY);
  await passSlowly(clock, HOUR / 6, () => isQuiet(control));
  control.arrivals.stop();
  const [orders, sent] = [(await listAll(sandbox, "sessions")).length, receiver.received.length];
  await passSlowly(clock, HOUR, () => isQuiet(control));
  expect((await listAll(sandbox, "sessions")).length).toBeLessThanOrEqual(orders + 2);
  expect(receiver.received).toHaveLength(sent);
  const before = (await listAll(sandbox, "sessions")).map(({ id }) => id);
  control.arrivals.start(EVERY);
  await passSlowly(clock, HOUR / 6, () => isQuiet(control));
  const after = (await listAll(sandbox, "sessions")).map(({ id }) => id);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.length).toBeGreaterThan(before.length);
  expect(new Set(after).size).toBe(after.length);
});

test("with a memory, a restart is the same world: what had arrived is still there", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kontor-memory-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "sandbox.json");
  const world = { accountId: "T12345678", seed: "nordlys", orders: 20 };
  const start = async (clock: TestClock) => {
    const memory = openMemory(file, world, clock.now());
    const { now, runs } = memory;
    const sandbox = await startSandbox({
      ...{ ...world, clock, now, runs, onRuns: (all) => memory.save(all, clock.now()) },
    });
    onTestFinished(() => sandbox.close());
    return sandbox;
  };
  const clock = testClock(START);
  const first = await start(clock);
  first.control.arrivals.start(EVERY);
  await clock.pass(HOUR / 6);
  const before = await listAll(first, "sessions");
  const [notable] = first.control.notable.slice(1);
  const asked = `/v1/sessions/${notable?.sessionId}`;
  const order = await (await openClient(first)).get(asked);
  await first.close();
  await clock.pass(HOUR);
  const second = await start(clock);
  const after = await listAll(second, "sessions");
  expect(after.map(({ id }) => id).slice(0, before.length)).toEqual(before.map(({ id }) => id));
  expect((await (await openClient(second)).get(asked)).text).toBe(order.text);
  expect(before.length).toBeGreaterThan(5);
});

test("a memory of another world, or one that cannot be read, is begun anew", () => {
  const folder = mkdtempSync(join(tmpdir(), "kontor-memory-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "sandbox.json");
  const world = { accountId: "T12345678", seed: "nordlys", orders: 20 };
  const run = { ...RUN, until: START + 5 };
  openMemory(file, world, START).save([run], START);
  expect(openMemory(file, world, START + HOUR)).toMatchObject({ now: START, runs: [run] });
  expect(openMemory(file, { ...world, orders: 21 }, START + HOUR)).toMatchObject({
    now: START + HOUR,
    runs: [],
  });
});

test("over HTTP arrivals begin and end, at a pace that makes sense", async () => {
  const { sandbox, control } = await open();
  const ask = (method: string, body?: unknown) =>
    fetch(`${sandbox.url}/_sandbox/arrivals`, { method, body: JSON.stringify(body) });
  for (const wrong of [{}, { everySeconds: 0 }, { everySeconds: "15" }, []]) {
    expect((await ask("POST", wrong)).status).toBe(400);
  }
  expect((await ask("POST", { everySeconds: 15 })).status).toBe(201);
  expect(control.arrivals.isRunning).toBe(true);
  expect((await ask("DELETE")).status).toBe(200);
  expect(control.arrivals.isRunning).toBe(false);
});
