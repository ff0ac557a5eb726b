import "server-only";
import { bucketHrefs, groupHref } from "@/lib/domain/capture-links";
import type { CaptureProblem } from "@/lib/domain/capture-query";
import type {
  CaptureBucket,
  CaptureBucketGroup,
  CaptureFigures,
  CaptureGroupRow,
  CaptureKpis,
  CaptureReport,
} from "@/lib/domain/capture-report";
import type { CurrencyCode, MinorUnits, Money } from "@/lib/domain/minor-units";
import type {
  CaptureBucketJson,
  CaptureGroupJson,
  CaptureKpisJson,
  CapturesAnswer,
  MovedJson,
} from "@/lib/queries/captures-answer";
import { readCaptureQuery, readCaptureReport } from "./captures";
import type { Viewer } from "./viewer";

/** A program can tell more groups apart than a reader of bars. */
const MOST_GROUPS = 100;

/** `GET /api/captures`, or what is wrong with its parameters. */
export async function answerCaptures(
  viewer: Viewer,
  params: URLSearchParams,
): Promise<{ readonly answer: CapturesAnswer } | { readonly problems: readonly CaptureProblem[] }> {
  const { query, problems } = await readCaptureQuery(viewer, params);
  if (problems.length > 0) return { problems };
  return { answer: capturesJson(await readCaptureReport(viewer, query, MOST_GROUPS)) };
}

function capturesJson(report: CaptureReport): CapturesAnswer {
  const { currency = UNKNOWN, compared, kpisBefore, before, groupBy } = report;
  const bucketJson = bucketWriter(report, currency);
  return {
    time_zone: report.timeZone,
    from: report.from,
    to: report.to,
    interval: report.interval,
    group_by: groupBy,
    currency: report.currency,
    complete_to: report.completeTo,
    is_counting: report.isCounting,
    currencies: report.currencies.map(({ currency: code, captured, count }) => ({
      currency: code,
      captured: { amount: captured, currency: code },
      count,
    })),
    totals: kpisJson(report.kpis, currency),
    outstanding: {
      remaining: { amount: report.outstanding.remaining, currency },
      orders: report.outstanding.count,
    },
    buckets: report.buckets.map(bucketJson),
    groups:
      groupBy === undefined
        ? []
        : report.groups.map((row) => groupJson(row, currency, groupHref(report, groupBy, row, "captured"))),
    compared:
      compared && kpisBefore
        ? {
            ...compared,
            totals: kpisJson(kpisBefore, currency),
            buckets: (before ?? []).map((bucket) => (bucket === undefined ? null : bucketJson(bucket))),
          }
        : undefined,
    panels: report.panels?.map((panel) => ({
      currency: panel.currency,
      totals: kpisJson(panel.kpis, panel.currency),
      buckets: panel.buckets.map(bucketWriter({ ...report, currency: panel.currency }, panel.currency)),
    })),
  };
}

/** ISO 4217 for no currency: of figures that are all zero. */
const UNKNOWN: CurrencyCode = "XXX";

/** The bars of `report` as JSON: what their addresses share is written once for all of them. */
function bucketWriter(
  report: CaptureReport,
  currency: CurrencyCode,
): (bucket: CaptureBucket) => CaptureBucketJson {
  const hrefOf = bucketHrefs(report, "captured");
  return (bucket) => ({
    start: bucket.start,
    hours: bucket.hours,
    is_incomplete: bucket.isIncomplete,
    ...movedJson(bucket, currency),
    authorized: money(bucket.authorized, currency),
    authorized_count: bucket.authorizedCount,
    href: hrefOf(bucket),
    groups: bucket.groups.map((group, index) => {
      const row = report.groups[index];
      return groupJson(group, currency, row && hrefOf(bucket, row));
    }),
  });
}

function groupJson(
  group: CaptureGroupRow | CaptureBucketGroup,
  currency: CurrencyCode,
  href: string | undefined,
): CaptureGroupJson {
  return { value: group.isRest ? undefined : group.value, ...movedJson(group, currency), href };
}

function kpisJson(kpis: CaptureKpis, currency: CurrencyCode): CaptureKpisJson {
  return {
    ...movedJson(kpis, currency),
    average: kpis.average === undefined ? undefined : money(kpis.average, currency),
    authorized: money(kpis.authorized, currency),
    authorized_count: kpis.authorizedCount,
    collected: money(kpis.collected, currency),
    capture_rate: kpis.captureRate,
  };
}

function movedJson(figures: CaptureFigures, currency: CurrencyCode): MovedJson {
  return {
    captured: money(figures.captured, currency),
    refunded: money(figures.refunded, currency),
    net: money(figures.net, currency),
    count: figures.count,
    refunded_count: figures.refundedCount,
  };
}

function money(amount: MinorUnits, currency: CurrencyCode): Money {
  return { amount, currency };
}
