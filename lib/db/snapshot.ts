import { Client } from "pg";
import { AppError } from "@/lib/errors";
import { type DatabaseAddress, poolConfig, type Queryable, queryableOf } from "./connect";
import { asStorageError } from "./storage-error";

/** The store as it was at one moment, for as long as reading it takes; others go on writing. */
export interface Snapshot extends Queryable {
  /** Ends the connection, and with it what runs on it. May be called twice. */
  close(): Promise<void>;
}

/**
 * Opens a snapshot. @throws AppError "overloaded" when as many are open as may be, "storage-unavailable" when there is no store
 */
export type OpenSnapshot = () => Promise<Snapshot>;

/** What an operator sees in `pg_stat_activity`. */
export const SNAPSHOT_NAME = "kontor snapshot";
/** So many read much at once; the next is asked to come again. */
const AT_ONCE = 3;
/** For one statement: a page, or a count of everything. */
const STATEMENT_TIMEOUT_MS = 30_000;
/** Longer than the longest that a reader may take between two pages: see `page-stream.ts`. */
const IDLE_MS = 90_000;

/**
 * Connections of their own, so that reading for minutes takes none from a page, and at most `atOnce` of them in this
 * process. Each sees one moment and can write nothing.
 */
export function snapshotsOf(address: DatabaseAddress, atOnce = AT_ONCE): OpenSnapshot {
  let open = 0;
  return async () => {
    if (open >= atOnce) throw new AppError("overloaded", `${atOnce} snapshots are open already`);
    open += 1;
    const client = new Client({
      ...poolConfig(address, { statementTimeoutMs: STATEMENT_TIMEOUT_MS }),
      application_name: SNAPSHOT_NAME,
    });
    // What breaks it fails the statement on it, or the next one.
    client.on("error", () => {});
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= client
        .end()
        .catch(() => {})
        .finally(() => {
          open -= 1;
        });
      return closing;
    };
    try {
      await client.connect();
      await watchForTheClient(client);
      await client.query("begin isolation level repeatable read read only");
      await client.query("select set_config('idle_in_transaction_session_timeout', $1, true)", [
        String(IDLE_MS),
      ]);
      return { ...queryableOf(client), close };
    } catch (error) {
      await close();
      throw asStorageError(error);
    }
  };
}

/** A statement whose client has gone ends within a second. Not every system can tell; there it runs to its end or limit. */
async function watchForTheClient(client: Client): Promise<void> {
  await client.query("set client_connection_check_interval = '1s'").catch(() => {});
}
