import { useLocale, useTranslations } from "next-intl";
import { bucketHref } from "@/lib/domain/capture-links";
import type { CaptureBucket, CaptureReport } from "@/lib/domain/capture-report";
import { type CurrencyCode, ZERO } from "@/lib/domain/minor-units";
import { formatDays } from "@/lib/format/days";
import type { ChartColumn, ChartPart, ChartSeries, SeriesLook } from "../charts/chart-column";
import { useBucketWords } from "./bucket-words";
import { useGroupWord, useMoneyWords } from "./capture-words";

const LOOKS: readonly SeriesLook[] = [1, 2, 3, 4, 5, 6];
const BEFORE = "before";

/** The bars of "Captured over time": one series, or one for each group, and what is compared with behind them. */
export function useTimeColumns(report: CaptureReport, currency: CurrencyCode, isNet: boolean) {
  const t = useTranslations("captures");
  const locale = useLocale();
  const words = useBucketWords(report.interval, report.timeZone);
  const word = useGroupWord();
  const { money, withCaptures } = useMoneyWords(currency);
  const { groupBy, groups, before, compared } = report;
  const amountOf = ({ captured, net }: Pick<CaptureBucket, "captured" | "net">) => (isNet ? net : captured);
  const hasGroups = groupBy !== undefined && groups.length > 0;
  const stack: ChartSeries[] = hasGroups
    ? groups.map((group, place) => ({
        id: groupId(group),
        name: word(groupBy, group),
        role: "stack",
        look: group.isRest ? "rest" : (LOOKS[place] ?? "rest"),
      }))
    : [{ id: "all", name: t(isNet ? "time.net" : "time.captured"), role: "stack", look: 1 }];
  const ghost: ChartSeries[] =
    before === undefined || compared === undefined
      ? []
      : [{ id: BEFORE, name: formatDays(compared.from, compared.to, locale), role: "ghost", look: "faint" }];
  const columns = report.buckets.map((bucket, index): ChartColumn => {
    const whole = amountOf(bucket);
    const parts: ChartPart[] = hasGroups
      ? groups.map((group) => {
          const own = bucket.groups.find((each) => groupId(each) === groupId(group));
          const value = own ? amountOf(own) : ZERO;
          return {
            series: groupId(group),
            value,
            text: withCaptures(value, own?.count ?? 0),
            href: bucketHref(report, bucket, "captured", group),
          };
        })
      : [{ series: "all", value: whole, text: money(whole) }];
    const then = before?.[index];
    if (then !== undefined) {
      parts.push({ series: BEFORE, value: amountOf(then), text: money(amountOf(then)) });
    }
    return {
      key: bucket.start,
      ...words(bucket),
      isIncomplete: bucket.isIncomplete,
      text: withCaptures(whole, bucket.count),
      href: bucketHref(report, bucket, "captured"),
      parts,
    };
  });
  return { columns, series: [...ghost, ...stack] };
}

/** A group's own name among the series; the rest has no value of meaning. */
export function groupId({ value, isRest }: { readonly value: string; readonly isRest: boolean }): string {
  return isRest ? "rest" : `value ${value}`;
}
