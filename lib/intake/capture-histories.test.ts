import { expect, test } from "vitest";
import { compareCaptureRollup } from "@/lib/db/compare-captures";
import { connect, type Database } from "@/lib/db/connect";
import { testDatabase } from "@/lib/db/test-database";
import { type Answers, apply, restate } from "./apply";
import { countCaptures, rebuildCaptureRollup } from "./count-captures";
import { captureHistoryOf, documentAfter, type ModelOrder, sessionOf } from "./test-capture-history";
import { recount } from "./test-capture-recount";

const { db, address } = testDatabase();
const SEEDS = Number(process.env.KONTOR_HISTORIES ?? 40);
const FIRST_SEED = Number(process.env.KONTOR_HISTORY_SEED ?? 1);
const AT_ONCE = 4;
const NOW = Date.parse("2027-02-01T00:00:00.000Z");

async function rollupOf(accountId: string) {
  const { rows } = await db.query<{ name: string; sums: number[] }>(
    `select concat_ws(' ', grain, currency, dimension,
         to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), value) as name,
       json_build_array(captured_minor, captured_count, refunded_minor, refunded_count, authorized_minor,
         authorized_count, collected_minor) as sums
     from capture_rollup where account_id = $1`,
    [accountId],
  );
  return Object.fromEntries(rows.map(({ name, sums }) => [name, sums]));
}

/** One account in which orders come to be known in any order, again and again, while it is counted in every way. */
async function live(seed: number, pools: readonly [Database, Database]): Promise<void> {
  const accountId = `T${String(seed).padStart(8, "0")}`;
  const { orders, timeZone, random } = captureHistoryOf(seed, accountId);
  const below = (count: number) => Math.floor(random() * count);
  const pool = () => pools[below(pools.length)] ?? pools[0];
  const reached = orders.map(() => -1);
  const deps = () => ({ db: pool(), accountId, timeZone, now: () => NOW });

  const answersOf = (order: ModelOrder, count: number): Answers => {
    const fetchedAt = new Date(NOW + count).toISOString();
    const document = documentAfter(order, count, random() < 0.5);
    const transaction = { id: order.transactionId, document, fetchedAt };
    const session = { id: order.sessionId, document: sessionOf(order), fetchedAt };
    const chance = random();
    return chance < 0.5 ? { transaction } : { transaction, session };
  };
  const step = (): Promise<unknown> => {
    const chance = random();
    if (chance < 0.08) return countCaptures(deps());
    if (chance < 0.12)
      return countCaptures({ ...deps(), timeZone: "America/New_York" }, () => random() < 0.5);
    if (chance < 0.15) return rebuildCaptureRollup(deps(), () => random() < 0.3);
    const index = below(orders.length);
    const order = orders[index];
    if (order === undefined) return Promise.resolve();
    if (chance < 0.2) return restate(deps(), [order.sessionId, order.transactionId].sort());
    if (chance < 0.25) {
      const fetchedAt = new Date(NOW).toISOString();
      return apply(
        deps(),
        { session: { id: order.sessionId, document: sessionOf(order), fetchedAt } },
        "lookup",
      );
    }
    const count = below(order.moves.length + 1);
    reached[index] = Math.max(reached[index] ?? -1, count);
    return apply(deps(), answersOf(order, count), "callback");
  };
  for (let left = 4 + below(10); left > 0; left -= 1)
    await Promise.all(Array.from({ length: 1 + below(3) }, step));
  const done = await countCaptures(deps());
  expect(done).toMatchObject({ isComplete: true });

  const known = orders.map((order, index) => ({ order, count: Math.max(0, reached[index] ?? 0) }));
  expect(await rollupOf(accountId), "the rollup is the plain recount").toEqual(recount(known, timeZone));
  const compared = await compareCaptureRollup(db, accountId);
  expect({ ...compared, state: compared.state?.phase }, "the doctor finds nothing").toMatchObject({
    state: "complete",
    wrongBuckets: [],
    wrongOrders: [],
  });
}

test(
  `${SEEDS} generated histories, in any order, with repeats, restated and recounted, on two pools: the rollup is a plain recount`,
  async () => {
    // Who counts holds a connection and works on another: enough of them for all that may count at once.
    const pools = [connect(address, { poolSize: 14 }), connect(address, { poolSize: 14 })] as const;
    let next = FIRST_SEED;
    const walk = async () => {
      while (next < FIRST_SEED + SEEDS) {
        const seed = next++;
        await live(seed, pools).catch((error: unknown) => {
          throw new Error(`seed ${seed}: run it alone with KONTOR_HISTORY_SEED=${seed} KONTOR_HISTORIES=1`, {
            cause: error,
          });
        });
      }
    };
    try {
      await Promise.all(Array.from({ length: AT_ONCE }, walk));
    } finally {
      for (const pool of pools) await pool.close();
    }
  },
  Math.max(120_000, SEEDS * 1_000),
);
