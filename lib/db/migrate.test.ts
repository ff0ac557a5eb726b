import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { migrate } from "./migrate";
import { testDatabase } from "./test-database";

const { db, address } = testDatabase();
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kontor-migrations-"));
  await db.query("drop schema public cascade");
  await db.query("create schema public");
  await write("0001_first.sql", "create table first (id integer); insert into first values (1);");
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function write(name: string, sql: string): Promise<void> {
  return writeFile(join(folder, name), sql);
}

async function applied(): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>("select name from migrations order by id");
  return rows.map((row) => row.name);
}

test("starters that come at once apply each file once, and a later start applies what is new (F36)", async () => {
  await Promise.all(Array.from({ length: 4 }, () => migrate(address, folder)));
  expect((await db.query("select id from first")).rows).toEqual([{ id: 1 }]);
  await write("0002_second.sql", "insert into first values (2);");
  await Promise.all(Array.from({ length: 3 }, () => migrate(address, folder)));
  expect((await db.query("select id from first order by id")).rows).toEqual([{ id: 1 }, { id: 2 }]);
  expect(await applied()).toEqual(["0001_first", "0002_second"]);
});

test("a file that fails stops the start, names itself, and leaves nothing of it behind", async () => {
  await write("0003_third.sql", "create table half (id integer); select nonsense;");
  await expect(migrate(address, folder)).rejects.toSatisfy(
    (error) => hasCode(error, "storage-unavailable") && /0003_third\.sql: .*nonsense/.test(error.message),
  );
  expect((await db.query("select to_regclass('half') as half")).rows).toEqual([{ half: null }]);
  expect(await applied()).toEqual(["0001_first", "0002_second"]);
  await write("0003_third.sql", "create table whole (id integer);");
  await migrate(address, folder);
  expect(await applied()).toEqual(["0001_first", "0002_second", "0003_third"]);
});

test("an applied file that has changed stops the start", async () => {
  await write("0002_second.sql", "insert into first values (22);");
  await expect(migrate(address, folder)).rejects.toThrow("0002_second.sql has changed since it was applied");
  await write("0002_second.sql", "insert into first values (2);");
  await expect(migrate(address, folder)).resolves.toBeUndefined();
});

test("older code starts on a database that newer code has migrated (F36)", async () => {
  await rm(join(folder, "0003_third.sql"));
  await expect(migrate(address, folder)).resolves.toBeUndefined();
  expect(await applied()).toContain("0003_third");
});
