import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { runner } from "node-pg-migrate";
import { Client } from "pg";
import { AppError } from "@/lib/errors";
import { type DatabaseAddress, poolConfig } from "./connect";
import { asStorageError } from "./storage-error";

/** Any two starters agree on this number ("kontor" in ASCII), and nothing else uses it. */
const LOCK = 118_074_595_405_682;

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
  try {
    await client.connect();
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(
      `create table if not exists migration_checksums (
         name text primary key, sha256 text not null, applied_at timestamptz not null default now()
       )`,
    );
    const { rows } = await client.query<{ name: string; sha256: string }>(
      "select name, sha256 from migration_checksums",
    );
    const applied = new Map(rows.map((row) => [row.name, row.sha256]));
    await runner({
      dbClient: client,
      dir: folder,
      direction: "up",
      migrationsTable: "migrations",
      noLock: true,
      singleTransaction: false,
      logger: SILENT,
      migrationLoaderStrategies: [
        {
          extensions: [".sql"],
          loader: (paths) => Promise.all(paths.map((path) => loadFile(path, applied))),
        },
      ],
    });
  } catch (error) {
    const failure = asStorageError(error);
    if (failure !== error) throw failure;
    const reason = error instanceof Error ? error.message : "unknown";
    throw new AppError("storage-unavailable", `the database could not be migrated: ${reason}`, {
      cause: error,
    });
  } finally {
    // Ends the lock as well.
    await client.end().catch(() => {});
  }
}

/** One file as node-pg-migrate runs it: its SQL and its checksum in one transaction. */
async function loadFile(path: string, applied: ReadonlyMap<string, string>) {
  const name = basename(path);
  const sql = await readFile(path, "utf8");
  const sha256 = createHash("sha256").update(sql).digest("hex");
  const before = applied.get(name);
  if (before !== undefined && before !== sha256) {
    throw new Error(`${name} has changed since it was applied; migrations are never edited, add a new one`);
  }
  return {
    id: path,
    filePaths: [path],
    actions: {
      up: (migration: { sql(text: string): void }) => {
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
