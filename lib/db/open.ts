import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Database, type DatabaseAddress } from "./connect";
import { type EmbeddedOptions, startEmbedded } from "./embedded/start";
import { migrate } from "./migrate";
import { isNotThereYet } from "./storage-error";

export interface StoreOptions extends EmbeddedOptions {
  /** A PostgreSQL server; the embedded one in `dataDir` when left out. */
  readonly databaseUrl?: string | undefined;
}

/**
 * The store of this process, its schema up to date. One per process: made by the entry or by a command, before Next.
 * `close` ends the pool, then the embedded server.
 * @throws AppError "storage-unavailable" when there is no usable store; the message tells an operator why.
 */
export async function openDatabase(options: StoreOptions): Promise<Database> {
  if (options.databaseUrl !== undefined) {
    const address = { url: options.databaseUrl };
    await migrateWhenThere(address);
    return connect(address);
  }
  const server = await startEmbedded(options);
  try {
    await migrate(server.address);
  } catch (error) {
    await server.close();
    throw error;
  }
  const pool = connect(server.address);
  return {
    query: (sql, values, options) => pool.query(sql, values, options),
    transaction: (work) => pool.transaction(work),
    ping: () => pool.ping(),
    async close() {
      await pool.close();
      await server.close();
    },
  };
}

/** A database server that is started together with us needs a moment. */
const PATIENCE_MS = 15_000;
const RETRY_MS = 250;

async function migrateWhenThere(address: DatabaseAddress): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await migrate(address);
    } catch (error) {
      if (!isNotThereYet(error) || Date.now() > deadline) throw error;
    }
    await sleep(RETRY_MS);
  }
}
