"use client";

import { useTranslations } from "next-intl";
import { bucketHref, type MarkMeasure } from "@/lib/domain/capture-links";
import type { CaptureReport } from "@/lib/domain/capture-report";
import { captureTable } from "@/lib/domain/capture-table";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import type { ChartColumn, ChartSeries } from "../charts/chart-column";
import { ChartPanel } from "../charts/chart-panel";
import { ColumnChart } from "../charts/column-chart";
import { Legend } from "../charts/legend";
import { useBucketWords } from "./bucket-words";
import { useMoneyWords } from "./capture-words";
import { usePanelWords } from "./panel-words";
import { ReportTable } from "./report-table";

interface FlowPanelProps {
  readonly report: CaptureReport;
  readonly currency: CurrencyCode;
  readonly csvHref?: string | undefined;
}

const MEASURES = ["authorized", "captured", "refunded"] as const satisfies readonly MarkMeasure[];
const LOOKS = {
  authorized: { role: "frame", look: "faint" },
  captured: { role: "stack", look: 1 },
  refunded: { role: "down", look: "refund" },
} as const satisfies Record<MarkMeasure, Pick<ChartSeries, "role" | "look">>;

/** What was authorized, captured and refunded in each bar of time, each by its own time. */
export function FlowPanel({ report, currency, csvHref }: FlowPanelProps) {
  const t = useTranslations("captures");
  const words = useBucketWords(report.interval, report.timeZone);
  const { money, axis } = useMoneyWords(currency);
  // One bar of time is one of each: not divided.
  const scope = { ...report, groupBy: undefined };
  const series = MEASURES.map((id): ChartSeries => ({ id, name: t(`flow.${id}`), ...LOOKS[id] }));
  const columns = report.buckets.map(
    (bucket): ChartColumn => ({
      key: bucket.start,
      ...words(bucket),
      isIncomplete: bucket.isIncomplete,
      text: "",
      parts: MEASURES.map((measure) => ({
        series: measure,
        value: bucket[measure],
        text: money(bucket[measure]),
        href: bucketHref(scope, bucket, measure),
      })),
    }),
  );
  const { authorized, captured, refunded } = report.kpis;
  const summary = t("flow.summary", {
    authorized: money(authorized),
    captured: money(captured),
    refunded: money(refunded),
  });
  return (
    <ChartPanel
      title={t("flow.title")}
      summary={summary}
      words={usePanelWords()}
      picture={{ name: `authorized-captured-refunded-${currency}-${report.from}`, lines: [summary] }}
      csvHref={csvHref}
      table={() => (
        <ReportTable
          caption={t("flow.title")}
          table={captureTable(report, "authorized")}
          currency={currency}
          heading={t(`unit.${report.interval}`)}
          nameOf={(row) => columns[row] ?? { name: "" }}
          cellHref={(row, { name }) => {
            const bucket = report.buckets[row];
            const measure = MEASURES.find((each) => each === name);
            return bucket && measure && bucketHref(scope, bucket, measure);
          }}
        />
      )}
    >
      <Legend
        unit={currency}
        series={series}
        unfinished={columns.at(-1)?.isIncomplete ? t("chart.soFar") : undefined}
      />
      <ColumnChart
        label={t("flow.title")}
        columns={columns}
        series={series}
        axisText={axis}
        hint={t("chart.hint")}
      />
    </ChartPanel>
  );
}
