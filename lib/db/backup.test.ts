import { randomBytes } from "node:crypto";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import type { Client } from "pg";
import { describe, expect, test } from "vitest";
import { hasCode } from "@/lib/errors";
import { writeBackup } from "./backup";
import { checkBackup } from "./backup-reader";
import { connect, type DatabaseAddress } from "./connect";
import { migrate } from "./migrate";
import { restoreBackup } from "./restore";
import { clientOn, dumpOf, emptyDatabase, folderWith } from "./test-stores";

/** Everything that moving a table could get wrong. `"Odd name"` sorts before its parent, and its trigger refuses inserts. */
const FIRST = `
create table audit (
  account_id text, audit_id text, at timestamptz, actor_id text, action text, outcome text, subject_kind text,
  subject_id text, reason text, address text, request_id text, details jsonb, primary key (account_id, audit_id));
create table parents (
  id bigint primary key, label text collate "C", at timestamptz, flag boolean, small integer, raw bytea, document jsonb,
  texts text[], raws bytea[], doubled bigint generated always as (small::bigint * 2) stored, code char(3), day date,
  ratio double precision, exact numeric);
create table "Odd name" (
  "Select" serial primary key, parent_id bigint not null references parents (id),
  previous integer references "Odd name" ("Select"));
create table empty (id integer primary key);
create function refuse() returns trigger language plpgsql as $$ begin raise exception 'append-only'; end $$;
create trigger refuse_changes before update or delete or truncate on "Odd name" for each statement execute function refuse();
create function refuse_late() returns trigger language plpgsql as $$ begin raise exception 'not today'; end $$;
create trigger refuse_new before insert on "Odd name" for each row when (current_setting('kontor.late', true) is distinct from 'no')
  execute function refuse_late();
`;
const SECOND = `alter table parents add column added text not null default 'later'; create table newer (id integer primary key);`;

const ACCOUNT = "T12345678";
const NOW = Date.UTC(2026, 10, 21);

interface Filled {
  readonly address: DatabaseAddress;
  readonly client: Client;
  readonly migrations: string;
}

async function storeWith(
  files: Readonly<Record<string, string>> = { "0001_first.sql": FIRST },
): Promise<Filled> {
  const migrations = await folderWith(files);
  const address = await emptyDatabase();
  await migrate(address, migrations);
  return { address, client: await clientOn(address), migrations };
}

const text = fc
  .string({ unit: "binary", maxLength: 60 })
  .map((value) => Buffer.from(value.replaceAll("\0", ""), "utf8").toString("utf8"));
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const bytes = fc.uint8Array({ maxLength: 200 }).map((value) => Buffer.from(value));
const parent = fc.tuple(
  orNull(text),
  orNull(
    fc.constantFrom("-infinity", "infinity", "2026-10-25 02:30:00.123456+02", "0044-03-15 12:00:00+00 BC"),
  ),
  orNull(fc.boolean()),
  orNull(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  orNull(bytes),
  orNull(
    fc.jsonValue({ stringUnit: "grapheme" }).map((value) => JSON.stringify(value).replaceAll("\\u0000", "")),
  ),
  orNull(fc.array(orNull(text), { maxLength: 4 })),
  orNull(fc.array(orNull(bytes), { maxLength: 4 })),
  orNull(fc.constantFrom("NOK", "€", "")),
  orNull(fc.constantFrom("infinity", "-infinity", "1814-05-17")),
  orNull(fc.constantFrom("NaN", "-Infinity", "0.1", "1e300")),
  orNull(fc.constantFrom("NaN", "12345678901234567890.000000000123", "-0.5")),
);

/** Fills the store with what `seed` makes. */
async function fill({ client }: Filled, seed: number, count = 80): Promise<void> {
  const rows = fc.sample(parent, { numRuns: count, seed });
  for (const [index, row] of rows.entries())
    await client.query(
      `insert into parents (id, label, at, flag, small, raw, document, texts, raws, code, day, ratio, exact)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [index === 0 ? "-9223372036854775808" : index, ...row],
    );
  await client.query("select set_config('kontor.late', 'no', false)");
  await client.query(
    `insert into "Odd name" (parent_id, previous) select 1 + n % 40, nullif(n - 1, 0) from generate_series(1, 100) n`,
  );
}

async function backupOf({ address }: Filled): Promise<string> {
  const path = join(await folderWith({}), "store.backup");
  await writeBackup({ address, path, now: NOW });
  return path;
}

const restoreInto = (
  { address, migrations }: Pick<Filled, "address" | "migrations">,
  path: string,
  isReplacing = false,
) => restoreBackup({ address, path, isReplacing, accountId: ACCOUNT, now: NOW, migrationFolder: migrations });

/** Every row but the one that says it was restored. */
async function withoutTrace(client: Client) {
  const { audit = [], ...dump } = await dumpOf(client);
  return { ...dump, audit: audit.filter((row) => !row.includes("store.restore")) };
}

const refused = (error: unknown) => hasCode(error, "invalid-request");

describe("a backup that is restored", () => {
  test.each([1, 2, 3])(
    "is every table byte for byte: any value, keys, generated columns, triggers (seed %i)",
    async (seed) => {
      const store = await storeWith();
      await fill(store, seed);
      const before = await dumpOf(store.client);
      const path = await backupOf(store);
      const other = { ...store, address: await emptyDatabase() };
      const { rows } = await restoreInto(other, path);
      const client = await clientOn(other.address);
      expect(await withoutTrace(client)).toEqual(before);
      expect(rows).toBe(Object.values(before).flat().length);
      expect((await client.query("select action, outcome from audit")).rows).toEqual([
        { action: "store.restore", outcome: "done" },
      ]);
    },
  );

  test("guards its tables as before: keys, triggers, numbers", async () => {
    const store = await storeWith();
    await fill(store, 4);
    const path = await backupOf(store);
    const other = { ...store, address: await emptyDatabase() };
    await restoreInto(other, path);
    const client = await clientOn(other.address);
    await expect(client.query(`delete from "Odd name"`)).rejects.toThrow("append-only");
    await expect(client.query(`insert into "Odd name" (parent_id) values (1)`)).rejects.toThrow("not today");
    await client.query("select set_config('kontor.late', 'no', false)");
    await expect(client.query(`insert into "Odd name" (parent_id) values (-7)`)).rejects.toThrow(
      "foreign key",
    );
    const { rows } = await client.query<{ Select: number }>(
      `insert into "Odd name" (parent_id) values (1) returning "Select"`,
    );
    expect(rows[0]?.Select).toBeGreaterThan(100);
  });

  test("of an older schema is brought up to date", async () => {
    const store = await storeWith();
    await fill(store, 5);
    const path = await backupOf(store);
    const migrations = await folderWith({ "0001_first.sql": FIRST, "0002_second.sql": SECOND });
    const address = await emptyDatabase();
    await restoreInto({ address, migrations }, path);
    const client = await clientOn(address);
    expect((await client.query("select distinct added from parents")).rows).toEqual([{ added: "later" }]);
    await expect(migrate(address, migrations)).resolves.toBeUndefined();
    expect((await client.query("select name from migrations order by run_on, id")).rows).toEqual([
      { name: "0001_first" },
      { name: "0002_second" },
    ]);
  });

  test("may be put in place of what is there, under a Kontor that goes on afterwards", async () => {
    const store = await storeWith();
    await fill(store, 6);
    const path = await backupOf(store);
    const other = await storeWith();
    const pool = connect(other.address);
    const count = () => pool.query<{ n: number }>("select count(*) as n from parents");
    await pool.query("insert into parents (id) values (1), (2)");
    await pool.query("create table somebody_elses (id integer)");
    expect((await count()).rows).toEqual([{ n: 2 }]);
    await restoreInto(other, path, true);
    expect((await count()).rows).toEqual([{ n: 80 }]);
    expect((await pool.query("select * from somebody_elses")).rows).toEqual([]);
    await pool.close();
  });
});

describe("a backup that is taken while others write", () => {
  test("is one moment of all tables: every parent with its child, and nothing half", async () => {
    const store = await storeWith({
      "0001_first.sql":
        "create table a (id integer primary key, filler text); create table z (id integer primary key);",
    });
    await store.client.query("insert into a select n, repeat('x', 1000) from generate_series(1, 3000) n");
    await store.client.query("insert into z select n from generate_series(1, 3000) n");
    const writer = await clientOn(store.address);
    let isOver = false;
    const writing = (async () => {
      for (let id = 3_001; !isOver; id += 1)
        await writer.query(`with one as (insert into a values (${id}, 'y')) insert into z values (${id})`);
    })();
    const path = join(await folderWith({}), "store.backup");
    const { manifest } = await writeBackup({ address: store.address, path, now: NOW });
    const { manifest: later } = await writeBackup({ address: store.address, path, now: NOW });
    isOver = true;
    await writing;
    const rowsOf = (of: typeof manifest, name: string) =>
      of.tables.find((table) => table.name === name)?.rows;
    expect(rowsOf(manifest, "a")).toBe(rowsOf(manifest, "z"));
    expect(rowsOf(later, "a")).toBe(rowsOf(later, "z"));
    expect(rowsOf(later, "a")).toBeGreaterThan(rowsOf(manifest, "a") ?? 0);
  });

  test("has its name only when whole, and is for its owner alone", async () => {
    const store = await storeWith();
    const path = await backupOf(store);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const folder = await folderWith({});
    const stopped = new AbortController();
    const cut = writeBackup({
      address: store.address,
      path: join(folder, "cut"),
      now: NOW,
      signal: stopped.signal,
      onTable: () => stopped.abort(),
    });
    await expect(cut).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("what is refused leaves the store as it was", () => {
  async function refusing() {
    const store = await storeWith();
    await fill(store, 7);
    const path = await backupOf(store);
    const other = { ...store, address: await emptyDatabase() };
    await migrate(other.address, store.migrations);
    const client = await clientOn(other.address);
    const before = await dumpOf(client);
    return {
      path,
      whole: await readFile(path),
      async expectRefused(content: Buffer | string, words: RegExp | string) {
        const file = join(await folderWith({}), "given");
        await writeFile(file, content);
        await expect(checkBackup(file)).rejects.toSatisfy(refused);
        const restoring = restoreInto(other, file);
        await expect(restoring).rejects.toThrow(words);
        await expect(restoring).rejects.toSatisfy(refused);
        expect(await dumpOf(client)).toEqual(before);
      },
    };
  }

  test("a file that was cut off, anywhere", async () => {
    const { whole, expectRefused } = await refusing();
    for (const length of [
      whole.length - 1,
      whole.length - 32,
      whole.length - 33,
      whole.length >> 1,
      40,
      17,
      16,
    ])
      await expectRefused(whole.subarray(0, length), "damaged or cut off");
  });

  test("a file with one byte changed, anywhere", async () => {
    const { whole, expectRefused } = await refusing();
    const random = Array.from({ length: 12 }, () => randomBytes(4).readUInt32BE() % whole.length);
    for (const at of [16, 20, 25, whole.length - 1, whole.length - 40, ...random]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x10;
      await expectRefused(changed, /damaged or cut off|no backup of Kontor's/);
    }
  });

  test("a file that is something else", async () => {
    const { expectRefused } = await refusing();
    await expectRefused("", "no backup of Kontor's");
    await expectRefused("PGDMP, a dump of another program", "no backup of Kontor's");
  });

  test("a file of a newer Kontor, and one whose migrations were others", async () => {
    const newer = await storeWith({ "0001_first.sql": FIRST, "0002_second.sql": SECOND });
    const path = await backupOf(newer);
    const address = await emptyDatabase();
    const older = { address, migrations: await folderWith({ "0001_first.sql": FIRST }) };
    await expect(restoreInto(older, path)).rejects.toThrow(/written by a newer Kontor \(0002_second\.sql\)/);
    const other = {
      address,
      migrations: await folderWith({ "0001_first.sql": `${FIRST} -- else`, "0002_second.sql": SECOND }),
    };
    await expect(restoreInto(other, path)).rejects.toThrow("its 0001_first.sql differs");
  });

  test("any file, when the store holds something", async () => {
    const store = await storeWith();
    await fill(store, 8);
    const path = await backupOf(store);
    const before = await dumpOf(store.client);
    await expect(restoreInto(store, path)).rejects.toThrow(/The store is not empty \(Odd name, parents\)/);
    expect(await dumpOf(store.client)).toEqual(before);
  });

  test("a database that is none of Kontor's gives no backup", async () => {
    const folder = await folderWith({});
    const writing = writeBackup({ address: await emptyDatabase(), path: join(folder, "none"), now: NOW });
    await expect(writing).rejects.toThrow("There is no store of Kontor's");
    expect(await readdir(folder)).toEqual([]);
  });
});
