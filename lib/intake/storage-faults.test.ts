import { mkdtemp, rm } from "node:fs/promises";
import { Agent } from "node:http";
import { connect as connectSocket, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { connect, type DatabaseAddress, DELIVERY_LIMITS, poolConfig } from "@/lib/db/connect";
import { administer } from "@/lib/db/test-cluster";
import { testDatabase } from "@/lib/db/test-database";
import { QUEUE } from "./intake";
import { newAccount, startReceiver } from "./test-receiver";

const { db, address } = testDatabase();
const query = (id: number | string) => `transaction_id=T12345678.t${id}&merchant_reference=R${id}`;
const codeOf = ({ body }: { body: string }) => JSON.parse(body).code;

/** A pool of its own on the file's database, closed when the test is over. */
function anotherPool(options: Parameters<typeof connect>[1] = {}, at: DatabaseAddress = address) {
  const pool = connect(at, options);
  onTestFinished(() => pool.close());
  return pool;
}

/** A connection that holds its transaction open until the test is over. */
async function holdLock(statement: string) {
  const client = new Client(poolConfig(address, { statementTimeoutMs: 0 }));
  await client.connect();
  await client.query("begin");
  await client.query(statement);
  const release = () => client.query("rollback");
  onTestFinished(() => client.end());
  return release;
}

test("F25 two processes and the same deliveries at once: each 200, one row each", async () => {
  const accountId = newAccount();
  const receivers = [
    await startReceiver(db, { accountId }),
    await startReceiver(anotherPool(), { accountId }),
  ];
  const ids = Array.from({ length: 60 }, (_, id) => id);
  const answers = await Promise.all(
    receivers.flatMap((receiver, at) =>
      (at === 0 ? ids : ids.toReversed()).map((id) => receiver.callback(query(id))),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  const rows = await receivers[0]?.deliveries();
  expect(rows).toHaveLength(60);
  expect(rows?.every(({ receipts }) => receipts === 2)).toBe(true);
});

test("F28 a burst beyond what the store can take: each 200 or 503, never 429, and every 200 has its row", async () => {
  const receiver = await startReceiver(anotherPool({ poolSize: 1 }));
  const agent = new Agent({ keepAlive: true, maxSockets: 500 });
  onTestFinished(() => agent.destroy());
  const answers = await Promise.all(
    Array.from({ length: 3_000 }, (_, id) => receiver.callback(query(id), {}, {}, agent)),
  );
  const acknowledged = answers.flatMap(({ status }, id) => (status === 200 ? [`T12345678.t${id}`] : []));
  expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
  const held = new Set((await receiver.deliveries()).map(({ transaction_id }) => transaction_id));
  expect(acknowledged.filter((id) => !held.has(id))).toEqual([]);
});

test("F28 without a connection to be had for two seconds: 503 with Retry-After, and none acknowledged", async () => {
  const pool = anotherPool({ poolSize: 1 });
  const receiver = await startReceiver(pool);
  await receiver.callback(query("first"));
  let release = () => {};
  const held = pool.transaction(
    () =>
      new Promise<void>((done) => {
        release = done;
      }),
  );
  const answer = await receiver.callback(query(1));
  expect([answer.status, codeOf(answer)]).toEqual([503, "storage-unavailable"]);
  expect(answer.headers["retry-after"]).toBe("5");
  release();
  await held;
  expect((await receiver.callback(query(1))).status).toBe(200);
});

test("F29 a store that is gone: 503 and one line in ten seconds; back without a restart", async () => {
  const gate = await startGate();
  const receiver = await startReceiver(anotherPool({}, gate.address));
  expect((await receiver.callback(query(1))).status).toBe(200);
  gate.shut();
  for (const id of [2, 3, 4, 5]) {
    const answer = await receiver.callback(query(id));
    expect([answer.status, codeOf(answer)]).toEqual([503, "storage-unavailable"]);
  }
  const told = [...receiver.logged("storage.unavailable"), ...receiver.logged("storage.unknown_outcome")];
  expect(told.length).toBeLessThanOrEqual(2);
  gate.open();
  expect((await receiver.callback(query(2))).status).toBe(200);
  expect(await receiver.deliveries()).toHaveLength(2);
});

test("F29 a store that has become read-only: 503, and 200 once it may be written", async () => {
  const { database } = placeOf(address);
  await administer(admin(), [`alter database ${database} set default_transaction_read_only = on`]);
  const receiver = await startReceiver(anotherPool());
  const answer = await receiver.callback(query(1));
  await administer(admin(), [`alter database ${database} reset default_transaction_read_only`]);
  expect([answer.status, codeOf(answer)]).toEqual([503, "storage-unavailable"]);
  const restarted = await startReceiver(anotherPool(), { accountId: receiver.accountId });
  expect((await restarted.callback(query(1))).status).toBe(200);
});

/** The callback paths answer within nine seconds, whatever the store does; Dintero gives up after ten. */
const DEADLINE_MS = 9_000;

/** The writers as a server has them, at `at`. */
function writersAt(at: DatabaseAddress) {
  return {
    deliveries: anotherPool({ ...DELIVERY_LIMITS, poolSize: 1 }, at),
    notes: anotherPool({ ...DELIVERY_LIMITS, poolSize: 3 }, at),
  };
}

test("F29 F30 the longest wait for a turn and for the store together is below the deadline", () => {
  const { connectTimeoutMs, statementTimeoutMs, silenceAllowanceMs } = DELIVERY_LIMITS;
  const longest = QUEUE.maxWaitMs + connectTimeoutMs + statementTimeoutMs + silenceAllowanceMs;
  expect(longest).toBeLessThan(DEADLINE_MS);
});

test(
  "F29 a store that takes connections and says nothing: 503 before the deadline, late ones too",
  async () => {
    const listener = createServer((socket) => {
      socket.on("error", () => {});
      onTestFinished(() => void socket.destroy());
    });
    await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
    onTestFinished(() => void listener.close());
    const bound = listener.address();
    const port = typeof bound === "object" && bound !== null ? bound.port : 0;
    const silent = { url: `postgresql://kontor@127.0.0.1:${port}/kontor` };
    const receiver = await startReceiver(db, { writers: writersAt(silent) });
    const t = Math.floor(receiver.clock.at / 1000) - 900;
    const answers = await Promise.all([
      ...[1, 2, 3].map((id) => receiver.callback(query(id))),
      receiver.callback(query(4), { t }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 503, 503]);
  },
  DEADLINE_MS,
);

test(
  "F29 a store that falls silent under a statement: 503 before the deadline, for those who waited their turn too",
  async () => {
    const gate = await startGate();
    const receiver = await startReceiver(db, { writers: writersAt(gate.address) });
    expect((await receiver.callback(query(1))).status).toBe(200);
    gate.fallSilent();
    const first = receiver.callback(query(2));
    const second = receiver.callback(query(3));
    expect((await Promise.all([first, second])).map(({ status }) => status)).toEqual([503, 503]);
  },
  DEADLINE_MS,
);

test("F28 pages that take every connection of theirs leave the deliveries their own", async () => {
  const pages = anotherPool({ poolSize: 1 });
  const answer = await pages.transaction(async () => {
    const receiver = await startReceiver(pages, { writers: writersAt(address) });
    return await receiver.callback(query(1));
  });
  expect(answer.status).toBe(200);
});

test("F30 a locked table: 503 at the statement limit, and in service once it is free", async () => {
  const receiver = await startReceiver(anotherPool({ statementTimeoutMs: 300 }));
  const release = await holdLock("lock table deliveries in access exclusive mode");
  const answer = await receiver.callback(query(1));
  expect([answer.status, codeOf(answer)]).toEqual([503, "storage-unavailable"]);
  expect(receiver.logged("storage.timeout").length).toBeGreaterThan(0);
  await release();
  expect((await receiver.callback(query(1))).status).toBe(200);
  expect(await receiver.deliveries()).toHaveLength(1);
});

test("F31 a connection that dies between commit and reply: 503, and the retry finds its one row", async () => {
  const gate = await startGate();
  const receiver = await startReceiver(anotherPool({}, gate.address));
  gate.swallowReplyTo("insert into deliveries");
  const answer = await receiver.callback(query(1));
  expect([answer.status, codeOf(answer)]).toEqual([503, "storage-unavailable"]);
  expect(receiver.logged("storage.unknown_outcome")).toHaveLength(1);
  expect(await receiver.deliveries()).toMatchObject([{ receipts: 1 }]);
  expect((await receiver.callback(query(1))).status).toBe(200);
  expect(await receiver.deliveries()).toMatchObject([{ receipts: 2 }]);
});

describe("F32 a full disk", () => {
  test("503 for a callback, reads still work, and the next one after room is made is 200", async () => {
    await administer(address, [
      `create function disk_full() returns trigger language plpgsql as
         $$ begin raise exception 'could not extend file' using errcode = 'disk_full'; end $$`,
      "create trigger disk_full before insert on deliveries for each row execute function disk_full()",
    ]);
    const receiver = await startReceiver(db);
    const answer = await receiver.callback(query(1));
    expect([answer.status, codeOf(answer)]).toEqual([503, "storage-unavailable"]);
    expect(await receiver.deliveries()).toEqual([]);
    await administer(address, ["drop trigger disk_full on deliveries"]);
    expect((await receiver.callback(query(1))).status).toBe(200);
  });
});

test("F36 a migration that adds to the table while callbacks come: each 200, none lost", async () => {
  const receiver = await startReceiver(anotherPool());
  const answers = Array.from({ length: 40 }, (_, id) => receiver.callback(query(id)));
  await administer(address, ["alter table deliveries add column added_later text not null default 'x'"]);
  const more = Array.from({ length: 40 }, (_, id) => receiver.callback(query(id + 40)));
  const statuses = (await Promise.all([...answers, ...more])).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set([200]));
  const audit = await startReceiver(anotherPool(), { accountId: receiver.accountId });
  expect(await audit.deliveries()).toHaveLength(80);
});

/** A socket in front of the database that can be shut, or lose one reply and the connection with it. */
async function startGate() {
  const folder = await mkdtemp(join(tmpdir(), "kontor-gate-"));
  const sockets = new Set<Socket>();
  let isShut = false;
  let isSilent = false;
  let swallowed: string | undefined;
  const server = createServer((near) => {
    if (isShut) {
      near.destroy();
      return;
    }
    const far = connectSocket(farSide());
    let isLost = false;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.once("close", () => {
        sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on("data", (bytes) => {
      if (isSilent) return;
      isLost = swallowed !== undefined && bytes.includes(swallowed);
      far.write(bytes);
    });
    far.on("data", (bytes) => {
      if (!isLost) {
        near.write(bytes);
        return;
      }
      // The reply is here, so it is committed.
      swallowed = undefined;
      near.destroy();
    });
  });
  await new Promise<void>((done) => server.listen(join(folder, ".s.PGSQL.5432"), done));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    address: { socketFolder: folder, ...placeOf(address) },
    shut() {
      isShut = true;
      for (const socket of sockets) socket.destroy();
    },
    open() {
      isShut = false;
    },
    /** Connections stay, and nothing passes them any more. */
    fallSilent() {
      isSilent = true;
    },
    swallowReplyTo(text: string) {
      swallowed = text;
    },
  };
}

/** Another database of the same server: what is read-only cannot be told to stop being so. */
function admin(): DatabaseAddress {
  if (!("url" in address)) return { ...address, database: "postgres" };
  const url = new URL(address.url);
  url.pathname = "/postgres";
  return { url: url.href };
}

function placeOf(at: DatabaseAddress): { readonly user: string; readonly database: string } {
  if (!("url" in at)) return { user: at.user, database: at.database };
  const { username, pathname } = new URL(at.url);
  return { user: username, database: pathname.slice(1) };
}

/** Where the database listens. */
function farSide() {
  const template = inject("templateDatabase");
  if ("url" in template) {
    const { hostname, port } = new URL(template.url);
    return { host: hostname, port: Number(port || 5432) };
  }
  return { path: join(template.socketFolder, ".s.PGSQL.5432") };
}
