import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { inject, onTestFinished } from "vitest";
import { type DatabaseAddress, poolConfig } from "./connect";
import { administer } from "./test-cluster";

/** For tests: an empty database, without any schema of ours, gone when the test is over. */
export async function emptyDatabase(): Promise<DatabaseAddress> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = inject("templateDatabase");
  await administer(named(template, "postgres"), [`create database ${name} template template0`]);
  onTestFinished(() => administer(named(template, "postgres"), [`drop database ${name} with (force)`]));
  return named(template, name);
}

function named(template: DatabaseAddress, database: string): DatabaseAddress {
  if (!("url" in template)) return { ...template, database };
  const url = new URL(template.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}

/** For tests: a connection of its own, closed when the test is over. */
export async function clientOn(address: DatabaseAddress): Promise<Client> {
  const client = new Client(poolConfig(address, { statementTimeoutMs: 0 }));
  client.on("error", () => {});
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** For tests: a folder that is gone when the test is over, with these files. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "kontor-backup-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return folder;
}

/** For tests: every row of every table, as text, what is generated included; migrations' own instants as they stand. */
export async function dumpOf(client: Client): Promise<Readonly<Record<string, readonly string[]>>> {
  const { rows: tables } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
  );
  const dump: Record<string, string[]> = {};
  for (const { name } of tables) {
    const table = client.escapeIdentifier(name);
    const { rows } = await client.query<{ row: string }>(`select t::text as row from ${table} t order by 1`);
    dump[name] = rows.map(({ row }) => row);
  }
  return dump;
}
