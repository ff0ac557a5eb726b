"use client";

import { useTranslations } from "next-intl";
import { groupHref } from "@/lib/domain/capture-links";
import type { CaptureGroupRow, CaptureReport } from "@/lib/domain/capture-report";
import { captureTable } from "@/lib/domain/capture-table";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { ChartPanel } from "../charts/chart-panel";
import { RankedBars } from "../charts/ranked-bars";
import { useGroupWord, useMoneyWords, usePercent } from "./capture-words";
import { usePanelWords } from "./panel-words";
import { ReportTable } from "./report-table";

interface RankedPanelProps {
  readonly of: "method" | "destination";
  readonly report: CaptureReport;
  readonly currency: CurrencyCode;
  readonly isNet: boolean;
  readonly csvHref?: string | undefined;
}

/** Landmarks' names for machines and people alike: CONTRACT, section 3. */
const LABELS = { method: "By payment method", destination: "By payout destination" } as const;
const CHARTS = { method: "by_method", destination: "by_payout_destination" } as const;
const DIMENSIONS = { method: "method", destination: "payout_destination" } as const;

/** What was captured by each method, or for each payout destination, the most first. */
export function RankedPanel({ of, report, currency, isNet, csvHref }: RankedPanelProps) {
  const t = useTranslations("captures");
  const word = useGroupWord();
  const percent = usePercent();
  const { money, withCaptures } = useMoneyWords(currency);
  const rows = of === "method" ? report.byMethod : report.byDestination;
  const dimension = DIMENSIONS[of];
  const amountOf = ({ captured, net }: CaptureGroupRow) => (isNet ? net : captured);
  const nameOf = (row: CaptureGroupRow | undefined) => (row === undefined ? "" : word(dimension, row));
  const [first] = rows;
  const summary =
    first === undefined || first.share === undefined
      ? t("chart.nothing")
      : t(`${of}.summary`, {
          name: word(dimension, first),
          amount: money(first.captured),
          share: percent(first.share),
        });
  return (
    <ChartPanel
      title={t(`${of}.title`)}
      label={LABELS[of]}
      summary={of === "destination" ? `${summary} ${t("destination.own")}` : summary}
      words={usePanelWords()}
      csvHref={csvHref}
      picture={{ name: `captures-${dimension}-${currency}-${report.from}`, lines: [summary] }}
      table={() => (
        <ReportTable
          caption={t(`${of}.title`)}
          table={captureTable(report, CHARTS[of])}
          currency={currency}
          heading={t(`${of}.heading`)}
          nameOf={(row) => ({ name: nameOf(rows[row]) })}
          cellHref={(row, { name }) => {
            const group = rows[row];
            if (group === undefined || (name !== "captured" && name !== "refunded")) return undefined;
            return groupHref(report, dimension, group, name);
          }}
        />
      )}
    >
      <RankedBars
        label={t(`${of}.title`)}
        hint={t("chart.hint")}
        rows={rows.map((row) => ({
          key: `${row.isRest} ${row.value}`,
          name: word(dimension, row),
          value: amountOf(row),
          text: isNet ? money(row.net) : withCaptures(row.captured, row.count),
          share: row.share === undefined ? undefined : percent(row.share),
          look: row.isRest ? "rest" : 1,
          href: groupHref(report, dimension, row, "captured"),
        }))}
      />
    </ChartPanel>
  );
}
