import { existsSync, readdirSync } from "node:fs";
import { z } from "zod";
import { connect, type Database, type DatabaseAddress } from "@/lib/db/connect";
import { readDiskRoom } from "@/lib/db/embedded/disk-room";
import { startEmbedded } from "@/lib/db/embedded/start";
import { readMigrations } from "@/lib/db/migrate";
import { durabilityOff, LEAST_VERSION, readStoreSettings, type StoreSettings } from "@/lib/db/store-settings";
import type { StoreEnv } from "@/lib/env";
import { isAppError } from "@/lib/errors";
import { sizeOf } from "../line/tell-backup";
import { type Finding, fail, ok, warn } from "./finding";

/**
 * Looks at the database as it stands, without migrating it; `use` is given it when it can be read. The embedded one is a
 * running Kontor's, or is started for the time it takes; one that does not exist yet is not made.
 */
export async function checkStore(
  { databaseUrl, ...embedded }: StoreEnv,
  use: (db: Database) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  if (databaseUrl !== undefined) return look({ url: databaseUrl }, use);
  const { dataDir } = embedded;
  if (!existsSync(dataDir) || !readdirSync(dataDir).some((name) => /^data-\d+$/.test(name)))
    return [
      warn("database", `there is no store in ${dataDir} yet`, "npm start makes it; is DATA_DIR right?"),
    ];
  try {
    const server = await startEmbedded({ ...embedded, mayJoin: true });
    try {
      return [...(await look(server.address, use)), await space(dataDir)];
    } finally {
      await server.close();
    }
  } catch (error) {
    return [unreachable(error)];
  }
}

async function look(
  address: DatabaseAddress,
  use: (db: Database) => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  const db = connect(address, { poolSize: 2, statementTimeoutMs: 30_000 });
  try {
    const settings = await readStoreSettings(db);
    const migrated = await migrations(db);
    const findings = [version(settings), durability(settings), checksums(settings), migrated];
    // Tables that are not there yet, or are other ones, cannot be asked.
    return migrated.state === "ok" ? [...findings, ...(await use(db))] : findings;
  } catch (error) {
    return [unreachable(error)];
  } finally {
    await db.close();
  }
}

function unreachable(error: unknown): Finding {
  if (!isAppError(error)) throw error;
  return fail(
    "database",
    error.message,
    "Does the server run, is DATABASE_URL right, may this host reach it? Without DATABASE_URL: is DATA_DIR right?",
  );
}

function version({ version: text, number, readOnly }: StoreSettings): Finding {
  if (Number(number) < LEAST_VERSION * 10_000)
    return fail("database", `PostgreSQL ${text}`, `Kontor needs PostgreSQL ${LEAST_VERSION} or newer.`);
  if (readOnly === "on")
    return fail(
      "database",
      `PostgreSQL ${text}, read-only`,
      "DATABASE_URL must lead to the server that may be written.",
    );
  return ok("database", `PostgreSQL ${text}`);
}

function durability(settings: StoreSettings): Finding {
  const off = durabilityOff(settings);
  if (off.length === 0) return ok("durability", "what is acknowledged is on disk");
  return fail(
    "durability",
    `${off.join(", ")} off`,
    "A power cut would lose callbacks that Dintero never sends again; set on, for the server or this database.",
  );
}

function checksums({ dataChecksums }: StoreSettings): Finding {
  if (dataChecksums !== "off")
    return ok("checksums", dataChecksums === "on" ? "on" : "not told by this database");
  return warn(
    "checksums",
    "off",
    "A failing disk would go unnoticed; pg_checksums --enable, with the server stopped.",
  );
}

const appliedFields = z.object({ name: z.string(), sha256: z.string() });

async function migrations(db: Database): Promise<Finding> {
  const check = "migrations";
  const { rows: there } = await db.query("select 1 where to_regclass('migration_checksums') is not null");
  if (there.length === 0)
    return warn(check, "none applied: the database is empty", "npm start applies them.");
  const { rows } = await db.query("select name, sha256 from migration_checksums");
  const applied = new Map(
    rows.map((row) => appliedFields.parse(row)).map(({ name, sha256 }) => [name, sha256]),
  );
  const known = await readMigrations();
  const changed = known.find(({ name, sha256 }) => applied.has(name) && applied.get(name) !== sha256);
  if (changed !== undefined)
    return fail(
      check,
      `${changed.name} is not what was applied`,
      "Is this the code that ran here? An applied file is never edited.",
    );
  const missing = known.filter(({ name }) => !applied.has(name));
  if (missing.length > 0)
    return warn(
      check,
      `${missing.length} not applied yet, from ${missing[0]?.name}`,
      "npm start applies them; back up before.",
    );
  const newer = [...applied.keys()].filter((name) => !known.some((migration) => migration.name === name));
  return ok(
    check,
    newer.length === 0 ? `all ${known.length} applied` : `all applied, and ${newer.length} of a newer Kontor`,
  );
}

async function space(dataDir: string): Promise<Finding> {
  const { freeBytes, totalBytes, state } = await readDiskRoom(dataDir);
  const says = `${sizeOf(freeBytes)} free of ${sizeOf(totalBytes)} at ${dataDir}`;
  const todo = "A full disk stops the intake; make room, or move DATA_DIR.";
  if (state === "none") return fail("disk", says, todo);
  return state === "little" ? warn("disk", says, todo) : ok("disk", says);
}
