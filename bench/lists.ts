import { Agent } from "node:http";
import { connect, type Database } from "@/lib/db/connect";
import { listOrders } from "@/lib/db/order-list";
import { findByKeys, findByPart } from "@/lib/db/order-search";
import { countByStatus, totalOrders } from "@/lib/db/order-totals";
import { encodeCursor } from "@/lib/domain/order-cursor";
import { EVERY_ORDER, type OrderFilter, parseOrderFilter } from "@/lib/domain/order-filter";
import { explaining } from "./explain";
import { type Ask, type MeasuredShop, measureInTurn, tellColumns } from "./in-turn";
import { get, post } from "./load";

const ROUNDS = Number(process.env.BENCH_SHOP_ROUNDS ?? 60);
const TIME_ZONE = "Europe/Oslo";
/** As many as the box suggests. */
const LIMIT = 8;

/** What a page of the list may be asked, as its address says it. */
const QUERIES: Readonly<Record<string, string>> = {
  "first page": "",
  "first page of 100": "limit=100",
  "by status": "status=CAPTURED",
  "by a rare status": "status=ON_HOLD",
  "by two statuses": "status=FAILED&status=DECLINED",
  "by who refused": "who=bank",
  "by failure reason": "reason=insufficientFunds",
  "by method": "method=vipps",
  "by brand": "brand=Visa",
  "by currency": "currency=SEK",
  "by currency and amount": "currency=NOK&amount_gte=100000",
  "by seller": "payout_destination=none",
  "by store": "store=none",
  "with splits": "split=yes",
  "with refunds": "refunded=yes",
  "expiring in 48 h": "expiring=48h",
  "without callback": "callback=none",
  "of 30 days": "last=30d",
  "captured in 30 days": "last=30d&by=captured",
  "refunded in 30 days": "last=30d&by=refunded",
  "by status and method": "status=FAILED&method=vipps",
  "by three at once": "status=CAPTURED&currency=SEK&method=vipps",
  "part of a reference": "q=-12",
  "sorted by amount": "currency=NOK&sort=-amount",
  "sorted by capture": "sort=-captured",
  "sorted by last event": "sort=-last_event",
};

/** An order in the middle of the shop, by what a person may hold of it. */
interface Known {
  readonly transactionId: string;
  readonly reference: string;
  /** Cursors at a tenth and at four fifths of all orders. */
  readonly near: string;
  readonly deep: string;
}

/**
 * Pages, filters, sorts, counts and searches of the list of orders in shops of every size, in turn and in one run, over
 * HTTP and in this process; prints how the cost grows, and the plans of the largest.
 */
export async function benchLists(databaseUrl: string, shops: readonly MeasuredShop[]): Promise<void> {
  const db = connect({ url: databaseUrl });
  const agent = new Agent({ keepAlive: true });
  try {
    const known = new Map<string, Known>();
    for (const { accountId } of shops) known.set(accountId, await knownOf(db, accountId));
    const of = ({ accountId }: MeasuredShop) => {
      const found = known.get(accountId);
      if (found === undefined) throw new Error(`${accountId} holds no orders`);
      return found;
    };
    console.log("Orders over HTTP, milliseconds p50 / p95, in turn:");
    tellColumns(shops);
    for (const [name, ask] of httpQuestions(of, agent)) await measureInTurn(name, shops, ask, ROUNDS);
    console.log("\nOrders in this process, milliseconds p50 / p95, in turn:");
    tellColumns(shops);
    for (const [name, ask] of ownQuestions(of))
      await measureInTurn(name, shops, (shop) => ask(shop, db), ROUNDS);
    const largest = shops.at(-1);
    if (largest === undefined) return;
    console.log(`\nPlans at ${largest.orders} orders:`);
    for (const [name, ask] of ownQuestions(of)) {
      console.log(` ${name}`);
      await ask(largest, explaining(db));
    }
  } finally {
    agent.destroy();
    await db.close();
  }
}

function* httpQuestions(of: (shop: MeasuredShop) => Known, agent: Agent): Generator<[string, Ask]> {
  const page =
    (query: (shop: MeasuredShop) => string): Ask =>
    async (shop) => {
      const answer = await get(`${shop.url}/api/orders?${query(shop)}`, shop.headers, agent);
      if (answer.status !== 200) throw new Error(`${query(shop)}: ${answer.status} ${answer.body}`);
    };
  const search =
    (path: string, q: (known: Known) => string): Ask =>
    async (shop) => {
      const answer = await post(`${shop.url}${path}`, { q: q(of(shop)) }, shop.headers, agent);
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.body}`);
    };
  yield ["first page", page(() => "")];
  yield ["a tenth down", page((shop) => `after=${of(shop).near}`)];
  yield ["deep page, four fifths down", page((shop) => `after=${of(shop).deep}`)];
  yield ["exact search, transaction id", search("/api/search", (known) => known.transactionId)];
  yield ["exact search, reference", search("/api/search", (known) => known.reference)];
  yield [
    "suggestions, part of a reference",
    search("/api/search/ahead", (known) => known.reference.slice(1, 6)),
  ];
  yield ["suggestions, part of nothing", search("/api/search/ahead", () => "zq7zq7")];
  for (const [name, query] of Object.entries(QUERIES).slice(1)) yield [name, page(() => query)];
}

type Own = (shop: MeasuredShop, db: Database) => Promise<unknown>;

function* ownQuestions(of: (shop: MeasuredShop) => Known): Generator<[string, Own]> {
  const scope = ({ accountId }: MeasuredShop) => ({ accountId, timeZone: TIME_ZONE, now: Date.now() });
  const list =
    (filter: (shop: MeasuredShop) => OrderFilter): Own =>
    (shop, db) =>
      listOrders(db, scope(shop), filter(shop));
  for (const [name, query] of Object.entries(QUERIES))
    yield [`page, ${name}`, list(() => parseOrderFilter(new URLSearchParams(query)).filter)];
  yield ["page, deep", list((shop) => ({ ...EVERY_ORDER, after: of(shop).deep }))];
  yield ["count and totals of all", (shop, db) => totalOrders(db, scope(shop), EVERY_ORDER)];
  yield ["counts by status", (shop, db) => countByStatus(db, scope(shop), EVERY_ORDER)];
  yield [
    "exact look-up",
    (shop, db) =>
      findByKeys(db, shop.accountId, [{ kind: "transaction-id", value: of(shop).transactionId }], LIMIT),
  ];
  yield [
    "search, part of a reference",
    (shop, db) => findByPart(db, shop.accountId, of(shop).reference.slice(1, 6), LIMIT),
  ];
  yield ["search, part of nothing", (shop, db) => findByPart(db, shop.accountId, "zq7zq7", LIMIT)];
}

async function knownOf(db: Database, accountId: string): Promise<Known> {
  const { rows: counted } = await db.query<{ count: number }>(
    "select count(*)::integer as count from orders where account_id = $1",
    [accountId],
  );
  const count = counted[0]?.count ?? 0;
  const rowAt = async (place: number) => {
    const { rows } = await db.query<{ key: string; at: string; id: string | null; reference: string | null }>(
      `select order_key as key, listed_at as at, transaction_id as id, lower(merchant_reference) as reference
       from orders where account_id = $1 and transaction_id is not null and merchant_reference is not null
       order by listed_at desc, order_key desc offset $2 limit 1`,
      [accountId, Math.trunc(place)],
    );
    const row = rows[0];
    if (row === undefined) throw new Error(`${accountId} holds too few orders`);
    return row;
  };
  const cursor = ({ at, key }: { readonly at: string; readonly key: string }) =>
    encodeCursor("created", { value: null, listedAt: at, orderKey: key });
  const middle = await rowAt(count / 2.5);
  return {
    transactionId: middle.id ?? "",
    reference: middle.reference ?? "",
    near: cursor(await rowAt(count / 10)),
    deep: cursor(await rowAt(count * 0.8)),
  };
}
