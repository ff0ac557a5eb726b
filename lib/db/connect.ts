/** What every query function takes first: the pool, an open transaction or a test's connection. */
export interface Queryable {
  query<Row extends object>(
    sql: string,
    values?: readonly unknown[],
  ): Promise<{ readonly rows: Row[]; readonly rowCount: number | null }>;
}

/** The one store of this process, behind a pool. */
export interface Database extends Queryable {
  /** Runs `work` in one transaction: commits its result, rolls back and rethrows on error. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
