"use client";

import { useTranslations } from "next-intl";
import type { CaptureReport, OutstandingBin } from "@/lib/domain/capture-report";
import { captureTable } from "@/lib/domain/capture-table";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import { type Bin, BinPanel } from "./bin-panel";
import { useMoneyWords } from "./capture-words";

interface OutstandingPanelProps {
  readonly report: CaptureReport;
  readonly currency: CurrencyCode;
  readonly csvHref?: string | undefined;
}

/** Reserved money that nobody captured yet: how old it is, and how long it will last. */
export function OutstandingPanel({ report, currency, csvHref }: OutstandingPanelProps) {
  const { outstanding } = report;
  const t = useTranslations("captures.outstanding");
  const tc = useTranslations("captures.chart");
  const { money, withOrders } = useMoneyWords(currency);
  const summary =
    outstanding.count === 0
      ? t("none")
      : t("summary", {
          amount: money(outstanding.remaining),
          count: tc("orders", { count: outstanding.count }),
        });
  return (
    <BinPanel
      title={t("title")}
      summary={summary}
      currency={currency}
      valueName={t("remaining")}
      name={`still-to-capture-${currency}`}
      csvHref={csvHref}
      charts={[
        {
          title: t("byAge"),
          heading: t("age"),
          table: captureTable(report, "outstanding_by_age"),
          bins: outstanding.byAge.map(binOf),
        },
        {
          title: t("byExpiry"),
          heading: t("expiry"),
          table: captureTable(report, "outstanding_by_expiry"),
          bins: outstanding.byExpiry.map(binOf),
        },
      ]}
    />
  );

  function binOf(bin: OutstandingBin): Bin {
    const { remaining, count } = bin;
    return { ...words(bin), value: remaining, text: withOrders(remaining, count) };
  }

  function words({ minDays: from, maxDays: to, isUnknown }: OutstandingBin) {
    if (isUnknown) return { name: t("unknown"), tick: "?" };
    if (from === undefined) return { name: t("ended"), tick: t("ended") };
    if (to === undefined) return { name: t("more", { from }), tick: `${from}+` };
    if (from < to) return { name: t("range", { from, to }), tick: `${from}–${to}` };
    return from === 0
      ? { name: t("today"), tick: t("today") }
      : { name: t("one", { days: from }), tick: String(from) };
  }
}
