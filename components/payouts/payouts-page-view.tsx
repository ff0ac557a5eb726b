import { useTranslations } from "next-intl";
import { payoutsExportHref } from "@/lib/domain/payout-export";
import {
  type PayoutProblem,
  type PayoutQuery,
  payoutParams,
  payoutsHref,
  splitsHref,
} from "@/lib/domain/payout-query";
import type { PayoutReport } from "@/lib/domain/payout-report";
import { Instant } from "../instant";
import { Amount } from "../money";
import { buttonClass } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { Pills } from "../ui/pills";
import { Section } from "../ui/section";
import { Controls, NO_DAYS } from "./controls";
import { DestinationName } from "./destination-name";
import { DestinationsTable } from "./destinations-table";
import { PayoutHead } from "./payout-head";
import { QueryProblems } from "./query-problems";
import { SplitTroubles } from "./split-troubles";

interface PayoutsPageViewProps {
  readonly query: PayoutQuery;
  readonly problems: readonly PayoutProblem[];
  readonly report: PayoutReport;
  readonly mayExport: boolean;
}

/** Who was to be paid what: a table for each currency, and what does not add up. */
export function PayoutsPageView({ query, problems, report, mayExport }: PayoutsPageViewProps) {
  const t = useTranslations("payouts");
  const { payouts, currencies, completeTo, isCounting } = report;
  return (
    <div className="grid gap-4">
      <PayoutHead
        title={t("title")}
        lead={t("lead")}
        tab="destinations"
        actions={
          mayExport && (
            <a href={payoutsExportHref(query)} download className={buttonClass("secondary", "medium")}>
              {t("export.destinations")}
            </a>
          )
        }
      />
      <QueryProblems problems={problems} cleanHref={payoutsHref(query)} />
      {isCounting && (
        <Notice tone="info" title={t("counting.title")}>
          {t("counting.text")}
        </Notice>
      )}
      <Controls
        key={payoutsHref(query)}
        action="/payouts"
        query={query}
        days={report}
        hrefOf={(days) => payoutsHref({ ...query, ...days })}
        kept={payoutParams({ ...query, ...NO_DAYS })}
        rule={t("filter.rule")}
        pills={
          currencies.length > 1 && (
            <Pills
              label={t("currency.label")}
              choices={[undefined, ...currencies].map((currency) => ({
                name: currency ?? t("currency.all"),
                href: payoutsHref({ ...query, currency }),
                isOn: query.currency === currency,
              }))}
            />
          )
        }
      />
      <NeverSettled report={report} />
      {payouts.length === 0 ? (
        <Section title={t("title")}>
          <Empty query={query} hasCaptures={currencies.length > 0} />
        </Section>
      ) : (
        payouts.map((each) => (
          <Section key={each.currency} title={t("table.title", { currency: each.currency })} isFlush>
            <DestinationsTable payouts={each} query={query} />
            {each.untoldFee !== 0 && (
              <p className="border-t px-4 py-2 text-ink-soft text-sm">
                {t.rich("fees.untold", {
                  amount: () => <Amount value={each.untoldFee} currency={each.currency} />,
                })}
              </p>
            )}
          </Section>
        ))
      )}
      <SplitTroubles report={report} query={query} />
      <Section title={t("rules.title")}>
        <dl className="grid gap-x-8 gap-y-3 text-sm md:grid-cols-3 [&_dd]:text-ink-soft [&_dt]:font-medium">
          {(["net", "fee", "settled"] as const).map((rule) => (
            <div key={rule}>
              <dt>{t(`rules.${rule}Title`)}</dt>
              <dd>{t(`rules.${rule}`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
      {completeTo && (
        <p className="text-ink-faint text-xs">
          {t.rich("completeTo", { at: () => <Instant at={completeTo} style="minute" /> })}
        </p>
      )}
    </div>
  );
}

function Empty({ query, hasCaptures }: { readonly query: PayoutQuery; readonly hasCaptures: boolean }) {
  const t = useTranslations("payouts.empty");
  return (
    <EmptyState
      title={t(hasCaptures ? "days" : "ever")}
      action={
        hasCaptures && (
          <ButtonLink href={payoutsHref({ ...query, ...NO_DAYS, last: "12m" })} prefetch={false}>
            {t("widen")}
          </ButtonLink>
        )
      }
    >
      {t(hasCaptures ? "daysText" : "everText")}
    </EmptyState>
  );
}

/** Sellers that money was captured for and none was ever paid to: their ids may be wrong, or their set-up unfinished. */
function NeverSettled({ report }: { readonly report: PayoutReport }) {
  const t = useTranslations("payouts.never");
  const found = report.payouts.flatMap(({ currency, rows }) =>
    rows.filter((row) => row.isNeverSettled).map((row) => ({ currency, ...row })),
  );
  if (found.length === 0) return null;
  return (
    <Notice tone="bad" title={t("title", { count: found.length })}>
      <p>{t("text")}</p>
      <ul className="mt-1 grid gap-0.5">
        {found.map(({ currency, destination, unsettled }) => (
          <li key={`${currency} ${destination}`} className="flex flex-wrap items-baseline gap-x-2">
            <a
              href={splitsHref({ last: "12m", currency, destination, isSettled: false })}
              className="rounded text-accent hover:underline"
            >
              <DestinationName destination={destination} />
            </a>
            <Amount value={unsettled} currency={currency} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
