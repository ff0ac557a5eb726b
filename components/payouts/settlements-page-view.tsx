import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { PayoutProblem } from "@/lib/domain/payout-query";
import { type SettlementsQuery, settlementsHref } from "@/lib/domain/settlement-query";
import type { SettlementList } from "@/lib/domain/settlement-report";
import { Instant } from "../instant";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { Choice, Controls } from "./controls";
import { PayoutHead } from "./payout-head";
import { QueryProblems } from "./query-problems";
import { SettlementSyncNotice } from "./settlement-sync-notice";
import { SettlementsTable } from "./settlements-table";
import { TurnPage } from "./turn-page";

interface SettlementsPageViewProps {
  readonly query: SettlementsQuery;
  readonly problems: readonly PayoutProblem[];
  readonly list: SettlementList;
  /** What was captured and not settled. */
  readonly late: ReactNode;
}

/** What Dintero says it paid out, beside what we hold of it. */
export function SettlementsPageView({ query, problems, list, late }: SettlementsPageViewProps) {
  const t = useTranslations("payouts");
  const { settlements, sync, providers, olderHref } = list;
  const first = { ...query, before: undefined };
  const statuses = ["paid", "postponed"] as const;
  return (
    <div className="grid gap-4">
      <PayoutHead title={t("settlements.title")} lead={t("settlements.lead")} tab="settlements" />
      <QueryProblems problems={problems} cleanHref={settlementsHref(query)} />
      <SettlementSyncNotice sync={sync} />
      <Controls
        key={settlementsHref(first)}
        action="/payouts/settlements"
        query={query}
        days={list.days}
        hrefOf={(days) => settlementsHref({ ...first, ...days })}
        kept={
          new URLSearchParams(
            [...new URL(settlementsHref(first), "http://kontor.invalid").searchParams].filter(
              ([name]) => name === "days",
            ),
          )
        }
        rule={t("settlements.rule")}
        fields={
          <>
            <Choice
              name="provider"
              label={t("settlements.provider")}
              any={t("filter.all")}
              chosen={query.provider}
              choices={[...new Set([...providers, ...(query.provider ? [query.provider] : [])])].map(
                (value) => ({ value, word: value }),
              )}
            />
            <Choice
              name="status"
              label={t("settlements.statusHead")}
              any={t("filter.all")}
              chosen={query.status}
              choices={[
                ...statuses.map((value) => ({ value, word: t(`settlements.status.${value}`) })),
                ...[query.status ?? ""]
                  .filter((value) => value !== "" && statuses.every((known) => known !== value))
                  .map((value) => ({ value, word: value })),
              ]}
            />
          </>
        }
      />
      {late}
      <Section title={t("settlements.title")} isFlush>
        {settlements.length === 0 ? (
          <EmptyState title={t("settlements.empty")}>{t("settlements.emptyText")}</EmptyState>
        ) : (
          <>
            <SettlementsTable settlements={settlements} />
            <TurnPage
              label={t("pages.label")}
              first={query.before && { href: settlementsHref(first), name: t("pages.newest") }}
              next={olderHref === undefined ? undefined : { href: olderHref, name: t("pages.older") }}
            />
          </>
        )}
      </Section>
      {sync?.isGranted && (
        <p className="text-ink-faint text-xs">
          {t.rich("sync.checked", { at: () => <Instant at={sync.checkedAt} style="minute" /> })}{" "}
          {sync.completeFrom &&
            t.rich("sync.since", {
              at: () => <Instant at={sync.completeFrom ?? ""} style="date" />,
            })}
        </p>
      )}
    </div>
  );
}
