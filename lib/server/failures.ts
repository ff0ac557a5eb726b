import "server-only";
import { countReasonBands } from "@/lib/db/failure-bands";
import {
  countFailures,
  countRecoveries,
  type FailureScope,
  listUnmappedValues,
  type UnmappedValue,
} from "@/lib/db/failure-counts";
import { listHeldValues } from "@/lib/db/order-values";
import { countTries } from "@/lib/db/payment-tries";
import { type BandCount, isUnusual, usualMost } from "@/lib/domain/failure-band";
import { type Buckets, bucketsOf } from "@/lib/domain/failure-buckets";
import {
  type DayRange,
  daysOf,
  type FailureFilter,
  type FailureProblem,
  failedOrders,
  parseFailureFilter,
} from "@/lib/domain/failure-filter";
import { type CurrencyAmount, type FailureReport, reportOf } from "@/lib/domain/failure-report";
import { localDayOf } from "@/lib/domain/local-day";
import { ordersHref } from "@/lib/domain/order-filter";
import type { TryCount } from "@/lib/domain/payment-tries";
import { looksPersonal } from "@/lib/domain/personal-text";
import { AppError } from "@/lib/errors";
import type { FailedAmountJson, FailuresAnswer } from "@/lib/queries/failures";
import { runtime } from "@/lib/runtime";
import { orderHref } from "./order-href";
import type { Viewer } from "./viewer";

/** What a filter's range is, on the shop's calendar, and cut into bars up to now. */
export interface FailureSpan {
  readonly days: DayRange;
  readonly buckets: Buckets;
}

/** A value that nothing explains, and the page of the latest order that failed with it. */
export interface UnmappedRow extends Pick<UnmappedValue, "source" | "product" | "count" | "lastAt"> {
  /** Absent where it may be somebody's: the order's page tells it to whom may see it. */
  readonly value?: string | undefined;
  readonly href: string;
}

/** A reason that came more often in the last window than is usual. */
export interface UnusualReason extends BandCount {
  readonly reason: string;
  readonly usualMost: number;
}

/** The reasons that left their usual band; `windows` is how many there were to compare with. */
export interface Unusual {
  readonly reasons: readonly UnusualReason[];
  readonly windows: number;
}

/** What each filter offers to choose from. */
export type FailureChoices = Readonly<Record<"method" | "brand" | "store", readonly string[]>>;

export { MOST_RECOVERIES } from "@/lib/db/failure-counts";

const MOST_UNMAPPED = 20;

/** Reads the parameters of an address. A method no document of Dintero's names is known when an order has it. */
export async function readFailureFilter(
  viewer: Viewer,
  params: URLSearchParams,
): Promise<ReturnType<typeof parseFailureFilter>> {
  const { env, now } = runtime();
  const today = localDayOf(now(), env.businessTimeZone);
  const read = parseFailureFilter(params, today);
  if (!read.problems.some(({ name, reason }) => name === "method" && reason === "unknown-value")) return read;
  const held = await listHeldValues(runtime().db, scopeOf(viewer).accountId, "method");
  return parseFailureFilter(params, today, (name, value) => name === "method" && held.includes(value));
}

export function spanOf(filter: FailureFilter): FailureSpan {
  const { env, now } = runtime();
  const days = daysOf(filter, localDayOf(now(), env.businessTimeZone));
  const { starts, ...rest } = bucketsOf(days, env.businessTimeZone);
  // Bars that have not begun would look like good news.
  return { days, buckets: { ...rest, starts: starts.filter((start, bar) => bar === 0 || start <= now()) } };
}

/** The failures under `filter` by its group, the most first, hours as on the clock; nothing personal. */
export async function readFailures(viewer: Viewer, filter: FailureFilter): Promise<FailureReport> {
  const { buckets } = spanOf(filter);
  const scope = scopeOf(viewer);
  const [cells, recoveries] = await Promise.all([
    countFailures(runtime().db, scope, filter, buckets),
    countRecoveries(runtime().db, scope, filter, buckets),
  ]);
  const report = reportOf(cells, recoveries, buckets.starts.length);
  if (filter.group !== "hour") return report;
  return { ...report, rows: report.rows.toSorted((a, b) => Number(a.key) - Number(b.key)) };
}

/** In each bar of the range, how many orders somebody tried to pay and how many were paid, whoever refused the others. */
export async function readTries(viewer: Viewer, filter: FailureFilter): Promise<readonly TryCount[]> {
  return countTries(runtime().db, scopeOf(viewer).accountId, filter, spanOf(filter).buckets);
}

/** The reasons of the last 24 hours that came more often than is usual, whatever the filter. */
export async function readUnusual(viewer: Viewer): Promise<Unusual> {
  const { db, now } = runtime();
  const { bands, windows } = await countReasonBands(db, scopeOf(viewer).accountId, now());
  const reasons = bands.filter(isUnusual).map((band) => ({ ...band, usualMost: usualMost(band) }));
  return { reasons: reasons.toSorted((a, b) => b.count - a.count), windows };
}

/** The values under `filter` that the decision table does not explain, the most frequent first. */
export async function readUnmapped(viewer: Viewer, filter: FailureFilter): Promise<readonly UnmappedRow[]> {
  const { buckets } = spanOf(filter);
  const found = await listUnmappedValues(runtime().db, scopeOf(viewer), filter, buckets, MOST_UNMAPPED);
  return found.map(({ value, lastOrderKey, lastHasSession, ...row }) => ({
    ...row,
    value: maybePersonal(value) ? undefined : value,
    href: orderHref(lastHasSession ? { sessionId: lastOrderKey } : { transactionId: lastOrderKey }).href,
  }));
}

/** The values that orders have, for the choices of each filter. */
export async function readFailureChoices(viewer: Viewer): Promise<FailureChoices> {
  const { accountId } = scopeOf(viewer);
  const held = (column: "method" | "brand" | "store") => listHeldValues(runtime().db, accountId, column);
  const [method, brand, store] = await Promise.all([held("method"), held("brand"), held("store")]);
  return { method, brand, store };
}

/** Whether any order is held at all. */
export async function hasOrders(viewer: Viewer): Promise<boolean> {
  return (await listHeldValues(runtime().db, scopeOf(viewer).accountId, "status")).length > 0;
}

/** `GET /api/failures`, or what is wrong with its parameters. */
export async function answerFailures(
  viewer: Viewer,
  params: URLSearchParams,
): Promise<{ readonly answer: FailuresAnswer } | { readonly problems: readonly FailureProblem[] }> {
  const { filter, problems } = await readFailureFilter(viewer, params);
  if (problems.length > 0) return { problems };
  const { days, buckets } = spanOf(filter);
  const [report, tries, unusual] = await Promise.all([
    readFailures(viewer, filter),
    readTries(viewer, filter),
    readUnusual(viewer),
  ]);
  return {
    answer: {
      time_zone: runtime().env.businessTimeZone,
      ...days,
      group: filter.group,
      count: report.count,
      amounts: report.amounts.map(amountJson),
      recovery: report.recovery,
      interval: buckets.unit,
      buckets: buckets.starts.map((at, index) => ({
        start: new Date(at).toISOString(),
        tried: tries[index]?.tried ?? 0,
        paid: tries[index]?.paid ?? 0,
      })),
      groups: report.rows.map((row) => ({
        key: row.key,
        who: row.who,
        count: row.count,
        amounts: row.amounts.map(amountJson),
        first_at: row.firstAt,
        last_at: row.lastAt,
        counts: row.bars,
        recovery: row.recovery,
        href: ordersHref(failedOrders(filter, days, row.key)),
      })),
      unusual: unusual.reasons.map(({ reason, count, usualMost: most }) => ({
        reason,
        count,
        usual_most: most,
      })),
    },
  };
}

function amountJson({ currency, count, amount }: CurrencyAmount): FailedAmountJson {
  return { currency, count, amount: amount === undefined ? undefined : { amount, currency } };
}

/** A code or a word of a provider's is none of anybody; an address or a number a person is reached by is. */
function maybePersonal(value: string): boolean {
  return /@|%40/.test(value) || (/\d/.test(value) && looksPersonal(value));
}

function scopeOf(viewer: Viewer): FailureScope {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not read failures`);
  const { env } = runtime();
  return { accountId: env.accountId, timeZone: env.businessTimeZone };
}
