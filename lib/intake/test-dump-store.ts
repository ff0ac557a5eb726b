import type { Queryable } from "@/lib/db/connect";

const TABLES = [
  "order_documents",
  "orders",
  "order_keys",
  "events",
  "splits",
  "session_events",
  "settlement_lines",
  "counted_orders",
  "capture_parts",
  "capture_rollup",
] as const;

type Dump = Readonly<Record<(typeof TABLES)[number], readonly object[]>>;

/**
 * For tests: every row of one account's orders, in a fixed order, less the account's own name, `source`, which tells
 * who came first, and `received_at`, which no document says.
 */
export async function dumpStore(db: Queryable, accountId: string): Promise<Dump> {
  const dump: Record<string, object[]> = {};
  for (const table of TABLES) {
    const { rows } = await db.query<{ row: object }>(
      `select to_jsonb(t) - 'account_id' - 'source' - 'received_at' as row from ${table} t where account_id = $1 order by 1`,
      [accountId],
    );
    dump[table] = rows.map(({ row }) => row);
  }
  return {
    order_documents: dump.order_documents ?? [],
    orders: dump.orders ?? [],
    order_keys: dump.order_keys ?? [],
    events: dump.events ?? [],
    splits: dump.splits ?? [],
    session_events: dump.session_events ?? [],
    settlement_lines: dump.settlement_lines ?? [],
    counted_orders: dump.counted_orders ?? [],
    capture_parts: dump.capture_parts ?? [],
    capture_rollup: dump.capture_rollup ?? [],
  };
}
