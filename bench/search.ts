import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type Database, type Queryable } from "@/lib/db/connect";
import { startEmbedded } from "@/lib/db/embedded/start";
import { migrate } from "@/lib/db/migrate";
import { findByKeys, findByPart } from "@/lib/db/order-search";
import { explaining } from "./explain";
import { fillOrders } from "./fill-orders";

const ACCOUNT = "T12345678";
const ROUNDS = 40;
/** As many as the box suggests. */
const LIMIT = 8;

type Search = (db: Database) => Promise<unknown>;

/**
 * Every kind of search among `orders` generated orders, as the box asks while somebody types, on an embedded store of its
 * own. The oldest tenth has references of its own kind, the hardest there is: many match, and none of the newest does.
 */
export async function benchSearch(orders: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "kontor-bench-search-"));
  // As root the store runs as another user, who must get in.
  await chmod(dataDir, 0o711);
  const server = await startEmbedded({ dataDir });
  const filling = connect(server.address, { statementTimeoutMs: 0 });
  const db = connect(server.address);
  try {
    await migrate(server.address);
    const held = await fillOrders(filling, { accountId: ACCOUNT, orders, now: Date.now() });
    await ageTenth(filling);
    console.log(`Search among ${held} orders, ${ROUNDS} times each, in this process:`);
    for (const [name, search] of Object.entries(await searches(db))) {
      const times = await timesOf(() => search(db));
      console.log(`  ${name.padEnd(50)} p50 ${at(times, 0.5)} ms, p95 ${at(times, 0.95)} ms`);
    }
    console.log("\nThe plans of a search by part that the newest do not answer, and of one by key:");
    await findByPart(explaining(db), ACCOUNT, "old-1", LIMIT);
    await findByKeys(explaining(db), ACCOUNT, [{ kind: "reference", value: "nobody" }], LIMIT);
  } finally {
    await Promise.all([db.close(), filling.close()]);
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function ageTenth(db: Queryable): Promise<void> {
  await db.query(
    `with ranked as (
       select order_key, row_number() over (order by listed_at) as place, count(*) over () as held
       from orders where account_id = $1
     )
     update orders o set merchant_reference = 'OLD-' || place,
       search = 'old-' || place || E'\n' || coalesce(o.customer_name, '')
     from ranked r where o.account_id = $1 and o.order_key = r.order_key and place <= held / 10`,
    [ACCOUNT],
  );
  await db.query("vacuum analyze orders");
}

/** By what each is hard for: shared by all, by many, by few, by old ones only, by nobody; of no use to an index. */
async function searches(db: Queryable): Promise<Readonly<Record<string, Search>>> {
  const { rows } = await db.query<{ id: string; reference: string; name: string; email: string }>(
    `select o.transaction_id as id, o.merchant_reference as reference, o.customer_name as name,
       (select value from order_keys k where k.account_id = $1 and k.order_key = o.order_key and kind = 'email') as email
     from orders o where account_id = $1 and customer_name is not null and transaction_id is not null
     order by listed_at desc offset 5000 limit 1`,
    [ACCOUNT],
  );
  const { id = "", reference = "", name = "", email = "" } = rows[0] ?? {};
  const part =
    (text: string): Search =>
    (store) =>
      findByPart(store, ACCOUNT, text, LIMIT);
  const key =
    (kind: "transaction-id" | "reference" | "email", value: string): Search =>
    (store) =>
      findByKeys(store, ACCOUNT, [{ kind, value }], LIMIT);
  const lines = Array.from(
    { length: 200 },
    (_, line) => ({ kind: "reference", value: `old-${line}` }) as const,
  );
  return {
    "a transaction id": key("transaction-id", id),
    "a reference": key("reference", reference),
    "an e-mail address that many orders share": key("email", email),
    "200 references at once": (store) => findByKeys(store, ACCOUNT, lines, LIMIT),
    "part of every reference": part(reference.slice(0, 3)),
    "a name that many share": part(name),
    "part of a name": part(name.slice(1, 6)),
    "a whole reference, as a part": part(reference),
    "part of old references only, of many": part("old-"),
    "part of old references only, of some": part("old-12"),
    "part of old references only, of few": part("old-123"),
    "part of nothing": part("zq7zq7"),
    "three characters that no index knows": part("e-1"),
  };
}

async function timesOf(work: () => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((a, b) => a - b);
}

function at(times: readonly number[], share: number): string {
  return (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
}
