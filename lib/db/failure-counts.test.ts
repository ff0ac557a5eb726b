import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketsOf } from "@/lib/domain/failure-buckets";
import { failedOrders } from "@/lib/domain/failure-filter";
import { reportOf } from "@/lib/domain/failure-report";
import { minorUnits } from "@/lib/domain/minor-units";
import { ordersHref, parseOrderFilter } from "@/lib/domain/order-filter";
import { countReasonBands } from "./failure-bands";
import { countFailures, countRecoveries, listUnmappedValues } from "./failure-counts";
import { listOrders } from "./order-list";
import { totalOrders } from "./order-totals";
import { countTries } from "./payment-tries";
import { saveOrder } from "./save-order";
import { testDatabase } from "./test-database";
import { failingOrders, failureFilters, plainReport, plainRows } from "./test-failed-orders";
import { type MadeOrder, NOW, ZONE } from "./test-order-rows";

const { db } = testDatabase();
let accounts = 0;

async function world(orders: readonly MadeOrder[]) {
  accounts += 1;
  const accountId = `T${String(accounts).padStart(8, "0")}`;
  for (const { orderKey, summary } of orders) {
    const fetchedAt = new Date(NOW).toISOString();
    await saveOrder(db, accountId, { orderKey, sessionId: orderKey, summary, source: "lookup", fetchedAt });
  }
  return { accountId, timeZone: ZONE, now: NOW };
}

type Scope = Awaited<ReturnType<typeof world>>;

/** The list at an address of ours, as the page of orders reads it. */
async function listAt(scope: Scope, href: string) {
  const { filter, problems } = parseOrderFilter(new URL(href, "http://kontor.example").searchParams);
  expect(problems).toEqual([]);
  const [{ orders }, totals] = await Promise.all([
    listOrders(db, scope, { ...filter, limit: 100 }),
    totalOrders(db, scope, filter),
  ]);
  return { orders, totals };
}

describe("failures under any filter, by any group, against a plain recount", () => {
  test("every group's numbers are those of its orders, and each leads to a list of exactly so many", async () => {
    for (const orders of fc.sample(failingOrders, { numRuns: 3, seed: 7 })) {
      const scope = await world(orders);
      await fc.assert(
        fc.asyncProperty(failureFilters, async (filter) => {
          const buckets = bucketsOf(filter, ZONE);
          const report = reportOf(
            await countFailures(db, scope, filter, buckets),
            await countRecoveries(db, scope, filter, buckets),
            buckets.starts.length,
          );
          expect(plainRows(report)).toEqual(plainReport(orders, filter));

          const whole = await listAt(scope, ordersHref(failedOrders(filter, filter)));
          expect(whole.totals.count).toBe(report.count);
          expect(whole.totals.totals.map(({ currency, count }) => ({ currency, count }))).toEqual(
            report.amounts.map(({ currency, count }) => ({ currency, count })),
          );
          for (const row of report.rows) {
            const asked = failedOrders(filter, filter, row.key);
            const list = await listAt(scope, ordersHref(asked));
            expect(list.totals.count).toBe(row.count);
            for (const { currency, count, amount } of row.amounts) {
              const ofCurrency = await listAt(scope, ordersHref({ ...asked, currency: [currency] }));
              expect(ofCurrency.orders).toHaveLength(count);
              expect(ofCurrency.orders.reduce((sum, { ordered }) => sum + ordered, 0)).toBe(amount);
            }
          }
        }),
        { numRuns: 12 },
      );
    }
  });

  test("the groups sum to the whole, currency by currency", async () => {
    const [orders = []] = fc.sample(failingOrders, { numRuns: 1, seed: 8 });
    const scope = await world(orders);
    await fc.assert(
      fc.asyncProperty(failureFilters, async (filter) => {
        const buckets = bucketsOf(filter, ZONE);
        const report = reportOf(await countFailures(db, scope, filter, buckets), [], buckets.starts.length);
        for (const { currency, count, amount } of report.amounts) {
          const own = report.rows.flatMap((row) => row.amounts.filter((sum) => sum.currency === currency));
          expect(own.reduce((sum, part) => sum + part.count, 0)).toBe(count);
          expect(own.reduce((sum, part) => sum + (part.amount ?? 0), 0)).toBe(amount);
        }
        expect(report.bars.reduce((sum, bar) => sum + bar, 0)).toBe(report.count);
      }),
      { numRuns: 20 },
    );
  });
});

const [template] = fc.sample(failingOrders, { numRuns: 1, seed: 1 })[0] ?? [];

/** An order of nobody's, without a failure. */
function order(orderKey: string, change: Partial<MadeOrder["summary"]>): MadeOrder {
  if (template === undefined) throw new Error("no order was made");
  const { failure: _, failureReason: __, failureWho: ___, ...plain } = template.summary;
  const nobody = { merchantReference: undefined, customerEmail: undefined, customerPhone: undefined };
  const unpaid = { authorized: minorUnits(0), authorizedAt: undefined, capturedAt: undefined };
  return {
    orderKey,
    summary: { ...plain, ...nobody, ...unpaid, createdAt: at(0), currency: "NOK", ...change },
  };
}

function at(hours: number): string {
  return new Date(NOW - 36_000_000 + hours * 3_600_000).toISOString();
}

const failed = (hours: number, failureReason = "technicalError") => ({
  failureReason,
  failureWho: "provider" as const,
  failure: {
    value: "E-99",
    source: "transaction-event" as const,
    severity: "routine" as const,
    at: at(hours),
  },
});

test("one payment makes good each of the failures of its customer in the day before it", async () => {
  const busy = Array.from({ length: 300 }, (_, index) =>
    order(`busy${index}`, { customerEmail: "kari@example.com", ...failed(index / 600) }),
  );
  const paid = { customerEmail: "kari@example.com", authorized: minorUnits(1), authorizedAt: at(1) };
  const scope = await world([...busy, order("paid", paid)]);
  const filter = { group: "reason", from: "2026-03-29", to: "2026-03-30" } as const;
  const buckets = bucketsOf(filter, ZONE);
  expect(await countRecoveries(db, scope, filter, buckets)).toEqual([
    { key: "technicalError", unpaid: 300, recovered: 300 },
  ]);
});

test("an order that is paid after all takes its reference's other failures along, and counts as failed no more", async () => {
  const scope = await world([
    order("first", { merchantReference: "R-1", ...failed(0) }),
    order("second", { merchantReference: "R-1", ...failed(1) }),
  ]);
  const filter = { group: "reason", from: "2026-03-29", to: "2026-03-30" } as const;
  const buckets = bucketsOf(filter, ZONE);
  const recoveries = () => countRecoveries(db, scope, filter, buckets);
  expect(await recoveries()).toEqual([{ key: "technicalError", unpaid: 2, recovered: 0 }]);
  const paid = order("second", {
    merchantReference: "R-1",
    authorized: minorUnits(100),
    authorizedAt: at(2),
  });
  await saveOrder(db, scope.accountId, {
    orderKey: "second",
    sessionId: "second",
    summary: paid.summary,
    source: "lookup",
    fetchedAt: at(2),
  });
  expect(await recoveries()).toEqual([{ key: "technicalError", unpaid: 1, recovered: 1 }]);
});

test("what nothing explains is listed by value, with its latest order", async () => {
  const scope = await world([
    order("a", failed(0, "unmapped")),
    order("b", failed(2, "unmapped")),
    order("c", failed(1)),
  ]);
  const filter = { group: "reason", from: "2026-03-29", to: "2026-03-30" } as const;
  expect(await listUnmappedValues(db, scope, filter, bucketsOf(filter, ZONE), 10)).toMatchObject([
    { value: "E-99", count: 2, lastOrderKey: "b", lastHasSession: true },
  ]);
});

test("a try is money reserved or a try that failed; a checkout nobody paid in is none", async () => {
  const tried = { attempt: { number: 1, count: 1 } };
  const left = failed(0, "abandoned");
  const scope = await world([
    order("paid", { authorized: minorUnits(1) }),
    order("refused", failed(0)),
    order("left", left),
    order("left after a try", { ...left, failure: { ...left.failure, ...tried } }),
    order("open", {}),
  ]);
  const filter = { from: "2026-03-29", to: "2026-04-01" } as const;
  const tries = await countTries(db, scope.accountId, {}, bucketsOf(filter, ZONE));
  expect(tries).toEqual([
    { tried: 3, paid: 1 },
    { tried: 0, paid: 0 },
    { tried: 0, paid: 0 },
  ]);
});

test("the usual of a reason is that of the whole days there are orders of; without a week of them there is none", async () => {
  const now = Date.parse(at(0)) + 1;
  const young = await world([order("old", { createdAt: at(-24 * 6) }), order("a", failed(0))]);
  expect(await countReasonBands(db, young.accountId, now)).toEqual({ bands: [], windows: 5 });
  const days = [-24 * 10, -24 * 3, -24 * 2, -1, 0];
  const scope = await world([
    order("old", { createdAt: at(-24 * 12) }),
    ...days.map((hours, index) => order(`f${index}`, { createdAt: at(hours), ...failed(hours) })),
  ]);
  expect(await countReasonBands(db, scope.accountId, now)).toEqual({
    windows: 11,
    bands: [{ reason: "technicalError", count: 2, before: 3, windows: 11 }],
  });
});
