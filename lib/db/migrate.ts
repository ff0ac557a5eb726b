import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
import { Client } from "pg";
import { AppError } from "@/lib/errors";
import { type DatabaseAddress, poolConfig } from "./connect";

/** Whoever changes the schema, or must not see it change, agrees on this number ("kontor" in ASCII); nothing else uses it. */
export const MIGRATION_LOCK = 118_074_595_405_682;

/** One file of lib/db/migrations. `name` is with its ending; `sha256` in hexadecimal. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/**
 * Brings the schema to what this code needs: every file in lib/db/migrations that was not applied yet, in order, each in
 * a transaction of its own, all under one lock, so that two starters do not race. Forward only. A database that is
 * ahead of this code is left as it is: old and new code run side by side during a deploy.
 * @throws AppError "storage-unavailable" when an applied file has changed since, or a file fails: the start must stop.
 */
export async function migrate(address: DatabaseAddress, folder = findMigrations()): Promise<void> {
  const client = new Client(poolConfig(address, { statementTimeoutMs: 0 }));
  // Without a listener a connection that breaks here would end the process instead of this call.
  client.on("error", () => {});
  let running: string | undefined;
  try {
    await client.connect();
    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query(CHECKSUMS);
    const { rows } = await client.query<{ name: string; sha256: string }>(
      "select name, sha256 from migration_checksums",
    );
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    const load = (path: string) =>
      loadFile(path, applied, (name) => {
        running = name;
      });
    await runner({
      dbClient: client,
      dir: folder,
      direction: "up",
      migrationsTable: "migrations",
      noLock: true,
      singleTransaction: false,
      logger: SILENT,
      migrationLoaderStrategies: [{ extensions: [".sql"], loader: (paths) => Promise.all(paths.map(load)) }],
    });
  } catch (error) {
    const reason = [running, reasonOf(error)].filter(Boolean).join(": ");
    throw new AppError("storage-unavailable", `the database cannot be used: ${reason}`, { cause: error });
  } finally {
    // Ends the lock as well.
    await client.end().catch(() => {});
  }
}

const CHECKSUMS = `create table if not exists migration_checksums (
  name text primary key, sha256 text not null, applied_at timestamptz not null default now()
)`;

/** What the library keeps its own record in. */
const RECORD =
  "create table if not exists migrations (id serial primary key, name varchar(255) not null, run_on timestamp not null)";

/** Every migration of this code, in order. */
export async function readMigrations(folder = findMigrations()): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(names.map((name) => readMigration(join(folder, name))));
}

/** The tables that say what was applied, empty: for a schema that is built within somebody else's transaction. */
export async function makeMigrationTables(client: Client): Promise<void> {
  await client.query(RECORD);
  await client.query(CHECKSUMS);
}

/**
 * Runs `migrations` in the transaction that `client` has open, instead of one each as `migrate` does.
 * @param isRecorded false when the record of them comes from elsewhere
 */
export async function runMigrations(
  client: Client,
  migrations: readonly Migration[],
  isRecorded: boolean,
): Promise<void> {
  for (const { name, sql, sha256 } of migrations) {
    await client.query(sql);
    if (!isRecorded) continue;
    await client.query("insert into migrations (name, run_on) values ($1, now())", [basename(name, ".sql")]);
    await client.query("insert into migration_checksums (name, sha256) values ($1, $2)", [name, sha256]);
  }
}

async function readMigration(path: string): Promise<Migration> {
  const sql = await readFile(path, "utf8");
  return { name: basename(path), sql, sha256: createHash("sha256").update(sql).digest("hex") };
}

/** A refused connection has a code and, to a host with two addresses, no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  if (error.message !== "") return error.message;
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/** One file as node-pg-migrate runs it: its SQL and its checksum in one transaction. */
async function loadFile(path: string, applied: ReadonlyMap<string, string>, onRun: (name: string) => void) {
  const { name, sql, sha256 } = await readMigration(path);
  const before = applied.get(name);
  if (before !== undefined && before !== sha256) {
    throw new Error(`${name} has changed since it was applied; migrations are never edited, add a new one`);
  }
  return {
    id: path,
    filePaths: [path],
    actions: {
      up: (migration: { sql(text: string): void }) => {
        onRun(name);
        migration.sql(sql);
        migration.sql(`insert into migration_checksums (name, sha256) values ('${name}', '${sha256}')`);
      },
      down: false as const,
    },
  };
}

const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * The files stay files. Whether this module runs from its source or from a bundle elsewhere in the project, they are
 * in the nearest folder above it that has them.
 */
function findMigrations(): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    const candidate = join(folder, "lib/db/migrations");
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) {
      throw new AppError("storage-unavailable", `no lib/db/migrations in any folder above ${start}`);
    }
  }
}
