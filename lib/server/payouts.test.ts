import { beforeAll, describe, expect, test } from "vitest";
import { toTransaction } from "@/lib/dintero/to-domain";
import type { JsonObject } from "@/lib/domain/json";
import { payoutPartsOf } from "@/lib/domain/payout-parts";
import { summarizeOrder } from "@/lib/domain/summarize-order";
import { apply } from "@/lib/intake/apply";
import { countCaptures } from "@/lib/intake/count-captures";
import { ShopShelf } from "@/sandbox/shop/shop-shelf";
import { readCaptureReport } from "./captures";
import { exportPayouts } from "./payout-export";
import { readLateCaptures, readParts, readPayoutQuery, readPayouts, readSplitsQuery } from "./payouts";
import { parseCsv } from "./test-csv";
import { testRuntime, viewerAs } from "./test-runtime";
import type { Viewer } from "./viewer";

const runtime = testRuntime();
const NOW = Date.parse("2026-05-12T10:00:00.000Z");
const ORIGIN = { requestId: "test", address: "192.0.2.1" };
const YEAR = { from: "2025-01-01", to: "2026-06-01" } as const;

/** What each destination came to, recounted plainly from the documents. */
interface Plain {
  captured: number;
  refunded: number;
  settled: number;
  fee: number;
}
const plain = new Map<string, Plain>();
let finance: Viewer;

beforeAll(async () => {
  const { db, env, now } = runtime;
  const deps = { db, accountId: env.accountId, timeZone: env.businessTimeZone, now };
  await countCaptures(deps);
  const shop = new ShopShelf({
    accountId: env.accountId,
    clientId: "c",
    seed: "payouts",
    orders: 500,
    now: NOW,
  });
  const moved = [...shop.all()].flatMap(({ session, transaction }) => {
    if (transaction === undefined || session === undefined) return [];
    const answer = (document: object, id: unknown) => ({
      id: String(id),
      document: JSON.parse(JSON.stringify(document)),
      fetchedAt: new Date(NOW).toISOString(),
    });
    const told = answer(transaction, transaction.id);
    return recount(told.document) ? [{ session: answer(session, session.id), transaction: told }] : [];
  });
  const work = async () => {
    for (let answers = moved.pop(); answers !== undefined; answers = moved.pop()) {
      await apply(deps, answers, "import");
    }
  };
  await Promise.all(Array.from({ length: 6 }, work));
  finance = await viewerAs(runtime, "finance");
}, 120_000);

/** Adds a document's parts to the plain sums. @returns whether it has any */
function recount(document: JsonObject): boolean {
  const read = toTransaction(document);
  const { captured, refunded } = summarizeOrder({ transaction: read }, NOW);
  const parts = payoutPartsOf(read, { captured, refunded });
  for (const part of parts) {
    const key = `${read.currency} ${part.payoutDestinationId ?? ""}`;
    const sums = plain.get(key) ?? { captured: 0, refunded: 0, settled: 0, fee: 0 };
    if (part.event === "CAPTURE") sums.captured += part.amount;
    else sums.refunded -= part.amount;
    if (part.isSettled) sums.settled += part.amount;
    sums.fee += part.fee ?? 0;
    plain.set(key, sums);
  }
  return parts.length > 0;
}

const asked = async (address: string) => (await readSplitsQuery(finance, new URLSearchParams(address))).query;

describe("payouts by destination", () => {
  test("equal a plain recount of the documents, per currency, the own account as a row of its own", async () => {
    const report = await readPayouts(finance, YEAR);
    const found = report.payouts.flatMap(({ currency, rows }) =>
      rows.map(({ destination = "", captured, refunded, settled, fee, net, unsettled }) => {
        expect(net).toBe(captured - refunded);
        expect(settled + unsettled).toBe(net);
        return [`${currency} ${destination}`, { captured, refunded, settled, fee }] as const;
      }),
    );
    const moved = [...plain].filter(([, { captured, refunded }]) => captured !== 0 || refunded !== 0);
    expect(new Map(found)).toEqual(new Map(moved));
    expect(found.some(([key]) => key === "NOK ")).toBe(true);
    expect(found.length).toBeGreaterThan(8);
  });

  test("equal the charts' figures by payout destination, and their sums the total of the currency", async () => {
    const report = await readPayouts(finance, YEAR);
    for (const { currency, rows, total } of report.payouts) {
      const chart = await readCaptureReport(finance, { ...YEAR, currency, isNet: false });
      const figures = (of: readonly { captured: number; refunded: number }[]) =>
        of.map(({ captured, refunded }) => `${captured} ${refunded}`).sort();
      expect(figures(rows)).toEqual(
        figures(chart.byDestination.filter((row) => row.captured !== 0 || row.refunded !== 0)),
      );
      expect(rows.reduce((sum, row) => sum + row.captured, 0)).toBe(total.captured);
      expect(total.captured).toBe(chart.kpis.captured);
    }
  });

  test("each figure is the sum of the parts that it leads to, page after page", async () => {
    const { payouts } = await readPayouts(finance, YEAR);
    for (const { currency, rows } of payouts) {
      for (const { destination = "none", captured, refunded, unsettled } of rows.slice(0, 4)) {
        const query = { ...YEAR, currency, destination };
        const sums = { captured: 0, refunded: 0, unsettled: 0 };
        for (let page = await readParts(finance, query, ORIGIN); ; ) {
          for (const { kind, amount, isSettled } of page.parts) {
            sums[kind === "capture" ? "captured" : "refunded"] += amount;
            if (!isSettled) sums.unsettled += kind === "capture" ? amount : -amount;
          }
          if (page.olderHref === undefined) break;
          page = await readParts(finance, await asked(page.olderHref.split("?")[1] ?? ""), ORIGIN);
        }
        expect(sums).toEqual({ captured, refunded, unsettled });
      }
    }
  });

  test("name the sellers that were never settled, and no other", async () => {
    const { payouts } = await readPayouts(finance, YEAR);
    const never = payouts.flatMap(({ rows }) => rows.filter((row) => row.isNeverSettled));
    expect(never.length).toBeGreaterThan(0);
    for (const { destination, settled, captured } of never) {
      expect(["P000000099", "gammel-selger-2019"]).toContain(destination);
      expect([settled, captured > 0]).toEqual([0, true]);
    }
  });

  test("what is late is the sum of the unsettled captures that it leads to", async () => {
    const late = await readLateCaptures(finance, 7);
    expect(late.length).toBeGreaterThan(0);
    for (const { currency, amount, from, to } of late) {
      const query = { from, to, currency, kind: "capture", isSettled: false } as const;
      const { totals, isExact } = await readParts(finance, query, ORIGIN);
      expect([isExact, totals.map((total) => total.amount)]).toEqual([true, [amount]]);
    }
    expect((await readLateCaptures(finance, 365)).length).toBeLessThanOrEqual(late.length);
  });

  test("count what splits leave over or exceed as many as its list has", async () => {
    const { troubles } = await readPayouts(finance, YEAR);
    expect(new Set(troubles.map(({ issue }) => issue))).toEqual(new Set(["over", "short"]));
    for (const { currency, issue, count } of troubles) {
      const { totals } = await readParts(finance, { ...YEAR, currency, issue }, ORIGIN);
      expect(totals.reduce((sum, { parts }) => sum + parts, 0)).toBe(count);
    }
  });

  test("days begin and end by the business time zone, and other days have other figures", async () => {
    const whole = await readPayouts(finance, YEAR);
    const [first, second] = await Promise.all([
      readPayouts(finance, { from: "2025-01-01", to: "2026-03-29" }),
      readPayouts(finance, { from: "2026-03-29", to: "2026-06-01" }),
    ]);
    for (const { currency, total } of whole.payouts) {
      const parts = [first, second].map(
        ({ payouts }) => payouts.find((each) => each.currency === currency)?.total.captured ?? 0,
      );
      expect(parts.reduce<number>((sum, part) => sum + part, 0)).toBe(total.captured);
    }
  });
});

describe("an address", () => {
  test("that says what nobody knows says so, and the rest is followed", async () => {
    const { query, problems } = await readSplitsQuery(
      finance,
      new URLSearchParams("colour=red&settled=maybe&destination=none&currency=XQX&after=xyz&last=7d"),
    );
    expect(problems.map(({ name, reason }) => [name, reason])).toEqual([
      ["currency", "unknown-value"],
      ["settled", "unknown-value"],
      ["after", "unknown-value"],
      ["colour", "unknown-parameter"],
    ]);
    expect(query).toMatchObject({ destination: "none", last: "7d" });
    const read = await readPayoutQuery(
      finance,
      new URLSearchParams("from=2026-05-01&to=2026-04-01&kind=capture"),
    );
    expect(read.problems.map(({ reason }) => reason)).toEqual(["empty-range", "unknown-parameter"]);
  });
});

describe("a file", () => {
  const fileOf = async (viewer: Viewer, address: string) => {
    const made = await exportPayouts(
      viewer,
      new URLSearchParams(address),
      ORIGIN,
      new AbortController().signal,
    );
    if ("problems" in made) return { problems: made.problems, rows: [], text: "" };
    const text = await new Response(made.body).text();
    return { problems: [], rows: parseCsv(text, ","), text };
  };
  const days = "from=2025-01-01&to=2026-06-01";

  test("of destinations holds the page's rows, and of splits every part; both sum to the page", async () => {
    const { payouts } = await readPayouts(finance, YEAR);
    const captured = payouts.reduce((sum, { total }) => sum + total.captured, 0);
    const refunded = payouts.reduce((sum, { total }) => sum + total.refunded, 0);
    const [head = [], ...lines] = (await fileOf(finance, days)).rows;
    const at = (name: string) => head.indexOf(name);
    expect(lines).toHaveLength(payouts.reduce((sum, { rows }) => sum + rows.length, 0));
    expect(lines.reduce((sum, line) => sum + Number(line[at("captured_minor")]), 0)).toBe(captured);
    const [names = [], ...parts] = (await fileOf(finance, `${days}&rows=splits`)).rows;
    const amount = names.indexOf("amount_minor");
    expect(parts.reduce((sum, line) => sum + Number(line[amount]), 0)).toBe(captured - refunded);
  });

  test("for a manager has figures and names no order", async () => {
    const manager = await viewerAs(runtime, "manager");
    const { rows, text } = await fileOf(manager, `${days}&rows=splits`);
    expect(rows.length).toBeGreaterThan(100);
    expect(
      rows[0]?.filter((heading) => /reference|session|transaction|event_id|settlement_ids/.test(heading)),
    ).toEqual([]);
    expect(text).not.toMatch(/NL-1\d{5}|T12345678\./);
  });

  test("that is asked for wrongly, or by somebody who may not, is none", async () => {
    expect((await fileOf(finance, `${days}&rows=everything&after=x&color=1`)).problems).toMatchObject([
      { name: "rows" },
      { name: "after" },
      { name: "color" },
    ]);
    const support = await viewerAs(runtime, "support");
    await expect(fileOf(support, days)).rejects.toMatchObject({ code: "forbidden" });
    await expect(readPayouts(support, YEAR)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("F61 stands in the audit log, with its filter", async () => {
    await fileOf(finance, `${days}&rows=splits&destination=none`);
    const { rows } = await runtime.db.query(
      "select details from audit where action = 'payouts.export' and details->>'filter' like '%none'",
    );
    expect(rows).toEqual([{ details: { filter: "from=2025-01-01&to=2026-06-01&destination=none" } }]);
  });
});
