import fc from "fast-check";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { GET } from "@/app/api/orders/export/route";
import { GET as list } from "@/app/api/orders/route";
import type { Database } from "@/lib/db/connect";
import { saveDocument } from "@/lib/db/documents";
import { EXPORT_PAGE } from "@/lib/db/order-export";
import { saveOrder } from "@/lib/db/save-order";
import { SNAPSHOT_NAME } from "@/lib/db/snapshot";
import { saveMadeOrder } from "@/lib/db/test-made-orders";
import { type MadeOrder, madeFilters, madeOrders, NOW } from "@/lib/db/test-order-rows";
import { toTransaction } from "@/lib/dintero/to-domain";
import type { JsonObject } from "@/lib/domain/json";
import {
  EVERY_ORDER,
  type OrderFilter,
  orderFilterParams,
  parseOrderFilter,
} from "@/lib/domain/order-filter";
import { summarizeOrder } from "@/lib/domain/summarize-order";
import { plainDecimal } from "@/lib/format/money";
import type { ListedOrderJson, OrderListAnswer } from "@/lib/queries/order-list";
import type { Role } from "@/lib/roles";
import { runtime as currentRuntime, setRuntime } from "@/lib/runtime";
import { csvRows, parseCsv } from "./test-csv";
import { addUser, requestTo, signInCookie, testRuntime } from "./test-runtime";

const runtime = testRuntime();
const { accountId } = runtime.env;
const cookies = new Map<Role, Promise<string>>();

function cookieOf(role: Role): Promise<string> {
  const cookie = cookies.get(role) ?? addUser(runtime, role).then((user) => signInCookie(runtime, user));
  cookies.set(role, cookie);
  return cookie;
}

async function ask(query: string, role: Role = "finance", signal?: AbortSignal): Promise<Response> {
  const request = requestTo(runtime, `/api/orders/export${query}`, {
    headers: { cookie: await cookieOf(role) },
    ...(signal && { signal }),
  });
  return GET(request);
}

async function rowsOf(query: string, role: Role = "finance") {
  const answer = await ask(query, role);
  expect(answer.status).toBe(200);
  return csvRows(await answer.text());
}

/** Every page of the list, which its own tests hold against a plain scan. */
async function listed(filter: OrderFilter): Promise<{ orders: ListedOrderJson[]; answer: OrderListAnswer }> {
  const orders: ListedOrderJson[] = [];
  let after: string | undefined;
  for (;;) {
    const query = orderFilterParams({ ...filter, limit: 100, after, before: undefined });
    const response = await list(
      requestTo(runtime, `/api/orders?${query}`, { headers: { cookie: await cookieOf("finance") } }),
    );
    const answer: OrderListAnswer = await response.json();
    orders.push(...answer.orders);
    after = answer.next_cursor;
    if (after === undefined) return { orders, answer };
  }
}

const HOSTILE = [
  '=HYPERLINK("//x","y")',
  "+1",
  "-2+3",
  "@SUM(1)",
  "x;=1+1;y",
  'a "quoted", one',
  "two\r\nlines",
  "\u202etxt.exe",
  "＝1+1",
  "'=1",
  "æøå 😀",
];

/** What a careful reader of the file makes of a cell: one apostrophe before a formula is not part of it. */
function asSent(cell: string): string {
  return cell
    .replace(/(^|[,;|])([\s\p{Cf}"']*)'(?=[=+\-@\u2212\uff1d\uff0b\uff0d\uff20])/gu, "$1$2")
    .replace(/<U\+([0-9A-F]{4})>/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}

async function save(order: MadeOrder, changes: Partial<MadeOrder["summary"]> = {}) {
  const ids = { sessionId: order.orderKey, transactionId: `${order.orderKey}-t` };
  const changed = { ...order, summary: { ...order.summary, ...changes } };
  await saveMadeOrder(runtime.db, accountId, changed, ids);
}

async function openSnapshots(): Promise<number> {
  const { rows } = await runtime.db.query<{ count: number }>(
    "select count(*) as count from pg_stat_activity where application_name = $1 and datname = current_database()",
    [SNAPSHOT_NAME],
  );
  return rows[0]?.count ?? 0;
}

async function expectNoneOpen() {
  await expect.poll(openSnapshots).toBe(0);
}

beforeAll(async () => {
  runtime.clock.now = NOW;
  const [made = []] = fc.sample(madeOrders("o", 180), { numRuns: 1, seed: 4 });
  for (const [index, order] of made.entries()) {
    await save(order, { merchantReference: HOSTILE[index % HOSTILE.length] });
  }
});

afterEach(expectNoneOpen);

describe("one row per order", () => {
  test("is the list: every order once, in its order, with its values; sums are the list's totals", async () => {
    await fc.assert(
      fc.asyncProperty(madeFilters, async (filter) => {
        const query = orderFilterParams({ ...filter, after: undefined, before: undefined, limit: 50 });
        fc.pre(parseOrderFilter(query, () => true).problems.length === 0);
        const answer = await ask(`?${query}&columns=all`);
        const rows = csvRows(await answer.text());
        const { orders, answer: first } = await listed(filter);
        expect(answer.headers.get("x-kontor-orders")).toBe(String(orders.length));
        expect(rows.map(told)).toEqual(orders.map(expected));
        for (const total of first.totals) {
          const own = rows.filter((row) => row.currency === total.currency);
          const sum = (name: string) => own.reduce((all, row) => all + Number(row[`${name}_minor`]), 0);
          expect(own.length).toBe(total.count);
          expect(sum("captured")).toBe(total.captured?.amount);
          expect(sum("refunded")).toBe(total.refunded?.amount);
          expect(sum("remaining")).toBe(total.remaining?.amount);
        }
      }),
      { numRuns: 25 },
    );
  });

  /** A few columns of each kind; an empty cell is nothing. */
  function told(row: Record<string, string>) {
    return {
      id: row.session_id,
      reference: asSent(row.merchant_reference ?? ""),
      amount: [row.amount, Number(row.amount_minor), row.currency],
      created: row["created_at (Europe/Oslo)"] === "" ? "" : instantOf(row["created_at (Europe/Oslo)"]),
      customer: row.customer_masked,
      sellers: row.payout_destinations,
      status: row.status,
    };
  }

  function expected(order: ListedOrderJson) {
    const { amount, currency } = order.amount;
    return {
      id: order.session_id,
      reference: order.merchant_reference ?? "",
      amount: [plainDecimal(amount, currency), amount, currency],
      created: order.created_at ?? "",
      customer: order.customer ?? "",
      sellers: order.payout_destinations.join(" | "),
      status: order.status,
    };
  }

  const instantOf = (text: string | undefined) => new Date(text ?? "").toISOString();

  test("has the columns that are shown, in their order, and names the clock", async () => {
    const answer = await ask("?columns=created&columns=amount&columns=customer");
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8; header=present");
    expect(answer.headers.get("content-disposition")).toMatch(
      /^attachment; filename="orders-\d{8}T\d{6}Z\.csv"$/,
    );
    const [headings] = parseCsv(await answer.text(), ",");
    expect(headings).toEqual([
      "merchant_reference",
      "created_at (Europe/Oslo)",
      "amount",
      "amount_minor",
      "currency",
      "customer_masked",
    ]);
  });

  test("for a Norwegian Excel: semicolons, decimal commas, a byte order mark", async () => {
    const answer = await ask("?columns=amount&delimiter=semicolon&decimal=comma&bom=yes");
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const rows = csvRows(new TextDecoder().decode(bytes), ";");
    expect(rows).toHaveLength(180);
    expect(rows[0]?.amount).toMatch(/^\d+,\d\d$/);
  });

  test("orders that arrive and change while it is read are as they were when it began, none twice and none missing", async () => {
    const before = await rowsOf("?columns=all&sort=-last_event");
    const answer = await ask("?columns=all&sort=-last_event");
    const [late = []] = fc.sample(madeOrders("late", 20), { numRuns: 1, seed: 9 });
    for (const order of late) await save(order);
    await runtime.db.query("update orders set last_event_at = now() where order_key like 'o1%'");
    expect(csvRows(await answer.text())).toEqual(before);
    await runtime.db.query("delete from orders where order_key like 'late%'");
  });

  test("of picked orders is exactly these, sorted as the list, and on record by their ids", async () => {
    const rows = await rowsOf("?columns=session&order=o7&order=o100&order=o23");
    expect(rows.map((row) => row.session_id).toSorted()).toEqual(["o100", "o23", "o7"]);
    const { rows: audited } = await runtime.db.query(
      "select details->'picked' as picked from audit where action = 'orders.export' and details ? 'picked'",
    );
    expect(audited).toEqual([{ picked: ["o7", "o100", "o23"] }]);
    const { orders } = await listed(EVERY_ORDER);
    const inOrder = orders.map(({ id }) => id).filter((id) => ["o7", "o100", "o23"].includes(id));
    expect(rows.map((row) => row.session_id)).toEqual(inOrder);
  });

  test("of picked orders one of which is not there, or not under the filter, is refused and no file without it", async () => {
    for (const query of ["?order=o7&order=nowhere", "?order=o7&who=bank&status=NOWHERE_ELSE&order=o8"]) {
      const answer = await ask(query);
      expect(answer.status).toBe(400);
    }
    const refused = await ask("?order=o7&order=nowhere");
    expect((await refused.json()).parameters).toEqual([{ name: "order", reason: "unknown-value" }]);
  });

  test("no orders are a file with its headings", async () => {
    const answer = await ask("?from=2030-01-01");
    expect(answer.headers.get("x-kontor-orders")).toBe("0");
    expect(parseCsv(await answer.text(), ",")).toHaveLength(1);
  });
});

describe("one row per capture split", () => {
  const amounts = fc.integer({ min: 1, max: 90_000 });
  const moves = fc.record({
    event: fc.constantFrom("CAPTURE", "REFUND"),
    success: fc.boolean(),
    amount: amounts,
    splits: fc.array(
      fc.record({ payout_destination_id: fc.constantFrom("seller-a", "=seller"), amount: amounts }),
    ),
  });

  test("sums to what the orders' captures and refunds are, per currency", async () => {
    const [histories = []] = fc.sample(
      fc.array(fc.array(moves, { maxLength: 4 }), { minLength: 40, maxLength: 40 }),
      {
        numRuns: 1,
        seed: 6,
      },
    );
    await runtime.db.query("delete from orders where order_key like 'split%'");
    for (const [index, history] of histories.entries()) await saveTransaction(`split${index}`, history);
    const { answer } = await listed({ ...EVERY_ORDER, store: ["splits"] });
    const rows = await rowsOf("?rows=splits&store=splits");
    for (const total of answer.totals) {
      const own = rows.filter((row) => row.currency === total.currency);
      const sum = (event: string) =>
        own.filter((row) => row.event === event).reduce((all, row) => all + Number(row.amount_minor), 0);
      expect(sum("CAPTURE")).toBe(total.captured?.amount);
      expect(sum("REFUND")).toBe(0 - (total.refunded?.amount ?? 0));
    }
    const numbers = new Set(rows.map((row) => Number(row.order_number)));
    const again = await ask("?rows=splits&store=splits");
    await again.body?.cancel();
    expect([...numbers]).toEqual(Array.from({ length: numbers.size }, (_, index) => index + 1));
    expect(again.headers.get("x-kontor-orders")).toBe(String(numbers.size));
    expect(rows.some((row) => row.payout_destination_id === "'=seller")).toBe(true);
  });

  async function saveTransaction(id: string, history: readonly object[]) {
    const document: JsonObject = JSON.parse(
      JSON.stringify({
        ...{
          id,
          session_id: id,
          account_id: accountId,
          amount: 100_000,
          currency: id.endsWith("7") ? "SEK" : "NOK",
        },
        ...{
          payment_product: "vipps",
          payment_product_type: "vipps",
          status: "CAPTURED",
          store: { id: "splits" },
        },
        merchant_reference: id,
        created_at: "2026-05-12T08:00:00.000Z",
        events: history.map((event, index) => ({
          ...event,
          id: `${id}-${index}`,
          created_at: `2026-05-12T08:0${index}:00.000Z`,
        })),
      }),
    );
    const summary = summarizeOrder({ transaction: toTransaction(document) }, NOW);
    const fetchedAt = new Date(NOW).toISOString();
    await saveOrder(runtime.db, accountId, {
      ...{ orderKey: id, sessionId: id, transactionId: id, source: "lookup", fetchedAt, summary },
    });
    await saveDocument(runtime.db, accountId, {
      ...{
        kind: "transaction",
        documentId: id,
        document,
        digest: id,
        eventCount: 1,
        fetchedAt,
        source: "lookup",
      },
    });
  }
});

describe("who may export what", () => {
  test("support may not, and nobody who is not signed in", async () => {
    const refused = await ask("", "support");
    expect([refused.status, (await refused.json()).code]).toEqual([403, "forbidden"]);
    const nobody = await GET(requestTo(runtime, "/api/orders/export"));
    expect(nobody.status).toBe(401);
  });

  test.each(["finance", "admin"] as const)("%s: references, ids, and the customer masked", async (role) => {
    const rows = await rowsOf("?columns=all", role);
    expect(rows.some((row) => row.session_id === "o1")).toBe(true);
    expect(new Set(rows.map((row) => row.customer_masked))).toEqual(new Set(["", "K••• ••• N•••"]));
    expect(JSON.stringify(rows)).not.toMatch(/nordmann/i);
  });

  test("manager: figures, with nothing that names an order or a person", async () => {
    for (const query of ["?columns=all", "", "?rows=splits"]) {
      const answer = await ask(query, "manager");
      const [headings = []] = parseCsv(await answer.text(), ",");
      expect(headings.join()).not.toMatch(/reference|session|transaction|customer|event_id|settlement/);
      expect(headings).toContain("amount_minor");
    }
    const refused = await ask("?columns=customer", "manager");
    expect([refused.status, (await refused.json()).parameters]).toEqual([
      400,
      [{ name: "columns", reason: "not-for-role" }],
    ]);
  });

  test.each([
    "?colour=red",
    "?limit=50",
    "?after=x",
    "?status=captured",
    "?rows=all",
    "?bom=1",
    "?density=comfortable",
  ])("%s is 400, and nothing is exported", async (query) => {
    const answer = await ask(query);
    expect(answer.status).toBe(400);
    expect((await answer.json()).code).toBe("invalid-request");
  });
});

describe("what is on record", () => {
  async function exportsOf(requestId: string) {
    const { rows } = await runtime.db.query<{ action: string; outcome: string; details: JsonObject }>(
      "select action, outcome, details from audit where action = 'orders.export' and request_id = $1",
      [requestId],
    );
    return rows;
  }

  test("an export is, with its filter, its count and its columns, before the first byte", async () => {
    const request = requestTo(runtime, "/api/orders/export?currency=NOK&columns=status", {
      headers: { cookie: await cookieOf("finance"), "x-request-id": "recorded" },
    });
    const answer = await GET(request);
    const count = Number(answer.headers.get("x-kontor-orders"));
    expect(await exportsOf("recorded")).toEqual([
      {
        action: "orders.export",
        outcome: "done",
        details: { filter: "currency=NOK", orders: count, rows: "orders", columns: ["status"] },
      },
    ]);
    await answer.body?.cancel();
  });

  test("F61 without it there is no data", async () => {
    setRuntime({ ...currentRuntime(), db: withoutAudit(runtime.db) });
    const answer = await ask("");
    setRuntime({ ...currentRuntime(), db: runtime.db });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
    expect((await answer.json()).code).toBe("audit-unavailable");
  });
});

describe("an export that ends before its end", () => {
  test("F29 a store that dies meanwhile breaks the answer: it never looks whole", async () => {
    await many(1_200);
    const answer = await ask("");
    await runtime.db.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1",
      [SNAPSHOT_NAME],
    );
    await expect(answer.text()).rejects.toThrow();
    expect(runtime.logged.some((line) => line.includes("export.broken"))).toBe(true);
  });

  test("a reader who goes away leaves no connection behind", async () => {
    await many(1_200);
    const answer = await ask("");
    const reader = answer.body?.getReader();
    await reader?.read();
    expect(await openSnapshots()).toBe(1);
    await reader?.cancel();
    await expectNoneOpen();
  });

  test("one who goes away before the first byte neither", async () => {
    const gone = new AbortController();
    const answer = await ask("", "finance", gone.signal);
    expect(await openSnapshots()).toBe(1);
    gone.abort();
    await expectNoneOpen();
    await answer.body?.cancel();
  });

  test("at most three are made at once; the next is asked to come again, and may when one is done", async () => {
    const running = await Promise.all([ask(""), ask(""), ask("")]);
    const refused = await ask("");
    expect([refused.status, (await refused.json()).code]).toEqual([503, "overloaded"]);
    for (const answer of running) await answer.body?.cancel();
    await expectNoneOpen();
    expect(await rowsOf("?columns=status")).not.toHaveLength(0);
  });
});

test("what is counted beforehand is what comes, a page of orders at a time", async () => {
  await many(3_000);
  const answer = await ask("?columns=status&store=many");
  const reader = answer.body?.getReader();
  let lines = 0;
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) break;
    const inChunk = new TextDecoder().decode(value).split("\r\n").length - 1;
    expect(inChunk).toBeLessThanOrEqual(EXPORT_PAGE + 1);
    lines += inChunk;
  }
  expect(lines).toBe(3_001);
  expect(answer.headers.get("x-kontor-orders")).toBe("3000");
});

async function many(count: number) {
  await runtime.db.query("delete from orders where store_id = 'many'");
  await runtime.db.query(
    `insert into orders (account_id, order_key, session_id, status, currency, ordered_minor, authorized_minor,
       captured_minor, refunded_minor, voided_minor, remaining_minor, search, created_at, source, fetched_at, store_id)
     select $1, 'many' || n, 'many' || n, 'CAPTURED', 'NOK', n, n, n, 0, 0, 0, '', now(), 'lookup', now(), 'many'
     from generate_series(1, $2::int) n`,
    [accountId, count],
  );
}

function withoutAudit(db: Database): Database {
  return {
    query: (sql, values, options) =>
      sql.includes("insert into audit")
        ? Promise.reject(new Error("no audit"))
        : db.query(sql, values, options),
    transaction: (work) => db.transaction(work),
    ping: () => db.ping(),
    close: () => db.close(),
  };
}
