import { createServer } from "node:net";
import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { connect } from "./connect";
import { administer } from "./test-cluster";
import { testDatabase } from "./test-database";

const { db, address } = testDatabase();

const isUnavailable = (error: unknown) => hasCode(error, "storage-unavailable");

describe("values", () => {
  test("a bigint is a number that holds it exactly, or an error", async () => {
    const { rows } = await db.query(
      "select 9007199254740991::bigint as most, -9007199254740991::bigint as least",
    );
    expect(rows).toEqual([{ most: Number.MAX_SAFE_INTEGER, least: Number.MIN_SAFE_INTEGER }]);
    await expect(db.query("select 9007199254740992::bigint as more")).rejects.toThrow("past 2^53");
  });

  test("an instant is ISO in UTC, whatever zone it was written in, and what came from a Date comes back alike", async () => {
    const { rows } = await db.query(
      `select '2026-05-12T10:15:30+02:00'::timestamptz as written, '2026-05-12T10:15:30.123456Z'::timestamptz as fine,
              $1::timestamptz as sent, '2026-05-12'::date as day`,
      [new Date("2026-03-29T01:30:00.040Z")],
    );
    expect(rows).toEqual([
      {
        written: "2026-05-12T08:15:30.000Z",
        fine: "2026-05-12T10:15:30.123456Z",
        sent: "2026-03-29T01:30:00.040Z",
        day: "2026-05-12",
      },
    ]);
    await expect(db.query("select 'infinity'::timestamptz as never")).rejects.toThrow(RangeError);
  });

  test("a connection in another zone still gives UTC", async () => {
    await db.transaction(async (tx) => {
      await tx.query("set local timezone to 'Europe/Oslo'");
      const { rows } = await tx.query("select '2026-05-12T10:15:30.5Z'::timestamptz as at");
      expect(rows).toEqual([{ at: "2026-05-12T10:15:30.500Z" }]);
    });
  });

  test("text that PostgreSQL cannot hold is held without the character it refuses", async () => {
    const { rows } = await db.query("select $1::text as one, $2::text[] as many", [
      "a\u0000b",
      ["\u0000", "\ud800"],
    ]);
    expect(rows).toEqual([{ one: "a\ufffdb", many: ["\ufffd", "\ufffd"] }]);
  });
});

describe("transactions", () => {
  test("what was done before an error is undone, and the error is the caller's", async () => {
    await db.query("create table undone (id integer)");
    const own = new Error("mine");
    await expect(
      db.transaction(async (tx) => {
        await tx.query("insert into undone values (1)");
        throw own;
      }),
    ).rejects.toBe(own);
    expect((await db.query("select id from undone")).rows).toEqual([]);
  });

  test("a transaction that PostgreSQL rolled back is never taken for committed", async () => {
    await expect(
      db.transaction(async (tx) => {
        await tx.query("insert into undone values (2)");
        await tx.query("select 1 / 0").catch(() => {});
      }),
    ).rejects.toThrow("rolled back");
    expect((await db.query("select id from undone")).rows).toEqual([]);
  });
});

describe("a store that fails", () => {
  test("a wrong statement is our fault and keeps its own error", async () => {
    await expect(db.query("select nonsense from nowhere")).rejects.not.toSatisfy(isUnavailable);
  });

  test("a statement past its limit ends at the limit (F30)", async () => {
    const hasty = connect(address, { statementTimeoutMs: 50 });
    await expect(hasty.query("select pg_sleep(20)")).rejects.toSatisfy(isUnavailable);
    await hasty.close();
  });

  test("a locked table ends a statement at the limit, and the next one is served (F30)", async () => {
    await db.query("create table locked (id integer)");
    const hasty = connect(address, { statementTimeoutMs: 50 });
    await db.transaction(async (tx) => {
      await tx.query("lock table locked in access exclusive mode");
      await expect(hasty.query("select id from locked")).rejects.toSatisfy(isUnavailable);
    });
    await expect(hasty.query("select id from locked")).resolves.toMatchObject({ rowCount: 0 });
    await hasty.close();
  });

  test("connections that the server ends cost nobody more than the statement that was running (F29)", async () => {
    const others = connect(address);
    await Promise.all(Array.from({ length: 5 }, () => others.query("select 1")));
    await expect(
      others.transaction(async (tx) => {
        await db.query(
          "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
        );
        await tx.query("select 1");
      }),
    ).rejects.toSatisfy(isUnavailable);
    // Idle connections were ended as well; whoever comes next may get one that has not noticed.
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => others.query("select 1")));
    for (const outcome of outcomes) {
      if (outcome.status === "rejected") expect(outcome.reason).toSatisfy(isUnavailable);
    }
    await expect(others.query("select 1")).resolves.toMatchObject({ rowCount: 1 });
    await others.close();
  });

  test("nobody there, no such folder, or somebody who is no PostgreSQL: the store is unavailable, and so says ping", async () => {
    const listener = createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")).listen(
      0,
      "127.0.0.1",
    );
    await new Promise((done) => listener.once("listening", done));
    const bound = listener.address();
    const port = typeof bound === "object" && bound !== null ? bound.port : 0;
    const absent = [
      { url: "postgresql://kontor@127.0.0.1:1/kontor" },
      { url: `postgresql://kontor@127.0.0.1:${port}/kontor` },
      { socketFolder: "/nowhere", user: "kontor", database: "kontor" },
    ];
    for (const place of absent) {
      const away = connect(place);
      await expect(away.query("select 1")).rejects.toSatisfy(isUnavailable);
      await expect(away.transaction(async () => "done")).rejects.toSatisfy(isUnavailable);
      await expect(away.ping()).rejects.toSatisfy(isUnavailable);
      await away.close();
    }
    listener.close();
  });

  test("a server that may lose what it acknowledged, or takes no writes, is not ready", async () => {
    await expect(db.ping()).rejects.toThrow("synchronous_commit off");
    const { rows } = await db.query<{ name: string }>("select current_database() as name");
    const name = rows[0]?.name;
    await administer(address, [
      `alter database ${name} set synchronous_commit = on`,
      `alter database ${name} set default_transaction_read_only = on`,
    ]);
    const reader = connect(address);
    await expect(reader.ping()).rejects.toThrow("the database is read-only");
    await expect(reader.query("insert into undone values (3)")).rejects.toSatisfy(isUnavailable);
    await reader.close();
    await administer(address, [
      "set default_transaction_read_only = off",
      `alter database ${name} reset default_transaction_read_only`,
    ]);
    const durable = connect(address);
    await expect(durable.ping()).resolves.toBeUndefined();
    await durable.close();
  });
});
