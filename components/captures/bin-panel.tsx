"use client";

import { useTranslations } from "next-intl";
import type { CaptureTable } from "@/lib/domain/capture-table";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import type { ChartColumn, ChartSeries } from "../charts/chart-column";
import { ChartPanel } from "../charts/chart-panel";
import { ColumnChart } from "../charts/column-chart";
import { useMoneyWords } from "./capture-words";
import { usePanelWords } from "./panel-words";
import { ReportTable } from "./report-table";

/** So many days, as a column: how much there is in it. */
export interface Bin {
  readonly name: string;
  readonly tick: string;
  readonly value: MinorUnits;
  /** `value`, and of how many, in words. */
  readonly text: string;
}

export interface BinChart {
  /** What the columns stand for: a heading where there is more than one drawing, and of the table. */
  readonly title: string;
  readonly heading: string;
  readonly table: CaptureTable;
  readonly bins: readonly Bin[];
}

interface BinPanelProps {
  readonly title: string;
  readonly summary: string;
  readonly charts: readonly BinChart[];
  readonly currency: CurrencyCode;
  /** What a column's amount is called. */
  readonly valueName: string;
  /** A picture's file name without its ending. */
  readonly name: string;
  readonly csvHref?: string | undefined;
}

const HEIGHT = 200;

/** Amounts by numbers of days: one drawing, or several of the same amounts cut differently. */
export function BinPanel(props: BinPanelProps) {
  const { title, summary, charts, currency, valueName, name, csvHref } = props;
  const t = useTranslations("captures.chart");
  const { axis } = useMoneyWords(currency);
  const series: readonly ChartSeries[] = [{ id: "value", name: valueName, role: "stack", look: 1 }];
  return (
    <ChartPanel
      title={title}
      summary={summary}
      words={usePanelWords()}
      picture={{ name, lines: [summary] }}
      csvHref={csvHref}
      table={() =>
        charts.map(({ title: caption, heading, table, bins }) => (
          <ReportTable
            key={caption}
            {...{ caption, heading, table, currency }}
            isCaptionShown={charts.length > 1}
            nameOf={(row) => bins[row] ?? { name: "" }}
          />
        ))
      }
    >
      <div className={charts.length > 1 ? "grid gap-x-8 gap-y-4 md:grid-cols-2" : undefined}>
        {charts.map((chart) => (
          <div key={chart.title} className="min-w-0">
            {charts.length > 1 && <h3 className="mb-1 font-medium text-ink-soft text-xs">{chart.title}</h3>}
            <p aria-hidden="true" className="w-12 text-right text-ink-faint text-xs">
              {currency}
            </p>
            <ColumnChart
              label={chart.title}
              columns={columnsOf(chart)}
              series={series}
              axisText={axis}
              height={HEIGHT}
              hint={t("hint")}
            />
          </div>
        ))}
      </div>
    </ChartPanel>
  );
}

/** Each leads where its row of the table leads. */
function columnsOf({ bins, table }: BinChart): readonly ChartColumn[] {
  return bins.map(({ name, tick, value, text }, row) => {
    const parts = [{ series: "value", value, text }];
    return { key: name, name, tick, text, href: table.rows[row]?.href, parts };
  });
}
