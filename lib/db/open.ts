import { setTimeout as sleep } from "node:timers/promises";
import { connect, type Database, type DatabaseAddress, DELIVERY_LIMITS } from "./connect";
import { type EmbeddedOptions, startEmbedded } from "./embedded/start";
import { migrate } from "./migrate";
import { type OpenSnapshot, snapshotsOf } from "./snapshot";
import { isNotThereYet } from "./storage-error";

export interface StoreOptions extends EmbeddedOptions {
  /** A PostgreSQL server; the embedded one in `dataDir` when left out. */
  readonly databaseUrl?: string | undefined;
}

/** Connections of their own for what Dintero waits for: no page takes them, and they give up sooner. */
export interface DeliveryWriters {
  /** One writer, as the deliveries have one queue. */
  readonly deliveries: Database;
  /** Late deliveries and notes of refused ones: no flood of them takes the other's connection. */
  readonly notes: Database;
}

export interface Store extends Database {
  readonly writers: DeliveryWriters;
  /** For reading much. */
  readonly openSnapshot: OpenSnapshot;
}

/**
 * The store of this process, its schema up to date. One per process: made by the entry or by a command, before Next.
 * `close` ends the pool, then the embedded server.
 * @throws AppError "storage-unavailable" when there is no usable store; the message tells an operator why.
 */
export async function openDatabase(options: StoreOptions): Promise<Store> {
  if (options.databaseUrl !== undefined) {
    const address = { url: options.databaseUrl };
    await migrateWhenThere(address);
    return storeAt(address, async () => {});
  }
  const server = await startEmbedded(options);
  try {
    await migrate(server.address);
  } catch (error) {
    await server.close();
    throw error;
  }
  return storeAt(server.address, () => server.close());
}

function storeAt(address: DatabaseAddress, closeServer: () => Promise<void>): Store {
  const pool = connect(address);
  const writers = {
    deliveries: connect(address, { ...DELIVERY_LIMITS, poolSize: 1 }),
    notes: connect(address, { ...DELIVERY_LIMITS, poolSize: 3 }),
  };
  return {
    writers,
    openSnapshot: snapshotsOf(address),
    query: (sql, values, options) => pool.query(sql, values, options),
    transaction: (work) => pool.transaction(work),
    ping: () => pool.ping(),
    async close() {
      await Promise.all([pool.close(), writers.deliveries.close(), writers.notes.close()]);
      await closeServer();
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
