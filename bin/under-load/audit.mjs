import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { CAPTURED } from "./dintero.mjs";

/** A lease of what a killed worker had in hand, and then its backlog. */
const SETTLE_MS = 180_000;

/**
 * Waits until the backlog is done, then compares id by id with what was acknowledged.
 * @param databaseUrl of the store
 * @returns what is wrong, a line each, and how often each delivery was received
 */
export async function audit(databaseUrl, acknowledged) {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    const waiting = "select count(*)::int as n from deliveries where state in ('received', 'fetched')";
    const deadline = Date.now() + SETTLE_MS;
    while ((await client.query(waiting)).rows[0].n > 0 && Date.now() < deadline) await sleep(500);
    const held = await client.query(
      `select transaction_id, count(*)::int as n, min(state) as state, sum(receipts)::int as receipts
       from deliveries group by 1`,
    );
    const rows = new Map(held.rows.map((row) => [row.transaction_id, row]));
    const effects = await client.query(
      "select transaction_id, count(*)::int as n, sum(captured_minor)::int as captured from orders group by 1",
    );
    const orders = new Map(effects.rows.map((row) => [row.transaction_id, row]));
    const events = await client.query(
      "select transaction_id, count(*)::int as n from events group by 1 having count(*) <> 2",
    );
    const ids = [...acknowledged.keys()];
    const counts = {
      "acknowledged and lost": ids.filter((id) => !rows.has(id)).length,
      "deliveries with more than one row": held.rows.filter(({ n }) => n !== 1).length,
      "deliveries not applied": held.rows.filter(({ state }) => state !== "applied").length,
      "acknowledged without their effect": ids.filter((id) => orders.get(id)?.captured !== CAPTURED).length,
      "orders with an effect more than once": effects.rows.filter(
        ({ n, captured }) => n !== 1 || captured !== CAPTURED,
      ).length,
      "transactions with other than their two events": events.rows.length,
    };
    return {
      wrong: Object.entries(counts)
        .filter(([, count]) => count > 0)
        .map(([what, count]) => `${count} ${what}`),
      receipts: new Map(held.rows.map((row) => [row.transaction_id, row.receipts])),
    };
  } finally {
    await client.end();
  }
}
