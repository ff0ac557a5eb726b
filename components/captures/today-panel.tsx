"use client";

import { useLocale, useTranslations } from "next-intl";
import { hourHref } from "@/lib/domain/capture-links";
import { type CaptureReport, changeOf } from "@/lib/domain/capture-report";
import { captureTable } from "@/lib/domain/capture-table";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { formatWeekday } from "@/lib/format/instants";
import type { ChartColumn, ChartSeries } from "../charts/chart-column";
import { ChartPanel } from "../charts/chart-panel";
import { ColumnChart } from "../charts/column-chart";
import { Legend } from "../charts/legend";
import { clock } from "./bucket-words";
import { useMoneyWords, usePercent } from "./capture-words";
import { usePanelWords } from "./panel-words";
import { ReportTable } from "./report-table";

interface TodayPanelProps {
  readonly report: CaptureReport;
  readonly currency: CurrencyCode;
  readonly csvHref?: string | undefined;
}

/** What was captured since midnight, against what usually is by then on such a day. */
export function TodayPanel({ report, currency, csvHref }: TodayPanelProps) {
  const { today } = report;
  const t = useTranslations("captures.today");
  const tc = useTranslations("captures.chart");
  const locale = useLocale();
  const percent = usePercent();
  const { money, axis } = useMoneyWords(currency);
  const weekday = formatWeekday(weekdayOf(today.day), locale);
  const title = t("title", { weekday });
  const summary = [t("summary", { captured: money(today.captured) }), comparison()]
    .filter((sentence) => sentence !== undefined)
    .join(" ");
  const series: readonly ChartSeries[] = [
    ...(today.weeks > 0 ? [{ id: "usual", name: t("usual"), role: "usual", look: "faint" } as const] : []),
    { id: "today", name: t("line"), role: "line", look: 1 },
  ];
  const columns = today.hours.map(
    ({ hour, captured, usual }): ChartColumn => ({
      key: String(hour),
      name: t("hour", { hour: clock(hour + 1) }),
      tick: clock(hour + 1),
      begins: (hour + 1) % 6 === 0 ? ["6 hours"] : [],
      text: captured === undefined ? "" : money(captured),
      href: captured === undefined ? undefined : hourHref(report, hour),
      parts: [
        ...(captured === undefined ? [] : [{ series: "today", value: captured, text: money(captured) }]),
        ...(usual === undefined ? [] : [{ series: "usual", value: usual, text: money(usual) }]),
      ],
    }),
  );
  return (
    <ChartPanel
      title={title}
      summary={summary}
      words={usePanelWords()}
      picture={{ name: `today-${currency}-${today.day}`, lines: [summary] }}
      csvHref={csvHref}
      table={() => (
        <ReportTable
          caption={title}
          table={captureTable(report, "today")}
          currency={currency}
          heading={t("heading")}
          nameOf={(row) => ({ name: columns[row]?.tick ?? "" })}
        />
      )}
    >
      <Legend unit={currency} series={series} />
      <ColumnChart
        label={title}
        columns={columns}
        series={series}
        axisText={axis}
        height={200}
        hint={tc("hint")}
      />
      {today.weeks > 0 && <p className="mt-2 text-ink-faint text-xs">{t("weeks", { weeks: today.weeks })}</p>}
    </ChartPanel>
  );

  function comparison(): string | undefined {
    const usual = today.usualSoFar;
    if (today.weeks === 0 || usual === undefined) return t("noUsual", { weekday });
    const change = changeOf(today.captured, usual);
    if (change === undefined) return undefined;
    if (change === 0) return t("same", { weekday });
    return t(change > 0 ? "more" : "less", { weekday, change: percent(change), usual: money(usual) });
  }
}

/** 1 = Monday to 7 = Sunday. */
function weekdayOf(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
