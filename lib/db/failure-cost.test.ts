import { beforeAll, describe, expect, test } from "vitest";
import { bucketsOf } from "@/lib/domain/failure-buckets";
import { FAILURE_GROUPS } from "@/lib/domain/failure-filter";
import { connect, type Queryable } from "./connect";
import { countReasonBands } from "./failure-bands";
import { countFailures, countRecoveries, listUnmappedValues } from "./failure-counts";
import { countTries } from "./payment-tries";
import { testDatabase } from "./test-database";

const { db, address } = testDatabase();
const SCOPE = { accountId: "T12345678", timeZone: "Europe/Oslo" };
const NOW = Date.parse("2026-05-12T12:00:00.000Z");
const ORDERS = 200_000;
/** 24 hours of 400 days: 500 orders, 50 of them failed. */
const DAYS = { from: "2026-05-01", to: "2026-05-02" };
const ORDERS_A_DAY = ORDERS / 400;

/** One a few minutes for 400 days; every tenth failed, and each reference comes twice. One customer has every hundredth. */
beforeAll(async () => {
  const patient = connect(address, { statementTimeoutMs: 0 });
  await patient.query(
    `insert into orders (account_id, order_key, session_id, status, failure_reason, failure_who, failed_at, currency,
       ordered_minor, authorized_minor, captured_minor, refunded_minor, voided_minor, remaining_minor,
       payment_product_type, search, created_at, authorized_at, source, fetched_at)
     select $1, 'o' || n, 'o' || n, case when n % 10 = 0 then 'FAILED' else 'CAPTURED' end,
       case when n % 200 = 0 then 'unmapped' when n % 10 = 0 then 'insufficientFunds' end,
       case when n % 10 = 0 then 'bank' end, case when n % 10 = 0 then at end, 'NOK', 100,
       case when n % 10 = 0 then 0 else 100 end, 0, 0, 0, 0, 'vipps', '', at, case when n % 10 > 0 then at end, 'import', at
     from (select n, $2::timestamptz - n * interval '172.8 seconds' as at from generate_series(1, $3::integer) n) given`,
    [SCOPE.accountId, new Date(NOW).toISOString(), ORDERS],
  );
  await patient.query(
    `insert into order_keys (account_id, kind, value, order_key, paid_at)
     select o.account_id, key.kind, key.value, o.order_key, o.authorized_at
     from (select *, substr(order_key, 2)::int as n from orders) o, lateral (values
       ('reference', 'r' || o.n / 2), ('email', case when o.n % 100 = 0 or o.n % 100 = 1 then 'test@shop.example' else 'c' || o.n / 3 end)
     ) key (kind, value)`,
  );
  await patient.query("analyze orders");
  await patient.query("analyze order_keys");
  await patient.close();
}, 120_000);

interface Plan {
  readonly "Node Type": string;
  readonly "Actual Rows": number;
  readonly "Actual Loops": number;
  readonly "Rows Removed by Filter"?: number;
  readonly "Rows Removed by Index Recheck"?: number;
  readonly Plans?: readonly Plan[];
}

/** Rows that a plan's scans of tables looked at, kept or not. */
function rowsRead(plan: Plan): number {
  const below = (plan.Plans ?? []).reduce((sum, child) => sum + rowsRead(child), 0);
  if (!/Scan$/.test(plan["Node Type"]) || /^(CTE|Subquery) Scan$/.test(plan["Node Type"])) return below;
  const removed = (plan["Rows Removed by Filter"] ?? 0) + (plan["Rows Removed by Index Recheck"] ?? 0);
  return below + (plan["Actual Rows"] + removed) * plan["Actual Loops"];
}

/** `db`, which besides answering explains, and adds up what was read. */
function explaining(): { readonly explained: Queryable; readonly read: { rows: number } } {
  const read = { rows: 0 };
  return {
    read,
    explained: {
      async query(sql, values, options) {
        const { rows } = await db.query<{ "QUERY PLAN": readonly { readonly Plan: Plan }[] }>(
          `explain (analyze, format json) ${sql}`,
          values,
          options,
        );
        for (const { Plan: plan } of rows[0]?.["QUERY PLAN"] ?? []) read.rows += rowsRead(plan);
        return db.query(sql, values, options);
      },
    },
  };
}

describe("among 200,000 orders, what is read is bounded by the range", () => {
  const buckets = bucketsOf(DAYS, SCOPE.timeZone);

  test.each(FAILURE_GROUPS)("the failures of a day by %s", async (group) => {
    const { explained, read } = explaining();
    const cells = await countFailures(explained, SCOPE, { ...DAYS, group }, buckets);
    expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(ORDERS_A_DAY / 10);
    expect(read.rows).toBeGreaterThan(0);
    expect(read.rows).toBeLessThan(ORDERS_A_DAY);
  });

  test("who paid after the failures of a day, somebody with thousands of orders among them", async () => {
    const { explained, read } = explaining();
    const recoveries = await countRecoveries(explained, SCOPE, { ...DAYS, group: "reason" }, buckets);
    expect(recoveries.reduce((sum, { unpaid }) => sum + unpaid, 0)).toBe(ORDERS_A_DAY / 10);
    expect(read.rows).toBeLessThan(ORDERS_A_DAY * 4);
  });

  test("the tries of a day, and what nothing explains in it", async () => {
    const { explained, read } = explaining();
    const tries = await countTries(explained, SCOPE.accountId, {}, buckets);
    expect(tries.reduce((sum, { tried }) => sum + tried, 0)).toBe(ORDERS_A_DAY);
    await listUnmappedValues(explained, SCOPE, { ...DAYS, group: "reason" }, buckets, 20);
    expect(read.rows).toBeLessThan(ORDERS_A_DAY * 4);
  });

  test("what is usual, by the failures of 29 days", async () => {
    const { explained, read } = explaining();
    const { windows } = await countReasonBands(explained, SCOPE.accountId, NOW);
    expect(windows).toBe(28);
    expect(read.rows).toBeLessThan((ORDERS_A_DAY / 10) * 29 * 2);
  });
});
