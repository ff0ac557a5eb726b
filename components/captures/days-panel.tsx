"use client";

import { useTranslations } from "next-intl";
import type { CaptureReport, DaysToCapture } from "@/lib/domain/capture-report";
import { captureTable } from "@/lib/domain/capture-table";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { BinPanel } from "./bin-panel";
import { useMoneyWords, usePercent } from "./capture-words";

interface DaysPanelProps {
  readonly report: CaptureReport;
  readonly currency: CurrencyCode;
  readonly csvHref?: string | undefined;
}

/** How long captures came after their authorization. */
export function DaysPanel({ report, currency, csvHref }: DaysPanelProps) {
  const t = useTranslations("captures");
  const percent = usePercent();
  const { withCaptures } = useMoneyWords(currency);
  const { daysToCapture } = report;
  const known = daysToCapture.filter(({ minDays }) => minDays !== undefined);
  const whole = sumOf(known);
  const soon = sumOf(known.filter(({ maxDays }) => maxDays !== undefined && maxDays <= 1));
  const summary = whole === 0 ? t("days.summaryNone") : t("days.summary", { share: percent(soon / whole) });
  return (
    <BinPanel
      title={t("days.title")}
      summary={summary}
      currency={currency}
      valueName={t("days.captured")}
      name={`days-to-capture-${currency}-${report.from}`}
      csvHref={csvHref}
      charts={[
        {
          title: t("days.title"),
          heading: t("days.heading"),
          table: captureTable(report, "days_to_capture"),
          bins: daysToCapture.map(({ minDays, maxDays, captured, count }) => ({
            ...words(minDays, maxDays),
            value: captured,
            text: withCaptures(captured, count),
          })),
        },
      ]}
    />
  );

  function words(from: number | undefined, to: number | undefined) {
    if (from === undefined) return { name: t("days.unknown"), tick: "?" };
    if (to === undefined) return { name: t("days.more", { from }), tick: `${from}+` };
    if (from < to) return { name: t("days.range", { from, to }), tick: `${from}–${to}` };
    return { name: from === 0 ? t("days.same") : t("days.one", { days: from }), tick: String(from) };
  }
}

function sumOf(parts: readonly DaysToCapture[]): number {
  return parts.reduce((sum, { captured }) => sum + captured, 0);
}
