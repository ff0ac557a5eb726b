import { createHash } from "node:crypto";
import { type ClientBase, Pool, type PoolClient, type PoolConfig } from "pg";
import { AppError } from "@/lib/errors";
import { asStorageError } from "./storage-error";
import { valueParsers } from "./value-parsers";

/** What every query function takes first: the pool, an open transaction or a test's connection. */
export interface Queryable {
  /** `sql` is a constant of the code: it is prepared once per connection. Values go in `values`, never into the text. */
  query<Row extends object>(
    sql: string,
    values?: readonly unknown[],
    options?: QueryOptions,
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;
}

export interface QueryOptions {
  /** Plan anew for each set of values: for a search whose best plan depends on how rare the value is. */
  readonly isPlannedByValue?: boolean;
}

/** The one store of this process, behind a pool. What it cannot do for lack of a database fails with "storage-unavailable". */
export interface Database extends Queryable {
  /** Runs `work` in one transaction: commits its result, rolls back and rethrows on error. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** For readiness. @throws AppError "storage-unavailable" when the store does not answer, is read-only, or may lose what it acknowledged. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Where the server is: a URL, or the folder of the embedded server's socket. */
export type DatabaseAddress =
  | { readonly url: string }
  | { readonly socketFolder: string; readonly user: string; readonly database: string };

export interface ConnectOptions {
  /** Connections at most; 10 when left out. */
  readonly poolSize?: number;
  /** No statement may take longer; 5,000 when left out, 0 for none. */
  readonly statementTimeoutMs?: number;
  /** No new connection may take longer, nor the wait for one; 2,000 when left out. */
  readonly connectTimeoutMs?: number;
  /** Past the statement's limit, for a server that went away without a word; 3,000 when left out. */
  readonly silenceAllowanceMs?: number;
}

/**
 * For what Dintero waits for. The longest that storing may take is these three together, and with the wait for its turn
 * it must stay below the nine seconds of a callback path (FAULTS, section 3): Dintero gives up after ten.
 */
export const DELIVERY_LIMITS = {
  connectTimeoutMs: 1_000,
  statementTimeoutMs: 5_000,
  silenceAllowanceMs: 500,
} as const satisfies ConnectOptions;

const IDLE_IN_TRANSACTION_MS = 10_000;

/** Opens nothing yet: the first query does. A connection that breaks is dropped, and the next query makes a new one. */
export function connect(address: DatabaseAddress, options: ConnectOptions = {}): Database {
  const pool = new Pool(poolConfig(address, options));
  // A lost connection (a restarted server) must not end the process. Idle, the pool has dropped it already; in use, the
  // statement on it fails, and that is where it is dealt with.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return new PooledDatabase(pool);
}

/** The settings of one connection, for a client outside a pool too. */
export function poolConfig(
  address: DatabaseAddress,
  {
    poolSize = 10,
    statementTimeoutMs = 5_000,
    connectTimeoutMs = 2_000,
    silenceAllowanceMs = 3_000,
  }: ConnectOptions = {},
): PoolConfig {
  const place =
    "url" in address
      ? { connectionString: address.url }
      : { host: address.socketFolder, port: 5432, user: address.user, database: address.database };
  return {
    ...place,
    application_name: "kontor",
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    query_timeout: statementTimeoutMs === 0 ? undefined : statementTimeoutMs + silenceAllowanceMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    // Compiling a plan takes longer than the longest of ours runs.
    options: "-c TimeZone=UTC -c DateStyle=ISO -c jit=off -c random_page_cost=1.1",
    types: valueParsers,
  };
}

class PooledDatabase implements Database {
  readonly #pool: Pool;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  async query<Row extends object>(sql: string, values: readonly unknown[] = [], options: QueryOptions = {}) {
    try {
      return narrow<Row>(await this.#pool.query(statement(sql, values, options)));
    } catch (error) {
      throw asStorageError(error);
    }
  }

  async transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T> {
    const client = await this.#checkOut();
    let broken: Error | undefined;
    try {
      await client.query("begin");
      const result = await work(queryableOf(client));
      const { command } = await client.query("commit");
      // PostgreSQL answers a COMMIT with ROLLBACK when a statement failed and `work` swallowed it.
      if (command !== "COMMIT") throw new Error("the transaction had failed and was rolled back");
      return result;
    } catch (error) {
      broken = await rollBack(client);
      throw asStorageError(error);
    } finally {
      client.release(broken);
    }
  }

  async ping(): Promise<void> {
    const faults = durabilityFaults(await this.query<DurabilityRow>(DURABILITY));
    if (faults.length > 0) throw new AppError("storage-unavailable", `the database ${faults.join(", ")}`);
  }

  async close(): Promise<void> {
    await this.#pool.end();
  }

  async #checkOut(): Promise<PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw asStorageError(error);
    }
  }
}

/** One connection as query functions take it; statements are prepared on it by name. */
export function queryableOf(client: ClientBase): Queryable {
  return {
    async query<Row extends object>(
      sql: string,
      values: readonly unknown[] = [],
      options: QueryOptions = {},
    ) {
      try {
        return narrow<Row>(await client.query(statement(sql, values, options)));
      } catch (error) {
        throw asStorageError(error);
      }
    },
  };
}

/** @returns what made the connection unusable, if it is. */
async function rollBack(client: PoolClient): Promise<Error | undefined> {
  try {
    await client.query("rollback");
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error("rollback failed");
  }
}

function statement(text: string, values: readonly unknown[], { isPlannedByValue = false }: QueryOptions) {
  const query = { text, values: values.map(storable) };
  return isPlannedByValue ? query : { ...query, name: nameOf(text) };
}

const names = new Map<string, string>();

/** A named statement is parsed and planned once per connection; its name is the text's own hash, so one text has one plan. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha256").update(text).digest("hex").slice(0, 32);
    names.set(text, name);
  }
  return name;
}

/** PostgreSQL's text holds no NUL, which JSON and a query string may bring. */
function storable(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\0", "\ufffd");
  return Array.isArray(value) ? value.map(storable) : value;
}

function narrow<Row extends object>(result: { rows: Row[]; rowCount: number | null }) {
  return { rows: result.rows, rowCount: result.rowCount };
}

interface DurabilityRow {
  fsync: string | null;
  full_page_writes: string | null;
  synchronous_commit: string | null;
  read_only: string;
}

/** `true` as second argument: a compatible distributed database may not know a setting. */
const DURABILITY = `select current_setting('fsync', true) as fsync,
  current_setting('full_page_writes', true) as full_page_writes,
  current_setting('synchronous_commit', true) as synchronous_commit,
  current_setting('transaction_read_only') as read_only`;

function durabilityFaults({ rows }: { readonly rows: readonly DurabilityRow[] }): string[] {
  const [row] = rows;
  if (row === undefined) return ["does not tell its settings"];
  const faults: string[] = [];
  if (row.fsync === "off") faults.push("has fsync off");
  if (row.full_page_writes === "off") faults.push("has full_page_writes off");
  if (row.synchronous_commit === "off") faults.push("has synchronous_commit off");
  if (row.read_only === "on") faults.push("is read-only");
  return faults;
}
