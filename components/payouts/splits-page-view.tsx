import { useLocale, useTranslations } from "next-intl";
import { NONE } from "@/lib/domain/order-filter-words";
import { splitsExportHref } from "@/lib/domain/payout-export";
import {
  type PayoutProblem,
  SPLIT_ISSUES,
  type SplitsQuery,
  splitsHref,
  splitsParams,
} from "@/lib/domain/payout-query";
import type { PartList } from "@/lib/domain/payout-report";
import { formatQuantity } from "@/lib/format/numbers";
import { buttonClass } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";
import { Pills } from "../ui/pills";
import { Section } from "../ui/section";
import { Controls, FIELD, Labelled, NO_DAYS } from "./controls";
import { PartsTable } from "./parts-table";
import { PayoutHead } from "./payout-head";
import { QueryProblems } from "./query-problems";
import { SignedAmount } from "./signed-amount";
import { TurnPage } from "./turn-page";

interface SplitsPageViewProps {
  readonly query: SplitsQuery;
  readonly problems: readonly PayoutProblem[];
  readonly list: PartList;
  readonly mayExport: boolean;
}

/** The parts of captures and refunds behind a figure, each leading to its order. */
export function SplitsPageView({ query, problems, list, mayExport }: SplitsPageViewProps) {
  const t = useTranslations("payouts");
  const isNarrowed = [query.currency, query.destination, query.kind, query.isSettled, query.issue].some(
    (value) => value !== undefined,
  );
  const days = { last: query.last, from: query.from, to: query.to };
  const first = splitsHref({ ...query, after: undefined });
  return (
    <div className="grid gap-4">
      <PayoutHead
        title={t("parts.title")}
        lead={t("parts.lead")}
        tab="splits"
        actions={
          mayExport && (
            <a href={splitsExportHref(query)} download className={buttonClass("secondary", "medium")}>
              {t("export.splits")}
            </a>
          )
        }
      />
      <QueryProblems problems={problems} cleanHref={splitsHref(query)} />
      <Filter query={query} list={list} />
      <Section
        title={t("parts.title")}
        isFlush
        actions={
          isNarrowed && (
            <ButtonLink href={splitsHref(days)} variant="quiet" size="small" prefetch={false}>
              {t("filter.clear")}
            </ButtonLink>
          )
        }
      >
        {list.parts.length === 0 ? (
          <EmptyState title={t("parts.empty")}>{t("parts.emptyText")}</EmptyState>
        ) : (
          <>
            <Totals list={list} />
            <PartsTable parts={list.parts} />
            <TurnPage
              label={t("pages.label")}
              first={query.after && { href: first, name: t("pages.newest") }}
              next={
                list.olderHref === undefined ? undefined : { href: list.olderHref, name: t("pages.older") }
              }
            />
          </>
        )}
      </Section>
    </div>
  );
}

function Filter({ query, list }: Pick<SplitsPageViewProps, "query" | "list">) {
  const t = useTranslations("payouts");
  const asked = { ...query, after: undefined };
  const choices = <K extends "kind" | "isSettled" | "issue">(
    key: K,
    options: readonly { readonly value: SplitsQuery[K]; readonly name: string }[],
  ) =>
    options.map(({ value, name }) => ({
      name,
      href: splitsHref({ ...asked, [key]: value }),
      isOn: query[key] === value,
    }));
  return (
    <Controls
      key={splitsHref(asked)}
      action="/payouts/splits"
      query={query}
      days={list.days}
      hrefOf={(days) => splitsHref({ ...asked, ...days })}
      kept={splitsParams({ ...asked, ...NO_DAYS, destination: undefined })}
      rule={t("filter.rule")}
      pills={
        <div className="flex flex-wrap gap-x-8 gap-y-3">
          <Pills
            label={t("parts.what")}
            choices={choices("kind", [
              { value: undefined, name: t("filter.all") },
              { value: "capture", name: t("parts.kinds.capture") },
              { value: "refund", name: t("parts.kinds.refund") },
            ])}
          />
          <Pills
            label={t("parts.settlement")}
            choices={choices("isSettled", [
              { value: undefined, name: t("filter.all") },
              { value: true, name: t("settled.yes") },
              { value: false, name: t("settled.no") },
            ])}
          />
          <Pills
            label={t("troubles.filter")}
            choices={choices("issue", [
              { value: undefined, name: t("filter.all") },
              ...SPLIT_ISSUES.map((issue) => ({ value: issue, name: t(`troubles.${issue}.name`) })),
            ])}
          />
          <Pills
            label={t("destination")}
            choices={[
              { name: t("filter.all"), value: undefined },
              { name: t("ownAccount"), value: NONE },
            ].map(({ name, value }) => ({
              name,
              href: splitsHref({ ...asked, destination: value }),
              isOn: query.destination === value,
            }))}
          />
        </div>
      }
      fields={
        <Labelled id="splits-destination" label={t("destination")}>
          <input
            id="splits-destination"
            name="destination"
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            defaultValue={query.destination ?? ""}
            className={FIELD}
          />
        </Labelled>
      }
    />
  );
}

function Totals({ list }: { readonly list: PartList }) {
  const t = useTranslations("payouts");
  const locale = useLocale();
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 border-b px-4 py-3 text-sm [&_dt]:text-ink-faint [&_dt]:text-xs">
      {list.totals.map(({ currency, kind, amount, parts }) => (
        <div key={`${currency} ${kind}`}>
          <dt>{t(`parts.total.${kind}`, { currency, parts: formatQuantity(parts, locale) })}</dt>
          <dd className="font-medium text-base">
            <SignedAmount value={kind === "refund" ? -amount : amount} currency={currency} />
          </dd>
        </div>
      ))}
      {!list.isExact && <p className="basis-full text-ink-faint text-xs">{t("parts.newestOnly")}</p>}
    </dl>
  );
}
