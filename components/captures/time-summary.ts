import { useLocale, useTranslations } from "next-intl";
import { type CaptureBucket, type CaptureReport, changeOf } from "@/lib/domain/capture-report";
import { addDays } from "@/lib/domain/local-day";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { formatDay, formatDays } from "@/lib/format/days";
import { useBucketWords } from "./bucket-words";
import { useMoneyWords, usePercent } from "./capture-words";

/** "Captured over time" in sentences: how much, where the most was, and how that stands to what it is compared with. */
export function useTimeSummary(
  report: CaptureReport,
  currency: CurrencyCode,
  isNet: boolean,
): readonly string[] {
  const { kpis, kpisBefore } = report;
  const t = useTranslations("captures");
  const locale = useLocale();
  const words = useBucketWords(report.interval, report.timeZone);
  const { money } = useMoneyWords(currency);
  const percent = usePercent();
  const amountOf = ({ captured, net }: Pick<CaptureBucket, "captured" | "net">) => (isNet ? net : captured);
  const whole = t(isNet ? "time.summaryNet" : "time.summary", {
    amount: money(amountOf(kpis)),
    count: t("chart.captures", { count: kpis.count }),
    from: formatDay(report.from, locale, "date"),
    to: formatDay(addDays(report.to, -1), locale, "date"),
  });
  const highest = report.buckets.toSorted((a, b) => amountOf(b) - amountOf(a))[0];
  const most =
    highest !== undefined && report.buckets.length > 1 && amountOf(highest) > 0
      ? t(`time.most.${report.interval}`, { amount: money(amountOf(highest)), at: words(highest).name })
      : undefined;
  return [whole, most, comparison()].filter((sentence) => sentence !== undefined);

  function comparison(): string | undefined {
    if (report.compared === undefined || kpisBefore === undefined) return undefined;
    const days = formatDays(report.compared.from, report.compared.to, locale);
    const change = changeOf(amountOf(kpis), amountOf(kpisBefore));
    if (change === undefined) return t("time.noBase", { days });
    if (change === 0) return t("time.same", { days });
    return t(change > 0 ? "time.more" : "time.less", { change: percent(change), days });
  }
}
