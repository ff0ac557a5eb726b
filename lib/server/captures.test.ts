import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as getFile } from "@/app/api/captures/export/route";
import { GET as getCaptures } from "@/app/api/captures/route";
import { GET as getTransaction } from "@/app/api/dintero/transactions/[transactionId]/route";
import { GET as getOrders } from "@/app/api/orders/route";
import { createDintero } from "@/lib/dintero/client";
import { bucketHref, daysToCaptureHref, outstandingHref } from "@/lib/domain/capture-links";
import { parseCaptureQuery } from "@/lib/domain/capture-query";
import { CAPTURE_CHARTS, captureTable } from "@/lib/domain/capture-table";
import type { JsonObject } from "@/lib/domain/json";
import { localDayOf } from "@/lib/domain/local-day";
import { plainDecimal } from "@/lib/format/money";
import { countCaptures } from "@/lib/intake/count-captures";
import { newTally } from "@/lib/intake/take-in";
import { takeInWindow } from "@/lib/intake/windows";
import type { CapturesAnswer } from "@/lib/queries/captures-answer";
import type { ListedOrderJson, OrderListAnswer } from "@/lib/queries/order-list";
import { ROLES } from "@/lib/roles";
import { setRuntime } from "@/lib/runtime";
import { SANDBOX_DEFAULTS, type Sandbox, startSandbox } from "@/sandbox/start-sandbox";
import { readCaptureReport } from "./captures";
import { csvRows } from "./test-csv";
import { addUser, requestTo, signInCookie, testRuntime, viewerAs } from "./test-runtime";

const runtime = testRuntime();
const ZONE = runtime.env.businessTimeZone;
let sandbox: Sandbox;
let cookie: string;

/** The sandbox's shop of 13 months, with every notable order in it, as an import reads it. */
beforeAll(async () => {
  sandbox = await startSandbox({ orders: 100, now: runtime.now() });
  const { accountId, clientId, clientSecret } = SANDBOX_DEFAULTS;
  const dintero = createDintero({
    ...{ accountId, clientId, clientSecret, limits: { retryPauseMs: 1 }, now: () => runtime.now() },
    ...{ apiUrl: sandbox.url, checkoutUrl: sandbox.url },
  });
  setRuntime({ ...runtime, dintero });
  const deps = { db: runtime.db, accountId, timeZone: ZONE, now: () => runtime.now(), dintero };
  await countCaptures(deps);
  const window = { from: Date.parse("2025-01-01T00:00:00Z"), to: runtime.now() };
  for (const stream of ["transactions-created", "sessions-created"] as const) {
    await takeInWindow(stream, window, { ...deps, source: "import", onUnreadable: () => {} }, newTally());
  }
  cookie = await signInCookie(runtime, await addUser(runtime, "finance"));
}, 120_000);
afterAll(() => sandbox.close());

async function ask(path: string, own = cookie): Promise<Response> {
  const [handler = getCaptures] = [getFile, getOrders].filter((_, index) =>
    path.startsWith(["/api/captures/export", "/api/orders"][index] ?? ""),
  );
  return handler(requestTo(runtime, path, { headers: { cookie: own } }));
}

const captures = async (query: string): Promise<CapturesAnswer> =>
  (await ask(`/api/captures?${query}`)).json();
const RANGE = "from=2025-04-01&to=2026-05-13";
const CURRENCIES = ["NOK", "SEK", "DKK", "EUR"];

/** Every order behind a mark, and what the list says they came to in these days. */
async function behind(href: string | undefined) {
  if (href === undefined) throw new Error("a mark without a link");
  const orders: ListedOrderJson[] = [];
  const url = new URL(`/api${href}`, "http://kontor.example");
  url.searchParams.set("limit", "100");
  for (;;) {
    const page: OrderListAnswer = await (await ask(`${url.pathname}${url.search}`)).json();
    orders.push(...page.orders);
    if (page.next_cursor === undefined) return { orders, totals: page.totals };
    url.searchParams.set("after", page.next_cursor);
  }
}

const inDays = ({ totals }: Awaited<ReturnType<typeof behind>>) =>
  totals.reduce((sum, total) => sum + (total.in_days?.amount?.amount ?? 0), 0);

const reportOf = async (query: string) => {
  const { query: asked } = parseCaptureQuery(new URLSearchParams(query), "2026-05-12");
  return readCaptureReport(await viewerAs(runtime, "finance", "captures.read"), asked);
};

describe("a mark and the list behind it", () => {
  test.each(CURRENCIES)(
    "in %s: every bar is what its orders' captures, refunds and reservations come to",
    async (currency) => {
      const report = await reportOf(`${RANGE}&currency=${currency}&interval=month`);
      for (const bucket of report.buckets) {
        const [captured, refunded, authorized] = await Promise.all([
          behind(bucketHref(report, bucket, "captured")),
          behind(bucketHref(report, bucket, "refunded")),
          behind(bucketHref(report, bucket, "authorized")),
        ]);
        expect([bucket.start, inDays(captured), inDays(refunded)]).toEqual([
          bucket.start,
          bucket.captured,
          bucket.refunded,
        ]);
        expect([
          bucket.start,
          authorized.orders.reduce((sum, order) => sum + order.authorized.amount, 0),
        ]).toEqual([bucket.start, bucket.authorized]);
      }
    },
  );

  test("every group, day to capture and reservation that nobody captured is its orders", async () => {
    for (const group of ["method", "brand", "store", "payout_destination"]) {
      const { groups } = await captures(`${RANGE}&group_by=${group}`);
      expect(groups.length).toBeGreaterThan(0);
      for (const { href, captured } of groups)
        expect([href, inDays(await behind(href))]).toEqual([href, captured.amount]);
    }
    const report = await reportOf(RANGE);
    for (const bin of report.daysToCapture) {
      const href = daysToCaptureHref(report, bin);
      expect([href, inDays(await behind(href))]).toEqual([href, bin.captured]);
    }
    for (const [by, bins] of [
      ["age", report.outstanding.byAge],
      ["expiry", report.outstanding.byExpiry],
    ] as const) {
      for (const bin of bins) {
        const { orders } = await behind(outstandingHref(report, by, bin));
        expect([by, bin.minDays, orders.length]).toEqual([by, bin.minDays, bin.count]);
        expect(orders.reduce((sum, order) => sum + order.remaining.amount, 0)).toBe(bin.remaining);
      }
    }
    const { orders } = await behind(outstandingHref(report));
    expect(orders).toHaveLength(report.outstanding.count);
  });

  test("every hour of a day is its orders", async () => {
    const { buckets } = await captures("from=2026-05-11&to=2026-05-13&interval=hour");
    expect(buckets).toHaveLength(37);
    for (const { href, captured } of buckets)
      expect([href, inDays(await behind(href))]).toEqual([href, captured.amount]);
  });
});

describe("chart, table, file and Dintero", () => {
  test("say the same: what the documents' own events tell, recounted plainly", async () => {
    const { orders } = await behind("/orders");
    const told = new Map<string, number>();
    for (const { transaction_id: transactionId } of orders) {
      if (transactionId === undefined) continue;
      const answer = await getTransaction(
        requestTo(runtime, `/api/dintero/transactions/${transactionId}`, { headers: { cookie } }),
        {
          params: Promise.resolve({ transactionId }),
        },
      );
      const { transaction } = await answer.json();
      for (const { at, amount } of capturesOf(transaction)) {
        const name = `${transaction.currency} ${localDayOf(at, ZONE).slice(0, 7)}`;
        told.set(name, (told.get(name) ?? 0) + amount);
      }
    }
    const { panels = [] } = await captures(`${RANGE}&interval=month&panels=currencies`);
    const drawn = panels.flatMap(({ currency, buckets }) =>
      buckets.map(({ start, captured }) => [`${currency} ${start.slice(0, 7)}`, captured.amount] as const),
    );
    expect(Object.fromEntries(drawn.filter(([, amount]) => amount !== 0))).toEqual(Object.fromEntries(told));
  });

  test("chart, table and file hold the same numbers, whichever the chart", async () => {
    const query = `${RANGE}&currency=NOK&interval=month&group_by=method&compare=previous`;
    const report = await reportOf(query);
    for (const chart of CAPTURE_CHARTS) {
      const { columns, rows } = captureTable(report, chart);
      const file = csvRows(await (await ask(`/api/captures/export?${query}&chart=${chart}`)).text());
      expect(file).toHaveLength(rows.length);
      for (const [index, { cells }] of rows.entries()) {
        const told = Object.values(file[index] ?? {});
        const own = columns.flatMap(({ name, kind }, place) => {
          const cell = cells[place];
          if (cell === undefined)
            return kind === "amount" ? ["", ""] : [name === chart.slice(3) ? "others" : ""];
          if ("amount" in cell)
            return [plainDecimal(cell.amount, cell.currency ?? "NOK"), String(cell.amount)];
          if ("share" in cell) return [cell.share.toFixed(6)];
          return ["text" in cell ? cell.text : String(cell.count)];
        });
        expect([chart, told.slice(0, own.length)]).toEqual([chart, own]);
      }
    }
    const { buckets, totals } = await captures(query);
    expect(buckets.map(({ captured }) => captured.amount)).toEqual(
      report.buckets.map(({ captured }) => captured),
    );
    expect(totals.captured.amount).toBe(report.kpis.captured);
    expect(report.byMethod.reduce((sum, { captured }) => sum + captured, 0)).toBe(report.kpis.captured);
    expect(report.byDestination.reduce((sum, { captured }) => sum + captured, 0)).toBe(report.kpis.captured);
    expect(report.daysToCapture.reduce((sum, { captured }) => sum + captured, 0)).toBe(report.kpis.captured);
  });
});

describe("who asks, and for what", () => {
  test.each(ROLES)("%s", async (role) => {
    const own = await signInCookie(runtime, await addUser(runtime, role));
    const isAllowed = role !== "support";
    expect((await ask("/api/captures", own)).status).toBe(isAllowed ? 200 : 403);
    expect((await ask("/api/captures/export", own)).status).toBe(isAllowed ? 200 : 403);
  });

  test("nobody is 401, and what is not understood is 400 by name, in the file too", async () => {
    expect((await ask("/api/captures", "")).status).toBe(401);
    expect((await ask("/api/captures/export", "")).status).toBe(401);
    for (const path of ["/api/captures", "/api/captures/export"]) {
      const answer = await ask(`${path}?group_by=seller&range=7d&from=2026-05-02&to=2026-05-01`);
      expect(answer.status).toBe(400);
      expect((await answer.json()).parameters).toEqual([
        { name: "group_by", reason: "unknown-value" },
        { name: "range", reason: "unknown-parameter" },
        { name: "from", reason: "empty-range" },
      ]);
    }
    expect((await ask("/api/captures/export?chart=pie")).status).toBe(400);
    expect((await ask("/api/captures?chart=today")).status).toBe(400);
  });

  test("F61 a file is written down before it is given, and without that there is none", async () => {
    const written = async () => {
      const { rows } = await runtime.db.query<{ details: JsonObject }>(
        "select details from audit where action = 'captures.export' and outcome = 'done' and details->>'chart' = 'by_method'",
      );
      return rows.map(({ details }) => details.filter);
    };
    const path = "/api/captures/export?currency=SEK&chart=by_method&last=7d";
    expect((await ask(path)).status).toBe(200);
    expect(await written()).toContain("last=7d&currency=SEK");
    const before = (await written()).length;
    await runtime.db.query("alter table audit rename to audit_away");
    const answer = await ask(path);
    await runtime.db.query("alter table audit_away rename to audit");
    expect([answer.status, (await answer.json()).code]).toEqual([503, "audit-unavailable"]);
    expect(await written()).toHaveLength(before);
  });

  test("currencies are never added: without one asked for it is the busiest, and each has its own sums", async () => {
    const { currency, currencies, totals } = await captures(RANGE);
    expect(currencies.map((each) => each.currency).toSorted()).toEqual(
      expect.arrayContaining(CURRENCIES.toSorted()),
    );
    expect(currency).toBe(currencies[0]?.currency);
    expect(Math.max(...currencies.map(({ count }) => count))).toBe(currencies[0]?.count);
    expect(totals.captured).toEqual(currencies[0]?.captured);
  });

  test("a range in which nothing happened is every bar, empty; three years are bars by month", async () => {
    const { buckets, totals } = await captures("from=2019-12-30&to=2020-01-03&currency=NOK&group_by=method");
    expect(buckets.map(({ start, captured }) => [start.slice(0, 10), captured.amount])).toEqual([
      ["2019-12-30", 0],
      ["2019-12-31", 0],
      ["2020-01-01", 0],
      ["2020-01-02", 0],
    ]);
    expect(totals).toMatchObject({ count: 0, captured: { amount: 0, currency: "NOK" } });
    expect(totals.average).toBeUndefined();
    const years = await captures("from=2023-05-13&to=2026-05-13&currency=NOK");
    expect([years.interval, years.buckets.length]).toEqual(["month", 37]);
  });
});

/** By nothing of ours: what moved of a document's CAPTURE events. */
function capturesOf(transaction: { readonly events: readonly JsonObject[] }) {
  return transaction.events.flatMap((event) =>
    event.event === "CAPTURE" && event.success !== false && typeof event.amount === "number"
      ? [{ at: Date.parse(String(event.created_at)), amount: event.amount }]
      : [],
  );
}
