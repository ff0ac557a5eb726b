import { createHash } from "node:crypto";
import { open, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Client } from "pg";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { type BackupManifest, FIRST_LINE, frame, Tally } from "./backup-format";
import { type CheckedBackup, checkBackup } from "./backup-reader";
import { type DatabaseAddress, poolConfig } from "./connect";
import { CopyOut } from "./copy-stream";
import { type CopiedTable, copyOutOf, currentSchema, listTables, nameIn } from "./copy-tables";
import { MIGRATION_LOCK } from "./migrate";
import { asStorageError } from "./storage-error";

export interface BackupOptions {
  readonly address: DatabaseAddress;
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Aborted: the half file goes, and the call fails. */
  readonly signal?: AbortSignal | undefined;
  /** Told before each table. */
  readonly onTable?: ((name: string) => void) | undefined;
}

/** Fast and close to the best: bodies, the bulk, are deflated already. */
const GZIP = { level: 4 } as const;

/**
 * Writes the whole store as it is at one moment into one file: every table by binary COPY within one snapshot, so that
 * others may go on writing. The file has its name once it is whole, on disk and checked; it is readable by its owner
 * only, since it holds whatever the store holds. Memory does not grow with the store.
 * @returns what was written, as read back from the file
 */
export async function writeBackup(options: BackupOptions): Promise<CheckedBackup> {
  const { path } = options;
  const partial = `${path}.partial-${process.pid}`;
  const client = new Client(poolConfig(options.address, { statementTimeoutMs: 0 }));
  client.on("error", () => {});
  try {
    await client.connect();
    const file = await open(partial, "wx", 0o600);
    try {
      const store = (bytes: AsyncIterable<Buffer>) => writeFile(file, bytes);
      await pipeline(framesOf(client, options), createGzip(GZIP), sealed, store, { signal: options.signal });
      await file.sync();
    } finally {
      await file.close();
    }
    const checked = await checkBackup(partial);
    await rename(partial, path);
    await syncFolder(dirname(path));
    return checked;
  } catch (error) {
    await rm(partial, { force: true });
    throw asStorageError(error);
  } finally {
    await client.end().catch(() => {});
  }
}

async function* framesOf(client: Client, { now, onTable }: BackupOptions): AsyncGenerator<Buffer> {
  const schema = await currentSchema(client);
  const tables = await beginSnapshot(client, schema);
  const { rows } = await client.query("select version() as server");
  const migrations = await client.query(
    'select name, sha256 from migration_checksums order by name collate "C"',
  );
  yield frame("header", {
    madeAt: new Date(now).toISOString(),
    server: z.object({ server: z.string() }).parse(rows[0]).server,
    migrations: migrations.rows,
    tables,
  });
  const done: BackupManifest["tables"] = [];
  for (const table of tables) {
    onTable?.(table.name);
    yield frame("table", { name: table.name });
    const tally = new Tally();
    const copy = client.query(new CopyOut(copyOutOf(schema, table)));
    for await (const block of copy) {
      tally.take(block);
      yield frame("data", block);
    }
    done.push({ name: table.name, rows: copy.rows, bytes: tally.bytes, sha256: tally.sha256() });
  }
  await client.query("commit");
  yield frame("manifest", { tables: done });
}

/**
 * Opens the transaction that sees one moment of every table. No migration may come in between: a table that is rewritten
 * looks empty to an older snapshot. The lock on the tables keeps that off for as long as the copying takes.
 */
async function beginSnapshot(client: Client, schema: string): Promise<CopiedTable[]> {
  await client.query("set idle_in_transaction_session_timeout = 0");
  // Every reader of a large table starts where another is; a copy must start at the beginning, to be the same each time.
  await client.query("set synchronize_seqscans = off");
  await client.query("select pg_advisory_lock_shared($1)", [MIGRATION_LOCK]);
  const tables = await listTables(client, schema);
  if (!tables.some(({ name }) => name === "migration_checksums"))
    throw new AppError(
      "invalid-request",
      "There is no store of Kontor's in this database, so nothing to back up",
    );
  await client.query("begin isolation level repeatable read read only");
  await client.query(
    `lock table ${tables.map(({ name }) => nameIn(schema, name)).join(", ")} in access share mode`,
  );
  await client.query("select pg_advisory_unlock_shared($1)", [MIGRATION_LOCK]);
  return tables;
}

async function* sealed(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const seal = createHash("sha256").update(FIRST_LINE);
  yield FIRST_LINE;
  for await (const chunk of bytes) {
    seal.update(chunk);
    yield chunk;
  }
  yield seal.digest();
}

/** A new name survives a power cut once its folder is on disk. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
