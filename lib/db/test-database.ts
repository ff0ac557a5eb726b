import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import { connect, type Database, type DatabaseAddress } from "./connect";
import { administer } from "./test-cluster";

/** A database of one test file, there from its first `beforeAll` on. */
export interface TestDatabase {
  readonly db: Database;
  readonly address: DatabaseAddress;
}

/**
 * Gives the test file that calls it, at its top level, an empty database with the current schema, and drops it afterwards.
 * Files run side by side; tests within one must keep to rows of their own (an account id of their own will do).
 */
export function testDatabase(): TestDatabase {
  const name = `test_${randomBytes(6).toString("hex")}`;
  const template = inject("templateDatabase");
  const address = withDatabase(template, name);
  const admin = withDatabase(template, "postgres");
  const db = connect(address, { poolSize: 8 });
  beforeAll(() =>
    administer(admin, [
      `create database ${name} template ${databaseOf(template)}`,
      // Nothing here outlives the run, so no commit waits for the disk.
      `alter database ${name} set synchronous_commit = off`,
    ]),
  );
  afterAll(async () => {
    await db.close();
    await administer(admin, [`drop database ${name} with (force)`]);
  });
  return { db, address };
}

function withDatabase(address: DatabaseAddress, database: string): DatabaseAddress {
  if (!("url" in address)) return { ...address, database };
  const url = new URL(address.url);
  url.pathname = `/${database}`;
  return { url: url.href };
}

function databaseOf(address: DatabaseAddress): string {
  return "url" in address ? new URL(address.url).pathname.slice(1) : address.database;
}
