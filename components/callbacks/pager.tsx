import { ChevronLeft, ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";

interface PagerProps {
  readonly newestHref?: string | undefined;
  readonly newerHref?: string | undefined;
  readonly olderHref?: string | undefined;
}

/** From page to page by the entry at its edge; what arrives meanwhile moves nothing. */
export function Pager({ newestHref, newerHref, olderHref }: PagerProps) {
  const t = useTranslations("callbacks.list");
  if (!newerHref && !olderHref) return null;
  return (
    <nav aria-label={t("pages")} className="flex flex-wrap justify-end gap-2 border-t px-4 py-2.5">
      {newestHref && (
        <ButtonLink href={newestHref} variant="quiet" prefetch={false}>
          {t("newest")}
        </ButtonLink>
      )}
      {newerHref && (
        <ButtonLink href={newerHref} prefetch={false} rel="prev">
          <ChevronLeft aria-hidden="true" className="size-4" />
          {t("newer")}
        </ButtonLink>
      )}
      {olderHref && (
        <ButtonLink href={olderHref} prefetch={false} rel="next">
          {t("older")}
          <ChevronRight aria-hidden="true" className="size-4" />
        </ButtonLink>
      )}
    </nav>
  );
}
