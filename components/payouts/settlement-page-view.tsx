import { ChevronLeft, Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { PayoutProblem } from "@/lib/domain/payout-query";
import {
  attachmentHref,
  type SettlementQuery,
  settlementHref,
  settlementsHref,
} from "@/lib/domain/settlement-query";
import type { SettlementDetail } from "@/lib/domain/settlement-report";
import { Identifier } from "../identifier";
import { Instant } from "../instant";
import { buttonClass } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Facts } from "../ui/facts";
import { Notice } from "../ui/notice";
import { Section } from "../ui/section";
import { DestinationName } from "./destination-name";
import { LinesTable } from "./lines-table";
import { PaymentStatus } from "./payment-status";
import { QueryProblems } from "./query-problems";
import { SettlementAmounts } from "./settlement-amounts";
import { Period } from "./settlements-table";
import { TurnPage } from "./turn-page";

interface SettlementPageViewProps {
  readonly query: SettlementQuery;
  readonly problems: readonly PayoutProblem[];
  readonly detail: SettlementDetail;
  /** What became of an attachment that is somewhere else. */
  readonly elsewhere?: ReactNode;
}

/** One settlement: what Dintero says, what we hold of it, its files, and the captures and refunds in it. */
export function SettlementPageView({ query, problems, detail, elsewhere }: SettlementPageViewProps) {
  const t = useTranslations("payouts.settlements");
  const pages = useTranslations("payouts.pages");
  const { settlement, lines, nextHref } = detail;
  const first = settlementHref(settlement.id);
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <Link
          href={settlementsHref()}
          prefetch={false}
          className="inline-flex items-center gap-1 justify-self-start rounded text-accent text-sm hover:underline"
        >
          <ChevronLeft aria-hidden="true" className="size-4" />
          {t("back")}
        </Link>
        <h1 className="wrap-anywhere font-semibold text-2xl">
          {t.rich("one", { at: () => <Instant at={settlement.listedAt} style="date" /> })}
        </h1>
      </div>
      <QueryProblems problems={problems} cleanHref={settlementHref(settlement.id, query)} />
      {elsewhere}
      {settlement.problem !== undefined && (
        <Notice tone="bad" title={t("unreadable.title")}>
          <p>{t("unreadable.text")}</p>
          <p>
            <code className="wrap-anywhere font-mono text-xs">{settlement.problem}</code>
          </p>
        </Notice>
      )}
      <Section title={t("facts")}>
        <SettlementFacts detail={detail} />
      </Section>
      <Section title={t("amounts.title")} isFlush>
        {settlement.compared.length === 0 ? (
          <EmptyState title={t("amounts.none")} />
        ) : (
          settlement.compared.map((compared) => (
            <SettlementAmounts key={compared.currency} compared={compared} />
          ))
        )}
      </Section>
      <Section title={t("files.title")}>
        <Files detail={detail} />
      </Section>
      <Section title={t("lines.title")} isFlush>
        {lines.length === 0 ? (
          <EmptyState title={t("lines.none")}>{t("lines.noneText")}</EmptyState>
        ) : (
          <>
            <LinesTable lines={lines} />
            <TurnPage
              label={pages("label")}
              first={query.after && { href: first, name: pages("first") }}
              next={nextHref === undefined ? undefined : { href: nextHref, name: pages("next") }}
            />
          </>
        )}
      </Section>
    </div>
  );
}

function SettlementFacts({ detail: { settlement } }: { readonly detail: SettlementDetail }) {
  const t = useTranslations("payouts.settlements");
  const id = (value: string | undefined, label: string) =>
    value === undefined ? undefined : <Identifier value={value} label={label} isCopyable />;
  const at = (iso: string | undefined) => iso && <Instant at={iso} style="minute" />;
  return (
    <Facts
      columns={4}
      items={[
        { label: t("statusHead"), value: <PaymentStatus status={settlement.paymentStatus} /> },
        { label: t("settledAt"), value: at(settlement.settledAt) ?? t("untold") },
        { label: t("period"), value: <Period settlement={settlement} /> },
        { label: t("provider"), value: settlement.provider ?? t("untold") },
        { label: t("providerReference"), value: id(settlement.providerReference, t("providerReference")) },
        { label: t("id"), value: id(settlement.id, t("id")) },
        {
          label: t("destination"),
          value: settlement.payoutDestinationId && (
            <DestinationName destination={settlement.payoutDestinationId} isCopyable />
          ),
        },
        { label: t("store"), value: settlement.storeId },
        { label: t("updatedAt"), value: at(settlement.updatedAt) },
      ]}
    />
  );
}

function Files({ detail: { settlement, mayHaveFiles } }: { readonly detail: SettlementDetail }) {
  const t = useTranslations("payouts.settlements.files");
  const { attachments } = settlement;
  if (attachments.length === 0) return <p className="text-ink-soft text-sm">{t("none")}</p>;
  if (!mayHaveFiles)
    return <p className="text-ink-soft text-sm">{t("notForRole", { count: attachments.length })}</p>;
  return (
    <ul className="flex flex-wrap gap-2">
      {attachments.map(({ id, extension = "", key }) => (
        <li key={id}>
          <a
            href={attachmentHref(settlement.id, id)}
            download
            title={key}
            className={buttonClass("secondary", "medium")}
          >
            <Download aria-hidden="true" className="size-4" />
            {t("download", { kind: extension === "" ? id : extension.toUpperCase() })}
          </a>
        </li>
      ))}
    </ul>
  );
}
