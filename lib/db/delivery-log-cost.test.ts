import { beforeAll, describe, expect, test } from "vitest";
import { type CallbackFilter, EVERY_CALLBACK } from "@/lib/domain/callback-filter";
import { connect, type Queryable } from "./connect";
import { listLog } from "./delivery-log";
import { readHourlyRate, readIntakeFigures, readQuietSamples } from "./intake-health";
import { listLogOfOrder } from "./order-log";
import { countParked } from "./reprocessings";
import { testDatabase } from "./test-database";

const { db, address } = testDatabase();
const ACCOUNT = "T12345678";
const NOW = Date.parse("2026-05-12T12:00:00.000Z");
const DELIVERIES = 200_000;
/** Far fewer than any table holds: 18 lists of 51, their rows, and as much again to spare. */
const MOST_ROWS = 4_000;

/** Two a second for a day; the rare ones thousands of rows apart. */
beforeAll(async () => {
  const patient = connect(address, { statementTimeoutMs: 0 });
  await patient.query(
    `insert into deliveries (account_id, delivery_id, channel, received_at, last_received_at, key_number, method,
       raw_query, headers, body_state, body_bytes, session_id, transaction_id, merchant_reference, event, error,
       receipts, state, next_attempt_at, effect, body_differences)
     select $1, lpad(to_hex(n), 64, '0'), case when n % 5000 = 3 then 'webhook' else 'callback' end, at, at, 0, 'GET',
       '', '{}', 'absent', 0, 's' || n / 2, 't' || n / 2, 'r' || n / 4, case when n % 7000 = 1 then 'VOID' when
       n % 3 = 0 then 'CAPTURE' end, case when n % 9000 = 5 then 'failed' end, case when n % 8000 = 2 then 3 else 1 end,
       case when n % 40000 = 9 then 'parked' when n % 50000 = 8 then 'unconfirmed' else 'applied' end, at,
       jsonb_build_object('is_changed', n % 6000 <> 4), case when n % 7500 = 6 then array['amount'] end
     from (select n, $2::timestamptz - n * interval '430 milliseconds' as at from generate_series(1, $3::integer) n) given`,
    [ACCOUNT, new Date(NOW).toISOString(), DELIVERIES],
  );
  await patient.query("analyze deliveries");
  await patient.close();
});

interface Plan {
  readonly "Node Type": string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly Plans?: readonly Plan[];
}

/** Rows that a plan's scans looked at, kept or not. */
function rowsRead(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), 0);
  if (!/Scan$/.test(plan["Node Type"]) || plan["Node Type"] === "CTE Scan") return below;
  const removed = (plan["Rows Removed by Filter"] ?? 0) + (plan["Rows Removed by Index Recheck"] ?? 0);
  return below + (plan["Actual Rows"] + removed) * plan["Actual Loops"];
}

/** `db`, which instead of answering explains, and adds up what was read. */
function explaining(): { readonly explained: Queryable; readonly read: { rows: number } } {
  const read = { rows: 0 };
  return {
    read,
    explained: {
      async query(sql, values) {
        const { rows } = await db.query<{ "QUERY PLAN": readonly { readonly Plan: Plan }[] }>(
          `explain (analyze, format json) ${sql}`,
          values,
          { isPlannedByValue: true },
        );
        read.rows += rows[0]?.["QUERY PLAN"].reduce((sum, { Plan }) => sum + rowsRead(Plan), 0) ?? 0;
        return { rows: [], rowCount: 0 };
      },
    },
  };
}

const page = (changes: Partial<CallbackFilter>): CallbackFilter => ({ ...EVERY_CALLBACK, ...changes });
const MIDDLE = { at: "2026-05-11T23:00:00.000Z", kind: "delivery", key: "0" } as const;

describe(`among ${DELIVERIES} deliveries`, () => {
  test.each<[string, CallbackFilter]>([
    ["the newest page", page({})],
    ["a page in the middle", page({ before: MIDDLE })],
    ["what came after a page in the middle", page({ after: MIDDLE })],
    ["parked ones, of which there are five", page({ outcomes: ["parked"] })],
    ["ones that differ", page({ outcomes: ["differs"] })],
    ["ones that changed nothing", page({ outcomes: ["unchanged", "unconfirmed", "waiting"] })],
    ["webhooks", page({ channel: "webhook" })],
    ["a rare event", page({ event: "VOID" })],
    ["an event nobody ever sent", page({ event: "NEVER" })],
    ["any error", page({ error: "*" })],
    ["one error", page({ error: "failed" })],
    ["an error nobody ever sent", page({ error: "never" })],
    ["repeated ones", page({ isRepeated: true })],
    ["the last hours", page({ hours: 24 })],
    ["one session", page({ about: "s70000" })],
    ["one reference", page({ about: "r40000" })],
    ["something nobody knows", page({ about: "nothing" })],
    ["one day", page({ from: "2026-05-12", to: "2026-05-13" })],
    ["a day before everything", page({ to: "2026-05-01" })],
  ])("%s is read without reading the table", async (_name, filter) => {
    const { explained, read } = explaining();
    await listLog(explained, ACCOUNT, filter, "Europe/Oslo", NOW);
    expect(read.rows).toBeLessThan(MOST_ROWS);
  });

  test("one order's log, the usual gaps and what is parked are read without reading the table", async () => {
    const { explained, read } = explaining();
    await listLogOfOrder(explained, ACCOUNT, { sessionId: "s70000" }, 50);
    await readQuietSamples(explained, ACCOUNT, NOW);
    await countParked(explained, ACCOUNT);
    expect(read.rows).toBeLessThan(MOST_ROWS);
  });

  test("no count of the intake's health goes further than it says", async () => {
    const { explained, read } = explaining();
    await readHourlyRate(explained, ACCOUNT, NOW);
    const ofTheRate = read.rows;
    await expect(readIntakeFigures(explained, ACCOUNT, NOW, [])).rejects.toThrow("one row");
    // Each hour and each of a dozen figures reads at most ten thousand.
    expect(ofTheRate).toBeLessThan(24 * 10_001);
    expect(read.rows - ofTheRate).toBeLessThan(2 * 10_000 + MOST_ROWS);
  });
});
