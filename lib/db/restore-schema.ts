import type { Client } from "pg";
import { AppError } from "@/lib/errors";
import { Tally } from "./backup-format";
import { type BackupTable, type CheckedBackup, readBackup } from "./backup-reader";
import { CopyOut, copyIn } from "./copy-stream";
import {
  type CopiedTable,
  copyInto,
  copyOutOf,
  listForeignKeys,
  listFunctions,
  listSequenceColumns,
  listTables,
  nameIn,
} from "./copy-tables";

export interface FillOptions {
  readonly path: string;
  readonly onTable?: ((name: string) => void) | undefined;
}

/**
 * Fills the empty tables of `schema` from the file, then reads them out again and compares: what is stored is what was
 * backed up, byte for byte. Foreign keys are checked all at once at the end, and triggers do not run: a row comes back
 * as it was, whatever a trigger would make of it today.
 */
export async function fillSchema(
  client: Client,
  schema: string,
  checked: CheckedBackup,
  { path, onTable }: FillOptions,
): Promise<void> {
  const tables = await listTables(client, schema);
  assertSame(checked.header.tables, tables, path);
  const foreignKeys = await listForeignKeys(client, schema);
  for (const { table, name } of foreignKeys)
    await client.query(
      `alter table ${nameIn(schema, table)} drop constraint ${client.escapeIdentifier(name)}`,
    );
  for (const { name } of tables)
    await client.query(`alter table ${nameIn(schema, name)} disable trigger user`);
  await readBackup(path, (_, contents) => fill(client, schema, { tables, contents, onTable }));
  for (const { name } of tables)
    await client.query(`alter table ${nameIn(schema, name)} enable trigger user`);
  for (const { table, name, definition } of foreignKeys)
    await client.query(
      `alter table ${nameIn(schema, table)} add constraint ${client.escapeIdentifier(name)} ${definition}`,
    );
  await compare(client, schema, tables, checked);
  for (const { name } of tables) await advanceSequences(client, schema, name);
}

async function fill(
  client: Client,
  schema: string,
  {
    tables,
    contents,
    onTable,
  }: {
    readonly tables: readonly CopiedTable[];
    readonly contents: AsyncIterable<BackupTable>;
    readonly onTable: FillOptions["onTable"];
  },
): Promise<void> {
  for await (const { name, blocks } of contents) {
    const table = tables.find((candidate) => candidate.name === name);
    if (table === undefined) throw new SyntaxError(`table ${name} is not in the header`);
    onTable?.(name);
    await copyIn(client, copyInto(schema, table), blocks);
  }
}

/** The migrations of that time make the tables of that time, or something else has been at work. */
function assertSame(written: readonly CopiedTable[], made: readonly CopiedTable[], path: string): void {
  const wordsOf = (tables: readonly CopiedTable[]) =>
    tables.map(({ name, columns }) => [name, ...columns].join(" "));
  const known = new Set(wordsOf(made));
  const strange = written.filter((_, at) => !known.has(wordsOf(written)[at] ?? ""));
  if (strange.length === 0 && written.length === made.length) return;
  const names = strange.map(({ name }) => name).join(", ") || "a table is missing";
  throw new AppError("invalid-request", `${path} holds other tables than its migrations make (${names})`);
}

async function compare(
  client: Client,
  schema: string,
  tables: readonly CopiedTable[],
  { manifest }: CheckedBackup,
): Promise<void> {
  for (const table of tables) {
    const written = manifest.tables.find(({ name }) => name === table.name);
    const tally = new Tally();
    const copy = client.query(new CopyOut(copyOutOf(schema, table)));
    for await (const block of copy) tally.take(block);
    if (written?.rows !== copy.rows || written.bytes !== tally.bytes || written.sha256 !== tally.sha256())
      throw new AppError(
        "storage-unavailable",
        `Table ${table.name} reads otherwise than it was written; nothing was restored`,
      );
  }
}

/** The next row gets a number that none has. */
async function advanceSequences(client: Client, schema: string, table: string): Promise<void> {
  for (const column of await listSequenceColumns(client, schema, table)) {
    const name = client.escapeIdentifier(column);
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${name}), 1), max(${name}) is not null)
       from ${nameIn(schema, table)}`,
      [nameIn(schema, table), column],
    );
  }
}

/**
 * Puts the tables and functions of `from` in the place of their namesakes in `to`. What else is in `to` stays: it may be
 * somebody else's. `from` must be empty then, and goes.
 */
export async function takeOver(client: Client, from: string, to: string): Promise<void> {
  const tables = await listTables(client, from);
  const functions = await listFunctions(client, from);
  await client.query(`drop table if exists ${tables.map(({ name }) => nameIn(to, name)).join(", ")}`);
  for (const { name, arguments: taken } of functions)
    await client.query(`drop function if exists ${nameIn(to, name)}(${taken})`);
  const target = client.escapeIdentifier(to);
  for (const { name } of tables) await client.query(`alter table ${nameIn(from, name)} set schema ${target}`);
  for (const { name, arguments: taken } of functions)
    await client.query(`alter function ${nameIn(from, name)}(${taken}) set schema ${target}`);
  await client.query(`drop schema ${client.escapeIdentifier(from)}`);
}
