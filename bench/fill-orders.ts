import type { Database } from "@/lib/db/connect";
import type { JsonObject } from "@/lib/domain/json";
import { apply } from "@/lib/intake/apply";
import { countCaptures } from "@/lib/intake/count-captures";
import { ShopShelf } from "@/sandbox/shop/shop-shelf";

interface FillOptions {
  readonly accountId: string;
  /** How many orders there are to be; a multiple of 1,000 is met exactly. */
  readonly orders: number;
  /** The end of the 13 months that they are spread over, in ms since 1970. */
  readonly now: number;
  /** With no more than lists, figures and finding an order by its ids need: less than half of the time and of the space. */
  readonly isForFigures?: boolean;
}

/** Enough for every case of the sandbox's shop, which come round every 500 orders. */
const TEMPLATES = 1_000;
const FIGURES = ["orders", "counted_orders", "capture_parts"] as const;
const TABLES = [...FIGURES, "order_keys", "events", "splits"] as const;
/** Whose days the captures are counted by. */
const TIME_ZONE = "Europe/Oslo";

/**
 * Fills an empty account as fast as PostgreSQL copies rows, for measuring among a million orders. The sandbox's own
 * orders go through `apply`, as any would; then their rows are copied with ids, references and times of their own.
 * What is derived is there (orders, keys, events, splits, parts of captures), and the sums of captures are made of it as a
 * change of the time zone would make them; the documents it came from are not, so a copy can be found and listed, and its
 * page asks Dintero. Keys and indexes are dropped for it and made again: nobody else may use the store
 * meanwhile.
 *
 * @param db without a limit on a statement's time
 */
export async function fillOrders(
  db: Database,
  { accountId, orders, now, isForFigures = false }: FillOptions,
): Promise<number> {
  const tables = isForFigures ? FIGURES : TABLES;
  const templates = Math.min(orders, TEMPLATES);
  await applyTemplates(db, accountId, templates, now);
  const rounds = Math.max(Math.round(orders / templates) - 1, 0);
  if (rounds > 0) {
    const restore = await strip(db, tables);
    for (const table of tables) await copyRows(db, table, accountId, rounds);
    for (const sql of restore) await db.query(sql);
  }
  for (const table of tables) await db.query(`vacuum analyze ${table}`);
  if (isForFigures) await addKeys(db, accountId);
  await countCaptures({ db, accountId, timeZone: TIME_ZONE, now: () => now });
  await db.query("vacuum analyze capture_rollup");
  await db.query("vacuum analyze counted_orders");
  const { rows } = await db.query<{ count: number }>(
    "select count(*) as count from orders where account_id = $1",
    [accountId],
  );
  return rows[0]?.count ?? 0;
}

/** What an order is found by as a whole, made of its row. */
async function addKeys(db: Database, accountId: string): Promise<void> {
  await db.query(
    `insert into order_keys (account_id, kind, value, order_key)
     select account_id, kind, value, order_key
     from orders, lateral (values ('session-id', session_id), ('transaction-id', transaction_id),
       ('reference', lower(merchant_reference))) as key (kind, value)
     where account_id = $1 and value is not null
     on conflict do nothing`,
    [accountId],
  );
  await db.query("vacuum analyze order_keys");
}

async function applyTemplates(db: Database, accountId: string, orders: number, now: number): Promise<void> {
  const shop = new ShopShelf({ accountId, clientId: "bench", seed: "nordlys", orders, now });
  const deps = { db, accountId, now: () => now };
  const fetchedAt = new Date(now).toISOString();
  const answer = (document: JsonObject | undefined) =>
    document === undefined ? undefined : { id: String(document.id), document, fetchedAt };
  let held = 0;
  for (let rank = 0; held < orders; rank += 1) {
    for (const { session, transaction } of shop.make(rank % shop.length)) {
      if (held >= orders) break;
      await apply(deps, { session: answer(session), transaction: answer(transaction) }, "import");
      held += 1;
    }
  }
}

/**
 * Drops the tables' keys and indexes: built once at the end they cost a tenth of what they cost row by row.
 * @returns what makes them again
 */
async function strip(db: Database, tables: readonly string[]): Promise<readonly string[]> {
  const constraints = await db.query<{ drop: string; restore: string }>(
    `select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
       format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as restore
     from pg_constraint
     where (conrelid = any($1::text[]::regclass[]) and contype = 'p')
       or (confrelid = any($1::text[]::regclass[]) and contype = 'f')
     order by contype = 'p'`,
    [tables],
  );
  for (const { drop } of constraints.rows) await db.query(drop);
  const indexes = await db.query<{ name: string; restore: string }>(
    "select indexname as name, indexdef as restore from pg_indexes where tablename = any($1) and schemaname = current_schema()",
    [tables],
  );
  for (const { name } of indexes.rows) await db.query(`drop index ${name}`);
  return [...constraints.rows.toReversed(), ...indexes.rows].map(({ restore }) => restore);
}

/** A copy's ids end in "~" and its number; it happened so many odd seconds before its template. */
const CHANGED: Readonly<Record<string, string>> = {
  order_key: "t.order_key || '~' || n",
  session_id: "t.session_id || '~' || n",
  transaction_id: "t.transaction_id || '~' || n",
  merchant_reference: "t.merchant_reference || '-' || n",
  search:
    "coalesce(replace(t.search, lower(t.merchant_reference), lower(t.merchant_reference) || '-' || n), t.search)",
  value: "case when t.kind in ('email', 'phone') then t.value else t.value || '~' || n end",
};

async function copyRows(
  db: Database,
  table: (typeof TABLES)[number],
  accountId: string,
  rounds: number,
): Promise<void> {
  const { rows } = await db.query<{ name: string; type: string }>(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = current_schema() and table_name = $1 and is_generated = 'NEVER'
     order by ordinal_position`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  const values = rows.map(({ name, type }) => {
    if (type.startsWith("timestamp")) return `t.${name} - n * interval '9973 seconds' / $3`;
    return CHANGED[name] ?? `t.${name}`;
  });
  // As they would have come: the store's pages follow the time.
  const order = table === "orders" ? "order by 1, t.listed_at - n * interval '9973 seconds' / $3" : "";
  await db.query(
    `insert into ${table} (${names.join(", ")})
     select ${values.join(", ")} from ${table} t, generate_series(1, $2::int) n where t.account_id = $1 and $3 > 0 ${order}`,
    [accountId, rounds, 10],
  );
}
