"use client";

import { ArrowDown, ArrowUp, Equal } from "lucide-react";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { outstandingHref, rangeHref } from "@/lib/domain/capture-links";
import { type CaptureKpis, type CaptureReport, changeOf } from "@/lib/domain/capture-report";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import { formatQuantity } from "@/lib/format/numbers";
import { Amount } from "../money";
import { useMoneyWords, usePercent } from "./capture-words";

interface KpiRowProps {
  readonly report: CaptureReport;
  readonly currency: CurrencyCode;
  readonly isNet: boolean;
}

/** The six figures of the days, each with how it stands to the days compared with, in words. */
export function KpiRow({ report, currency, isNet }: KpiRowProps) {
  const t = useTranslations("captures.kpi");
  const locale = useLocale();
  const percent = usePercent();
  const { money } = useMoneyWords(currency);
  const { kpis, kpisBefore, outstanding } = report;
  const captured = (of: CaptureKpis) => (isNet ? of.net : of.captured);
  const amount = (value: MinorUnits | undefined) =>
    value === undefined ? t("none") : <Amount value={value} currency={currency} />;
  const quantity = (value: number) => formatQuantity(value, locale);
  return (
    <dl
      aria-label={t("label")}
      className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-3 xl:grid-cols-6"
    >
      <Kpi
        name={t(isNet ? "net" : "captured")}
        href={rangeHref(report, "captured")}
        value={amount(captured(kpis))}
      >
        {kpisBefore && <Delta now={captured(kpis)} before={captured(kpisBefore)} say={money} />}
      </Kpi>
      <Kpi name={t("count")} href={rangeHref(report, "captured")} value={quantity(kpis.count)}>
        {kpisBefore && <Delta now={kpis.count} before={kpisBefore.count} say={quantity} />}
      </Kpi>
      <Kpi name={t("average")} value={amount(kpis.average)}>
        {kpisBefore && <Delta now={kpis.average} before={kpisBefore.average} say={money} />}
      </Kpi>
      <Kpi name={t("refunded")} href={rangeHref(report, "refunded")} value={amount(kpis.refunded)}>
        {kpisBefore && <Delta now={kpis.refunded} before={kpisBefore.refunded} say={money} />}
      </Kpi>
      <Kpi name={t("rate")} value={kpis.captureRate === undefined ? t("none") : percent(kpis.captureRate)}>
        {kpis.captureRate !== undefined &&
          t("rateHint", { collected: money(kpis.collected), authorized: money(kpis.authorized) })}
      </Kpi>
      <Kpi name={t("remaining")} href={outstandingHref(report)} value={amount(outstanding.remaining)}>
        {t("remainingHint", { count: outstanding.count })}
      </Kpi>
    </dl>
  );
}

interface KpiProps {
  readonly name: string;
  readonly value: ReactNode;
  /** Its orders. */
  readonly href?: string | undefined;
  readonly children?: ReactNode;
}

function Kpi({ name, value, href, children }: KpiProps) {
  return (
    <div className="min-w-0 bg-surface px-3 py-3 sm:px-4">
      <dt className="text-ink-faint text-xs">{name}</dt>
      <dd className="mt-0.5">
        <span className="figures block font-semibold text-base sm:text-lg">
          {href === undefined ? (
            value
          ) : (
            <Link href={href} prefetch={false} className="rounded hover:text-accent hover:underline">
              {value}
            </Link>
          )}
        </span>
        {children && <span className="mt-0.5 block text-ink-soft text-xs">{children}</span>}
      </dd>
    </div>
  );
}

interface DeltaProps<V extends number> {
  readonly now: V | undefined;
  readonly before: V | undefined;
  readonly say: (value: V) => string;
}

/** How much more or less than before, in words; of nothing there is no share. */
function Delta<V extends number>({ now, before, say }: DeltaProps<V>) {
  const t = useTranslations("captures.kpi");
  const percent = usePercent();
  const change = now === undefined ? undefined : changeOf(now, before);
  if (change === undefined || before === undefined) return t("noBase");
  const Icon = change > 0 ? ArrowUp : change < 0 ? ArrowDown : Equal;
  const words = { change: percent(change), before: say(before) };
  return (
    <>
      <Icon aria-hidden="true" className="mr-0.5 mb-0.5 inline size-3" />
      {change === 0 ? t("same", words) : t(change > 0 ? "more" : "less", words)}
    </>
  );
}
