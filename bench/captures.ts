import { Agent } from "node:http";
import {
  type RollupScope,
  type RollupTime,
  sumBuckets,
  sumGroupBuckets,
  sumGroups,
} from "@/lib/db/capture-report";
import { connect, type Database, type Queryable } from "@/lib/db/connect";
import { addDays, localDayOf, startOfDay } from "@/lib/domain/local-day";
import { explaining } from "./explain";
import { type Ask, type MeasuredShop, measureInTurn, tellColumns } from "./in-turn";
import { get } from "./load";

const TIME_ZONE = "Europe/Oslo";
const CURRENCY = "NOK";
const DAYS = 365;
const ROUNDS = Number(process.env.BENCH_CAPTURES_ROUNDS ?? 40);
const GROUPS = ["method", "payout_destination"] as const;
const STACKED = 6;
/** The same year by a plain statement over the parts is slow on purpose: a few times will do. */
const PLAIN_ROUNDS = 5;

/**
 * A year of captures by day, by method and by seller, in shops of every size, in turn and in one run: as the report's SQL
 * asks, as the page asks over HTTP, and by a plain GROUP BY over the parts. Prints ratios and plans.
 */
export async function benchCaptures(databaseUrl: string, shops: readonly MeasuredShop[]): Promise<void> {
  const db = connect({ url: databaseUrl }, { statementTimeoutMs: 0 });
  const agent = new Agent({ keepAlive: true });
  try {
    const time = yearUntil(Date.now());
    await tellSizes(db, shops);
    for (const [name, ask, rounds] of questions(db, time, agent))
      await measureInTurn(name, shops, ask, rounds);
    const largest = shops.at(-1);
    if (largest !== undefined) await explain(db, largest, time);
  } finally {
    agent.destroy();
    await db.close();
  }
}

function* questions(db: Database, time: RollupTime, agent: Agent): Generator<[string, Ask, number]> {
  for (const [name, ask] of reportQuestions(time))
    yield [`SQL, ${name}`, (shop) => ask(db, scopeOf(shop)), ROUNDS];
  for (const [name, query] of [
    ["by day", "interval=day"],
    ["by day and method", "interval=day&group_by=method"],
    ["by day and seller", "interval=day&group_by=payout_destination"],
  ] as const)
    yield [`HTTP, ${name}`, (shop) => askOverHttp(shop, query, agent), ROUNDS];
  for (const [name, sql] of Object.entries(PLAIN))
    yield [
      `plain GROUP BY, ${name}`,
      ({ accountId }) => db.query(sql, plainValues(accountId, time), { isPlannedByValue: true }),
      PLAIN_ROUNDS,
    ];
}

function* reportQuestions(
  time: RollupTime,
): Generator<[string, (db: Queryable, scope: RollupScope) => Promise<unknown>]> {
  yield ["by day", (db, scope) => sumBuckets(db, scope, time)];
  for (const dimension of GROUPS) {
    yield [
      `by day and ${dimension}`,
      async (db, scope) => {
        const groups = await sumGroups(db, scope, time, dimension, STACKED);
        const values = groups.flatMap(({ value }) => value ?? []);
        return sumGroupBuckets(db, scope, time, { dimension, values });
      },
    ];
  }
}

const SUMS = `sum(amount_minor) filter (where kind = 'capture') as captured,
  sum(amount_minor) filter (where kind = 'refund') as refunded, count(*) filter (where is_event_first) as events
  from capture_parts where account_id = $1 and currency = $2 and at >= $3 and at < $4`;
const DAY = "width_bucket(at, $5::timestamptz[])";
const PLAIN: Readonly<Record<string, string>> = {
  "by day": `select ${DAY}, ${SUMS} group by 1`,
  "by day and method": `select ${DAY}, payment_product_type, ${SUMS} group by 1, 2`,
  "by day and seller": `select ${DAY}, payout_destination_id, ${SUMS} group by 1, 2`,
};

function plainValues(accountId: string, { starts, end }: RollupTime): readonly unknown[] {
  const edges = starts.map((start) => new Date(start).toISOString());
  return [accountId, CURRENCY, edges[0], new Date(end).toISOString(), edges];
}

function scopeOf({ accountId }: MeasuredShop): RollupScope {
  return { accountId, currency: CURRENCY };
}

function yearUntil(now: number): RollupTime {
  const today = localDayOf(now, TIME_ZONE);
  const starts = Array.from({ length: DAYS }, (_, day) => startOfDay(addDays(today, day - DAYS), TIME_ZONE));
  return { starts, end: startOfDay(today, TIME_ZONE), grain: "day" };
}

async function askOverHttp({ url, headers }: MeasuredShop, query: string, agent: Agent): Promise<void> {
  const today = localDayOf(Date.now(), TIME_ZONE);
  const range = `from=${addDays(today, -DAYS)}&to=${today}&currency=${CURRENCY}`;
  const answer = await get(`${url}/api/captures?${range}&${query}`, headers, agent);
  if (answer.status !== 200) throw new Error(`/api/captures answered ${answer.status}: ${answer.body}`);
}

async function tellSizes(db: Queryable, shops: readonly MeasuredShop[]): Promise<void> {
  console.log("A year of captures, milliseconds p50 / p95, in turn:");
  for (const { accountId, orders } of shops) {
    const { rows } = await db.query<{ parts: number; sums: number }>(
      `select (select count(*) from capture_parts where account_id = $1) as parts,
         (select count(*) from capture_rollup where account_id = $1) as sums`,
      [accountId],
    );
    console.log(`  ${orders} orders: ${rows[0]?.parts} parts, ${rows[0]?.sums} sums`);
  }
  tellColumns(shops);
}

async function explain(db: Database, shop: MeasuredShop, time: RollupTime): Promise<void> {
  console.log(`\nPlans at ${shop.orders} orders:`);
  for (const [name, ask] of reportQuestions(time)) {
    console.log(` ${name}`);
    await ask(explaining(db), scopeOf(shop));
  }
  for (const [name, sql] of Object.entries(PLAIN)) {
    console.log(` plain GROUP BY, ${name}`);
    await explaining(db).query(sql, plainValues(shop.accountId, time));
  }
}
