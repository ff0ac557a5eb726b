import { chmod, mkdir } from "node:fs/promises";
import { connect } from "@/lib/db/connect";
import { startEmbedded } from "@/lib/db/embedded/start";
import { migrate } from "@/lib/db/migrate";
import { fillOrders } from "./fill-orders";

/** A shop of so many orders, and the Kontor that serves it. */
export interface MeasuredShop {
  readonly orders: number;
  readonly accountId: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Makes the store in `dataDir` and fills an account in it for each size, unless it is there already. */
export async function fillShops(
  dataDir: string,
  shops: readonly Pick<MeasuredShop, "accountId" | "orders">[],
): Promise<void> {
  await mkdir(dataDir, { recursive: true });
  // As root the store runs as another user, who must get in.
  await chmod(dataDir, 0o711);
  const server = await startEmbedded({ dataDir });
  const db = connect(server.address, { statementTimeoutMs: 0 });
  try {
    await migrate(server.address);
    for (const { accountId, orders } of shops) {
      const { rows } = await db.query("select 1 from orders where account_id = $1 limit 1", [accountId]);
      if (rows.length > 0) continue;
      const startedAt = performance.now();
      await fillOrders(db, { accountId, orders, now: Date.now(), isForFigures: true });
      console.log(`  ${orders} orders filled in ${Math.round((performance.now() - startedAt) / 1000)} s`);
    }
  } finally {
    await db.close();
    await server.close();
  }
}

export type Ask = (shop: MeasuredShop) => Promise<unknown>;

/**
 * Asks every shop in turn, so that what else the machine does is the same for all, and prints one line: milliseconds
 * p50 / p95 of each, and how the p95 grows from the smallest to the largest.
 */
export async function measureInTurn(
  name: string,
  shops: readonly MeasuredShop[],
  ask: Ask,
  rounds: number,
): Promise<void> {
  const times = await inTurn(shops, ask, rounds);
  const figures = times.map((of) => ({ p50: at(of, 0.5), p95: at(of, 0.95) }));
  const growth = rounded((figures.at(-1)?.p95 ?? 0) / (figures[0]?.p95 ?? 1));
  const told = figures.map(({ p50, p95 }) => `${p50} / ${p95}`.padStart(16)).join("");
  console.log(`  ${name.padEnd(42)}${told}   p95 × ${growth}`);
}

/** The columns of `measureInTurn`. */
export function tellColumns(shops: readonly MeasuredShop[]): void {
  console.log(`  ${"".padEnd(42)}${shops.map(({ orders }) => String(orders).padStart(16)).join("")}`);
}

/** Sorted times for each shop; the first round of each warms up. */
async function inTurn(
  shops: readonly MeasuredShop[],
  ask: Ask,
  rounds: number,
): Promise<readonly (readonly number[])[]> {
  const times: number[][] = shops.map(() => []);
  for (let round = -1; round < rounds; round += 1) {
    for (const [index, shop] of shops.entries()) {
      const startedAt = performance.now();
      await ask(shop);
      if (round >= 0) times[index]?.push(performance.now() - startedAt);
    }
  }
  return times.map((of) => of.toSorted((a, b) => a - b));
}

function at(times: readonly number[], share: number): number {
  return rounded(times[Math.floor((times.length - 1) * share)] ?? 0);
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
