import { expect, test } from "vitest";
import { connect } from "./connect";
import { exclusively } from "./exclusive";
import { testDatabase } from "./test-database";

const { db, address } = testDatabase();

test("of two at once one works, whichever process it is in, and the next one may again", async () => {
  const other = connect(address, { poolSize: 1 });
  const inside = await exclusively(db, "T1", "work", async () => {
    expect(await exclusively(other, "T1", "work", async () => "second")).toBeUndefined();
    expect(await exclusively(other, "T1", "other work", async () => "other")).toEqual({ result: "other" });
    expect(await exclusively(other, "T2", "work", async () => "account")).toEqual({ result: "account" });
    return "first";
  });
  expect(inside).toEqual({ result: "first" });
  expect(await exclusively(other, "T1", "work", async () => "later")).toEqual({ result: "later" });
  await other.close();
});

test("work that fails gives the lock back", async () => {
  await expect(exclusively(db, "T1", "failing", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await exclusively(db, "T1", "failing", async () => 1)).toEqual({ result: 1 });
});

test("whoever loses the connection that holds the lock is told", async () => {
  const work = exclusively(db, "T1", "cut", async (stillAlone) => {
    await stillAlone();
    await db.query(
      "select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid() and database = (select oid from pg_database where datname = current_database())",
    );
    await stillAlone();
  });
  await expect(work).rejects.toMatchObject({ code: "storage-unavailable" });
});
