import { basename } from "node:path";
import { Client } from "pg";
import { z } from "zod";
import { formatMark } from "@/lib/domain/audit-chain";
import { AppError } from "@/lib/errors";
import { recordAudit } from "./audit";
import { readHeads } from "./audit-verify";
import type { BackupHeader } from "./backup-format";
import { type CheckedBackup, checkBackup } from "./backup-reader";
import { type DatabaseAddress, poolConfig, type Queryable, queryableOf } from "./connect";
import { type CopiedTable, currentSchema, listTables, nameIn } from "./copy-tables";
import { addErasures, type ErasureFile, readErasures } from "./erasure-file";
import { blankOrders, removeBodiesOf } from "./erasures";
import {
  MIGRATION_LOCK,
  type Migration,
  makeMigrationTables,
  migrate,
  readMigrations,
  runMigrations,
} from "./migrate";
import { fillSchema, takeOver } from "./restore-schema";
import { asStorageError } from "./storage-error";

export interface RestoreOptions {
  readonly address: DatabaseAddress;
  readonly path: string;
  /** Puts the backup in the place of what the store holds, instead of refusing. */
  readonly isReplacing: boolean;
  /** Whose audit log says that it was done. */
  readonly accountId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly onTable?: ((name: string) => void) | undefined;
  /** Other migrations than this code's own: for tests. */
  readonly migrationFolder?: string | undefined;
}

/** The schema in which a backup is built up before it takes its place. */
const WORKSHOP = "kontor_restore";
/** Longer than any statement of Kontor's own may take. */
const LOCK_WAIT = "15s";
/** Rows here say what the schema is, not what the store holds. */
const OF_THE_SCHEMA = ["migrations", "migration_checksums"];

/**
 * Reads a backup into a store, all of it or nothing, in one transaction: the schema is built as it was when the backup
 * was made, filled, compared with what was written then, brought up to date by the migrations that have come since, and
 * put in the old one's place. A Kontor that runs on the store waits meanwhile, and answers 503.
 * @throws AppError "invalid-request" with a sentence when the file is none of ours, damaged or newer than this code, or
 * when the store holds something and `isReplacing` is false; the store is then as it was.
 */
export async function restoreBackup(options: RestoreOptions): Promise<CheckedBackup> {
  const checked = await checkBackup(options.path);
  const known = await readMigrations(options.migrationFolder);
  const { applied, missing } = sortMigrations(checked.header, known, options.path);
  await migrate(options.address, options.migrationFolder);
  const client = new Client(poolConfig(options.address, { statementTimeoutMs: 0 }));
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("set idle_in_transaction_session_timeout = 0");
    await client.query("set synchronize_seqscans = off");
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    const schema = await currentSchema(client);
    const tables = await lockStore(client, schema, known, options.isReplacing);
    // What is replaced leaves its heads behind: what was in its audit log then is in none from now on.
    const heads = tables.some(({ name }) => name === "audit_heads")
      ? await readHeads(queryableOf(client), options.accountId)
      : [];
    const erased = tables.some(({ name }) => name === "erasures")
      ? await readErasures(queryableOf(client), options.accountId)
      : undefined;
    await client.query("create schema kontor_restore");
    await searchIn(client, [WORKSHOP, schema]);
    await makeMigrationTables(client);
    await runMigrations(client, applied, false);
    await fillSchema(client, WORKSHOP, checked, options);
    await runMigrations(client, missing, true);
    await searchIn(client, [schema]);
    await takeOver(client, WORKSHOP, schema);
    if (erased !== undefined) await eraseAgain(queryableOf(client), erased);
    await recordAudit(queryableOf(client), {
      accountId: options.accountId,
      at: options.now,
      action: "store.restore",
      outcome: "done",
      subject: { kind: "backup", id: checked.sha256 },
      details: {
        file: basename(options.path),
        made_at: checked.header.madeAt,
        rows: checked.rows,
        ...(heads.length === 0 ? {} : { replaced_heads: heads.map(formatMark) }),
      },
    });
    await client.query("commit");
    await client.query("analyze");
    return checked;
  } catch (error) {
    throw asStorageError(error);
  } finally {
    // Rolls back what was not committed.
    await client.end().catch(() => {});
  }
}

/**
 * Who was erased since the backup stays erased (F37, F64): at once where orders are found and listed and where bodies
 * are kept; the documents are shown without them, and made anew by the next Kontor that runs.
 */
async function eraseAgain(tx: Queryable, erased: ErasureFile): Promise<void> {
  const ids = erased.erasures.filter(({ kind }) => kind === "order").map(({ value }) => value);
  await addErasures(tx, erased);
  await blankOrders(tx, erased.accountId, ids);
  await removeBodiesOf(tx, erased.accountId, ids);
}

/** What the backup's store had applied, and what this code adds. */
function sortMigrations({ migrations }: BackupHeader, known: readonly Migration[], path: string) {
  const hashes = new Map(migrations.map(({ name, sha256 }) => [name, sha256]));
  const newer = migrations.find(({ name }) => !known.some((migration) => migration.name === name));
  if (newer !== undefined)
    throw new AppError(
      "invalid-request",
      `${path} was written by a newer Kontor (${newer.name}); update this Kontor, then restore`,
    );
  const other = known.find(({ name, sha256 }) => hashes.has(name) && hashes.get(name) !== sha256);
  if (other !== undefined)
    throw new AppError("invalid-request", `${path} was written by another Kontor: its ${other.name} differs`);
  return {
    applied: known.filter(({ name }) => hashes.has(name)),
    missing: known.filter(({ name }) => !hashes.has(name)),
  };
}

const nameFields = z.object({ name: z.string() });

/** Keeps everybody out until the transaction ends, and sees to it that nothing is lost that was not meant to be. */
async function lockStore(
  client: Client,
  schema: string,
  known: readonly Migration[],
  isReplacing: boolean,
): Promise<readonly CopiedTable[]> {
  const tables = await listTables(client, schema);
  const { rows: applied } = await client.query("select name from migration_checksums");
  const ahead = applied
    .map((row) => nameFields.parse(row).name)
    .find((name) => !known.some((migration) => migration.name === name));
  if (ahead !== undefined)
    throw new AppError(
      "invalid-request",
      `The store is a newer Kontor's (${ahead}); update this Kontor first`,
    );
  await client.query(`set local lock_timeout = '${LOCK_WAIT}'`);
  await client.query(`lock table ${tables.map(({ name }) => nameIn(schema, name)).join(", ")}`);
  await client.query("set local lock_timeout = 0");
  if (isReplacing) return tables;
  const full: string[] = [];
  for (const { name } of tables) {
    if (OF_THE_SCHEMA.includes(name)) continue;
    const { rows } = await client.query(`select 1 from ${nameIn(schema, name)} limit 1`);
    if (rows.length > 0) full.push(name);
  }
  if (full.length === 0) return tables;
  throw new AppError(
    "invalid-request",
    `The store is not empty (${full.join(", ")}). Restore into an empty one, or say --replace to put the backup in place of all it holds`,
  );
}

async function searchIn(client: Client, schemas: readonly string[]): Promise<void> {
  const path = schemas.map((schema) => client.escapeIdentifier(schema)).join(", ");
  await client.query("select set_config('search_path', $1, true)", [path]);
}
