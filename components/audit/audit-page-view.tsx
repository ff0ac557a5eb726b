import { Download, SearchX } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import type { AuditActor, AuditPage, AuditState } from "@/lib/domain/audit-entry";
import { type AuditFilter, type AuditProblem, auditExportHref, auditHref } from "@/lib/domain/audit-filter";
import { AuditTable } from "./audit-table";
import { ChainSection } from "./chain-section";
import { FilterForm } from "./filter-form";
import { FilterProblems } from "./filter-problems";
import { Pager } from "./pager";
import { TraceForm } from "./trace-form";

interface AuditPageViewProps {
  readonly filter: AuditFilter;
  readonly problems: readonly AuditProblem[];
  readonly page: AuditPage;
  readonly actors: readonly AuditActor[];
  readonly state: AuditState;
}

/** Who saw and did what; whether the log is whole; and who saw one order. */
export function AuditPageView({ filter, problems, page, actors, state }: AuditPageViewProps) {
  const t = useTranslations("audit");
  // What a spreadsheet of the reader's language opens by itself.
  const isNorwegian = useLocale() === "nb";
  const href = auditExportHref(filter);
  const dialect = isNorwegian ? "delimiter=semicolon&bom=yes" : "bom=yes";
  return (
    <div className="grid gap-4">
      <div>
        <h1 className="font-semibold text-2xl">{t("title")}</h1>
        <p className="mt-1 max-w-prose text-ink-soft">{t("lead")}</p>
      </div>
      <FilterProblems problems={problems} cleanHref={auditHref(filter)} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <ChainSection state={state} />
        <TraceForm question={{}} />
      </div>
      <Section
        title={t("list.title")}
        isFlush
        actions={
          <a
            href={`${href}${href.includes("?") ? "&" : "?"}${dialect}`}
            download
            title={t("list.exported")}
            className={buttonClass("secondary", "small")}
          >
            <Download aria-hidden="true" className="size-3.5" />
            {t("list.export")}
          </a>
        }
      >
        <FilterForm filter={filter} actors={actors} />
        {page.rows.length === 0 ? (
          <EmptyState icon={<SearchX aria-hidden="true" />} title={t("list.emptyTitle")}>
            {t("list.empty")}
          </EmptyState>
        ) : (
          <AuditTable rows={page.rows} filter={filter} />
        )}
        <Pager filter={filter} page={page} />
      </Section>
    </div>
  );
}
