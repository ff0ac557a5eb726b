import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import type { AuditPage } from "@/lib/domain/audit-entry";
import { type AuditFilter, auditHref } from "@/lib/domain/audit-filter";

interface PagerProps {
  readonly filter: AuditFilter;
  readonly page: AuditPage;
}

/** From page to page by the entry at its edge; what is written meanwhile moves nothing. */
export function Pager({ filter, page: { newer, older } }: PagerProps) {
  const t = useTranslations("audit.list");
  if (newer === undefined && older === undefined) return null;
  const { before: _before, after: _after, ...rest } = filter;
  return (
    <nav aria-label={t("pages")} className="flex flex-wrap justify-end gap-2 border-t px-4 py-2.5">
      {newer !== undefined && (
        <>
          <ButtonLink href={auditHref(rest)} variant="quiet" prefetch={false}>
            {t("newest")}
          </ButtonLink>
          <ButtonLink href={auditHref({ ...rest, after: newer })} prefetch={false} rel="prev">
            <ChevronLeft aria-hidden="true" className="size-4" />
            {t("newer")}
          </ButtonLink>
        </>
      )}
      {older !== undefined && (
        <ButtonLink href={auditHref({ ...rest, before: older })} prefetch={false} rel="next">
          {t("older")}
          <ChevronRight aria-hidden="true" className="size-4" />
        </ButtonLink>
      )}
    </nav>
  );
}
