import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { type DatabaseAddress, poolConfig } from "./connect";
import { startEmbedded } from "./embedded/start";
import { migrate } from "./migrate";

declare module "vitest" {
  export interface ProvidedContext {
    /** A database with the schema and no rows. Nobody may stay connected to it: each test file copies it. */
    readonly templateDatabase: DatabaseAddress;
  }
}

/**
 * Vitest's global set-up for tests that need the store: one real server per run, embedded and thrown away, or the one
 * that TEST_DATABASE_URL names.
 */
export default async function startCluster(project: TestProject): Promise<() => Promise<void>> {
  const url = process.env.TEST_DATABASE_URL;
  const cluster = url === undefined ? await startTemporary() : await makeTemplate(url);
  await migrate(cluster.template);
  project.provide("templateDatabase", cluster.template);
  return cluster.close;
}

async function startTemporary() {
  const dataDir = await mkdtemp(join(tmpdir(), "kontor-test-"));
  await chmod(dataDir, 0o711);
  const server = await startEmbedded({ dataDir });
  return {
    template: server.address,
    async close() {
      await server.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function makeTemplate(url: string) {
  const name = `kontor_test_${randomBytes(6).toString("hex")}`;
  const template = new URL(url);
  template.pathname = `/${name}`;
  await administer({ url }, [`create database ${name}`]);
  return {
    template: { url: template.href },
    close: () => administer({ url }, [`drop database ${name} with (force)`]),
  };
}

/** Runs statements that no transaction may hold. */
export async function administer(address: DatabaseAddress, statements: readonly string[]): Promise<void> {
  const client = new Client(poolConfig(address, { statementTimeoutMs: 0 }));
  await client.connect();
  try {
    for (const sql of statements) await client.query(sql);
  } finally {
    await client.end();
  }
}
