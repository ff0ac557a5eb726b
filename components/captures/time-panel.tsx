"use client";

import { useTranslations } from "next-intl";
import { bucketHref } from "@/lib/domain/capture-links";
import type { CaptureReport } from "@/lib/domain/capture-report";
import { captureTable } from "@/lib/domain/capture-table";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { ChartPanel } from "../charts/chart-panel";
import { ColumnChart } from "../charts/column-chart";
import { Legend } from "../charts/legend";
import { useMoneyWords } from "./capture-words";
import { usePanelWords } from "./panel-words";
import { ReportTable } from "./report-table";
import { groupId, useTimeColumns } from "./time-columns";
import { useTimeSummary } from "./time-summary";

interface TimePanelProps {
  /** Of one currency: the report's own, or a panel's. */
  readonly report: CaptureReport;
  readonly currency: CurrencyCode;
  readonly isNet: boolean;
  readonly csvHref?: string | undefined;
  /** One of several, each of a currency: says which in its name. */
  readonly isOneOfMany?: boolean;
}

/** The landmark's name for machines and people alike: CONTRACT, section 3. */
const LABEL = "Captured over time";

/** The first chart: what was captured in each bar of time. */
export function TimePanel(props: TimePanelProps) {
  const { report, currency, isNet, csvHref, isOneOfMany = false } = props;
  const t = useTranslations("captures");
  const { axis } = useMoneyWords(currency);
  const { columns, series } = useTimeColumns(report, currency, isNet);
  const summary = useTimeSummary(report, currency, isNet);
  const title = isOneOfMany ? t("time.panel", { title: t("time.title"), currency }) : t("time.title");
  return (
    <ChartPanel
      title={title}
      label={isOneOfMany ? `${LABEL}, ${currency}` : LABEL}
      summary={summary.join(" ")}
      words={usePanelWords()}
      csvHref={csvHref}
      picture={{ name: `captures-${currency}-${report.from}`, lines: [summary.join(" ")] }}
      table={() => (
        <ReportTable
          caption={title}
          table={captureTable(report, "over_time")}
          currency={currency}
          heading={t(`unit.${report.interval}`)}
          nameOf={(row) => columns[row] ?? { name: "" }}
          groupName={(group) => series.find(({ id }) => id === groupId(group))?.name ?? group.value}
          cellHref={(row, { name, group }) => {
            const bucket = report.buckets[row];
            if (bucket === undefined || (name !== "captured" && name !== "refunded")) return undefined;
            const own = group && report.groups.find((each) => groupId(each) === groupId(group));
            return bucketHref(report, bucket, name, own);
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
        label={title}
        columns={columns}
        series={series}
        axisText={axis}
        height={isOneOfMany ? 200 : 280}
        hint={t("chart.hint")}
      />
    </ChartPanel>
  );
}
