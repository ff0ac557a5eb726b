import "server-only";
import {
  type HeldCurrency,
  isRollupComplete,
  listCapturedCurrencies,
  type RollupScope,
  type RollupTime,
  sumBuckets,
  sumGroupBuckets,
  sumGroups,
  sumHours,
  sumOutstanding,
} from "@/lib/db/capture-report";
import type { Queryable } from "@/lib/db/connect";
import { readCheckState } from "@/lib/db/sync-cursors";
import {
  addTotals,
  bucketsOf,
  daysToCaptureOf,
  figuresOf,
  groupRowsOf,
  kpisOf,
} from "@/lib/domain/capture-figures";
import { outstandingEdges, outstandingOf } from "@/lib/domain/capture-outstanding";
import {
  type CaptureDays,
  type CaptureGroup,
  type CaptureQuery,
  comparedDays,
  daysOf,
  intervalOf,
  parseCaptureQuery,
} from "@/lib/domain/capture-query";
import type { CaptureGroupRow, CapturePanel, CaptureReport, Today } from "@/lib/domain/capture-report";
import { type CaptureSpan, captureSpans } from "@/lib/domain/capture-spans";
import { comparedWeekdays, todayOf } from "@/lib/domain/capture-today";
import { addDays, localDayOf, startOfDay } from "@/lib/domain/local-day";
import { NONE } from "@/lib/domain/order-filter-words";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import type { Viewer } from "./viewer";

/** Of a breakdown in the bars, and of the rows of a chart of their own. */
const MOST_STACKED = 6;
const MOST_ROWS = 12;

/** The clock, the calendar and the shop that a report is made by. */
interface Setting {
  readonly accountId: string;
  readonly timeZone: string;
  readonly now: number;
  readonly today: string;
}

interface Asking extends Setting {
  readonly mostStacked: number;
}

/** Reads the parameters of an address. A currency that no list names is known when something was captured in it. */
export async function readCaptureQuery(
  viewer: Viewer,
  params: URLSearchParams,
): Promise<ReturnType<typeof parseCaptureQuery>> {
  const { accountId, now, today } = settingOf(viewer);
  const read = parseCaptureQuery(params, today);
  if (!read.problems.some(({ name, reason }) => name === "currency" && reason === "unknown-value"))
    return read;
  const held = await listCapturedCurrencies(runtime().db, accountId, { from: now, end: now });
  return parseCaptureQuery(params, today, (currency) => held.some((each) => each.currency === currency));
}

/**
 * Every number of the captures page under `query`, all of one moment. Read from sums that are kept with the orders: what
 * it costs grows with days and groups, and not with orders.
 * @param mostStacked groups in the bars; the others are one
 * @throws AppError "forbidden" or "storage-unavailable"
 */
export async function readCaptureReport(
  viewer: Viewer,
  query: CaptureQuery,
  mostStacked = MOST_STACKED,
): Promise<CaptureReport> {
  const setting = { ...settingOf(viewer), mostStacked };
  return runtime().db.transaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read read only");
    return reportOf(tx, setting, query);
  });
}

async function reportOf(db: Queryable, setting: Asking, query: CaptureQuery): Promise<CaptureReport> {
  const { accountId, timeZone, today } = setting;
  const days = daysOf(query, today);
  const interval = intervalOf(query, days);
  const whole = rangeTime(days, timeZone);
  const held = await listCapturedCurrencies(db, accountId, {
    from: whole.starts[0] ?? whole.end,
    end: whole.end,
  });
  const ranked = rankedCurrencies(held);
  const currency = query.currency ?? ranked[0]?.currency;
  const scope = { accountId, currency: currency ?? "" };
  const compared = comparedDays(query, days);
  const groups =
    query.groupBy === undefined
      ? []
      : groupRowsOf(await sumGroups(db, scope, whole, query.groupBy, setting.mostStacked));
  const asked: Asked = { days, interval, compared, groupBy: query.groupBy, groups };
  const rows = async (dimension: CaptureGroup) =>
    groupRowsOf(await sumGroups(db, scope, whole, dimension, MOST_ROWS));
  return {
    ...{ timeZone, currency, ...days, interval, groupBy: query.groupBy, compared, groups },
    completeTo: (await readCheckState(db, accountId, setting.now)).completeTo,
    isCounting: !(await isRollupComplete(db, accountId, timeZone)),
    currencies: ranked.map(({ currency: code, ...totals }) => {
      const { captured, count } = figuresOf(totals);
      return { currency: code, captured, count };
    }),
    ...(await barsOf(db, setting, scope, asked)),
    panels: query.panels && (await panelsOf(db, setting, ranked, asked)),
    byMethod: await rows("method"),
    byDestination: await rows("payout_destination"),
    daysToCapture: daysToCaptureOf(await sumGroups(db, scope, whole, "days_to_capture", MOST_DAYS)),
    outstanding: await outstandingNow(db, setting, scope),
    today: await todayNow(db, setting, scope, held),
  };
}

/** More days than lie between any capture and its authorization. */
const MOST_DAYS = 100_000;

interface Asked {
  readonly days: CaptureDays;
  readonly interval: CaptureReport["interval"];
  readonly compared: CaptureDays | undefined;
  readonly groupBy: CaptureGroup | undefined;
  readonly groups: readonly CaptureGroupRow[];
}

/** The bars and what they come to together, with those they are compared with. */
async function barsOf(
  db: Queryable,
  { timeZone, now }: Setting,
  scope: RollupScope,
  { days, interval, compared, groupBy, groups }: Asked,
) {
  const spans = captureSpans(days, interval, { timeZone, now });
  const time = timeOf(spans, interval);
  const totals = await sumBuckets(db, scope, time);
  const named = groups.flatMap(({ isRest, values }) => (isRest ? [] : values.map(stored)));
  const parts =
    groupBy === undefined
      ? []
      : await sumGroupBuckets(db, scope, time, { dimension: groupBy, values: named });
  const buckets = bucketsOf(spans, totals, parts, groups);
  const kpis = kpisOf(addTotals(totals));
  if (compared === undefined) return { buckets, kpis };
  const spansBefore = captureSpans(compared, interval, { timeZone, now });
  const cellsBefore = await sumBuckets(db, scope, timeOf(spansBefore, interval));
  const before = bucketsOf(spansBefore, cellsBefore);
  return {
    buckets,
    kpis,
    kpisBefore: kpisOf(addTotals(cellsBefore)),
    before: buckets.map((_, index) => before[index]),
  };
}

async function panelsOf(
  db: Queryable,
  setting: Setting,
  currencies: readonly HeldCurrency[],
  asked: Asked,
): Promise<readonly CapturePanel[]> {
  const panels: CapturePanel[] = [];
  for (const { currency } of currencies) {
    const scope = { accountId: setting.accountId, currency };
    panels.push({
      currency,
      ...(await barsOf(db, setting, scope, { ...asked, groupBy: undefined, groups: [] })),
    });
  }
  return panels;
}

async function outstandingNow(db: Queryable, { timeZone, today }: Setting, scope: RollupScope) {
  const { ages, expiries } = outstandingEdges(today);
  const startOf = (day: string) => startOfDay(day, timeZone);
  const edges = { ages: ages.map(startOf), expiries: expiries.map(startOf) };
  return outstandingOf(await sumOutstanding(db, scope, edges), today);
}

async function todayNow(
  db: Queryable,
  { timeZone, now, today }: Setting,
  scope: RollupScope,
  held: readonly HeldCurrency[],
): Promise<Today> {
  const first = held.find(({ currency }) => currency === scope.currency)?.since;
  const days = comparedWeekdays(today).map((day) => ({
    start: startOfDay(day, timeZone),
    end: startOfDay(addDays(day, 1), timeZone),
  }));
  const since = first === undefined ? undefined : localDayOf(Date.parse(first), timeZone);
  return todayOf(await sumHours(db, scope, days), { timeZone, now, today, since });
}

/** The most captures first, then the most money, then by name. */
function rankedCurrencies(held: readonly HeldCurrency[]): readonly HeldCurrency[] {
  return held.toSorted((a, b) => Number(b.count - a.count) || (a.currency < b.currency ? -1 : 1));
}

function stored(value: string): string {
  return value === NONE ? "" : value;
}

function timeOf(spans: readonly CaptureSpan[], interval: CaptureReport["interval"]): RollupTime {
  const starts = spans.map(({ startsAt }) => startsAt);
  return { starts, end: spans.at(-1)?.endsAt ?? 0, grain: interval === "hour" ? "hour" : "day" };
}

function rangeTime({ from, to }: CaptureDays, timeZone: string): RollupTime {
  return { starts: [startOfDay(from, timeZone)], end: startOfDay(to, timeZone), grain: "day" };
}

/** @throws AppError "forbidden" */
function settingOf(viewer: Viewer): Setting {
  if (!viewer.may("captures.read")) throw new AppError("forbidden", `${viewer.role} may not read captures`);
  const { env, now } = runtime();
  const at = now();
  return {
    accountId: env.accountId,
    timeZone: env.businessTimeZone,
    now: at,
    today: localDayOf(at, env.businessTimeZone),
  };
}
