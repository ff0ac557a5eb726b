"use client";

import { useQuery } from "@tanstack/react-query";
import { RefreshCw } from "lucide-react";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { captureExportHref } from "@/lib/domain/capture-export";
import type { CaptureQuery } from "@/lib/domain/capture-query";
import type { CaptureReport } from "@/lib/domain/capture-report";
import type { CaptureChart } from "@/lib/domain/capture-table";
import { formatInstant } from "@/lib/format/instants";
import { USUAL_CSV } from "@/lib/format/usual-csv";
import { type CaptureReportAnswer, captureReportQuery } from "@/lib/queries/captures";
import { ProblemState } from "../problem-state";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { CapturesEmpty } from "./captures-empty";
import { DaysPanel } from "./days-panel";
import { FlowPanel } from "./flow-panel";
import { KpiRow } from "./kpi-row";
import { OutstandingPanel } from "./outstanding-panel";
import { PanelsSkeleton } from "./panels-skeleton";
import { RankedPanel } from "./ranked-panel";
import { TimePanel } from "./time-panel";
import { TodayPanel } from "./today-panel";

interface CapturePanelsProps {
  readonly query: CaptureQuery;
  /** `query` as `captureParams` writes it. */
  readonly params: string;
  /** Absent where the server could not read it: the panels then ask by themselves. */
  readonly initial: CaptureReportAnswer | undefined;
  readonly mayExport: boolean;
}

/**
 * The figures and charts under one query. They keep themselves fresh, and when they cannot, say so, keep what they knew,
 * and can be asked again without the rest of the page.
 */
export function CapturePanels({ query, params, initial, mayExport }: CapturePanelsProps) {
  const t = useTranslations("captures");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const at = (iso: string) => formatInstant(iso, { locale, timeZone, style: "minute" });
  const { data, error, isFetching, refetch } = useQuery(captureReportQuery(params, initial));
  const retry = (
    <Button size="small" isBusy={isFetching} onClick={() => void refetch()}>
      <RefreshCw aria-hidden="true" className="size-3.5" />
      {t("retry")}
    </Button>
  );
  if (data === undefined) {
    return error ? (
      <div className="rounded-lg border bg-surface">
        <ProblemState code={error.code} requestId={error.requestId} action={retry} />
      </div>
    ) : (
      <PanelsSkeleton />
    );
  }
  const { report } = data;
  return (
    <>
      <div className="-my-1 flex flex-wrap items-center gap-2 text-ink-faint text-xs" role="status">
        {error ? (
          <>
            <span className="text-waiting">{t("chart.refreshFailed", { at: at(data.read_at) })}</span>
            {retry}
          </>
        ) : report.completeTo === undefined ? (
          t("completeUnknown")
        ) : (
          t("complete", { at: at(report.completeTo) })
        )}
      </div>
      {report.isCounting && (
        <Notice tone="waiting" title={t("counting.title")}>
          {t("counting.text")}
        </Notice>
      )}
      <Charts query={query} report={report} mayExport={mayExport} />
    </>
  );
}

interface ChartsProps extends Pick<CapturePanelsProps, "query" | "mayExport"> {
  readonly report: CaptureReport;
}

function Charts({ query, report, mayExport }: ChartsProps) {
  const format = USUAL_CSV[useLocale()];
  const { currency, panels, kpis, outstanding } = report;
  const { isNet } = query;
  if (currency === undefined) return <CapturesEmpty query={query} report={report} />;
  const csv = (chart: CaptureChart, of: Partial<CaptureQuery> = { currency }) =>
    mayExport ? captureExportHref({ ...query, ...of }, { chart, format }) : undefined;
  if (panels !== undefined) {
    return (
      <div className="grid gap-4">
        {panels.map((panel) => (
          <TimePanel
            key={panel.currency}
            isOneOfMany
            report={{ ...report, ...panel, groupBy: undefined, groups: [] }}
            currency={panel.currency}
            isNet={isNet}
            csvHref={csv("over_time", { currency: panel.currency, panels: undefined })}
          />
        ))}
      </div>
    );
  }
  const hasNone = kpis.count === 0 && kpis.refundedCount === 0 && kpis.authorizedCount === 0;
  const shared = { report, currency };
  return (
    <>
      <KpiRow {...shared} isNet={isNet} />
      {hasNone ? (
        <CapturesEmpty query={query} report={report} />
      ) : (
        <>
          <TimePanel {...shared} isNet={isNet} csvHref={csv("over_time")} />
          <div className="grid items-start gap-4 lg:grid-cols-2">
            <RankedPanel of="method" {...shared} isNet={isNet} csvHref={csv("by_method")} />
            <RankedPanel of="destination" {...shared} isNet={isNet} csvHref={csv("by_payout_destination")} />
          </div>
          <FlowPanel {...shared} csvHref={csv("authorized")} />
        </>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <TodayPanel {...shared} csvHref={csv("today")} />
        {!hasNone && <DaysPanel {...shared} csvHref={csv("days_to_capture")} />}
      </div>
      {outstanding.count > 0 && <OutstandingPanel {...shared} csvHref={csv("outstanding_by_age")} />}
    </>
  );
}
