import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Buckets } from "@/lib/domain/failure-buckets";
import {
  type DayRange,
  type FailureFilter,
  type FailureProblem,
  failedOrders,
  failuresHref,
} from "@/lib/domain/failure-filter";
import type { FailureReport } from "@/lib/domain/failure-report";
import { ordersHref } from "@/lib/domain/order-filter";
import { formatQuantity } from "@/lib/format/numbers";
import { Amount } from "../money";
import { Section } from "../ui/section";
import { FailuresEmpty } from "./failures-empty";
import { FailuresTable, Recovered } from "./failures-table";
import { FilterForm } from "./filter-form";
import { FilterProblems } from "./filter-problems";

interface FailuresPageViewProps {
  readonly filter: FailureFilter;
  readonly problems: readonly FailureProblem[];
  readonly days: DayRange;
  readonly buckets: Buckets;
  /** Whether the last bar is still being counted. */
  readonly isCounting: boolean;
  readonly report: FailureReport;
  readonly held: Parameters<typeof FilterForm>[0]["held"];
  readonly hasOrders: boolean;
  /** In how many failures at most a later payment was looked for. */
  readonly mostRecoveries: number;
  /** Counted while the page is on its way. */
  readonly unusual: ReactNode;
  readonly unusualRule: ReactNode;
  readonly success: ReactNode;
  readonly unmapped: ReactNode;
}

/** Failures by reason: what is unusual, the groups, the rate behind them, and what nothing explains yet. */
export function FailuresPageView(props: FailuresPageViewProps) {
  const { filter, problems, days, buckets, isCounting, report, held, hasOrders } = props;
  const t = useTranslations("failures");
  return (
    <div className="grid gap-4">
      <div>
        <h1 className="font-semibold text-2xl">{t("title")}</h1>
        <p className="mt-1 max-w-prose text-ink-soft">{t("lead")}</p>
      </div>
      {props.unusual}
      <FilterProblems problems={problems} cleanHref={failuresHref(filter)} />
      <FilterForm key={failuresHref(filter)} filter={filter} days={days} held={held} />
      <Section title={t(`by.${filter.group}`)} isFlush>
        {report.count === 0 ? (
          <FailuresEmpty filter={filter} hasOrders={hasOrders} />
        ) : (
          <>
            <Totals filter={filter} days={days} report={report} />
            <FailuresTable
              report={report}
              filter={filter}
              days={days}
              buckets={buckets}
              isCounting={isCounting}
            />
          </>
        )}
      </Section>
      {props.success}
      {props.unmapped}
      <Section title={t("rules.title")}>
        <dl className="grid gap-x-8 gap-y-3 text-sm md:grid-cols-3 [&_dd]:text-ink-soft [&_dt]:font-medium">
          <div>
            <dt>{t("rules.countedTitle")}</dt>
            <dd>{t("rules.counted")}</dd>
          </div>
          <div>
            <dt>{t("table.recovered")}</dt>
            <dd>
              {t("rules.recovered")}{" "}
              {report.recovery.unpaid >= props.mostRecoveries &&
                t("rules.recoveredLatest", { most: props.mostRecoveries })}
            </dd>
          </div>
          <div>
            <dt>{t("rules.unusualTitle")}</dt>
            <dd>{props.unusualRule}</dd>
          </div>
        </dl>
      </Section>
    </div>
  );
}

function Totals({ filter, days, report }: Pick<FailuresPageViewProps, "filter" | "days" | "report">) {
  const t = useTranslations("failures.total");
  const locale = useLocale();
  const orders = failedOrders(filter, days);
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 border-b px-4 py-3 text-sm [&_dt]:text-ink-faint [&_dt]:text-xs">
      <div>
        <dt>{t("count")}</dt>
        <dd className="figures font-medium text-base">
          <Link href={ordersHref(orders)} prefetch={false} className="rounded text-accent hover:underline">
            {formatQuantity(report.count, locale)}
          </Link>
        </dd>
      </div>
      {report.amounts.map(({ currency, amount }) => (
        <div key={currency}>
          <dt>{t("amount", { currency })}</dt>
          <dd className="figures font-medium text-base">
            <Link
              href={ordersHref({ ...orders, currency: [currency] })}
              prefetch={false}
              className="rounded hover:underline"
            >
              {amount === undefined ? t("tooLarge") : <Amount value={amount} currency={currency} />}
            </Link>
          </dd>
        </div>
      ))}
      <div>
        <dt>{t("recovered")}</dt>
        <dd className="figures font-medium text-base">
          <Recovered {...report.recovery} />
        </dd>
      </div>
    </dl>
  );
}
