"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useShortcuts } from "@/components/shell/shortcuts";
import { ButtonLink } from "@/components/ui/button-link";

interface NeighboursProps {
  readonly newerHref: string | undefined;
  readonly olderHref: string | undefined;
  readonly listHref: string;
}

/** The entries before and after this one in the list one came from: by link, or by [ and ]. */
export function Neighbours({ newerHref, olderHref, listHref }: NeighboursProps) {
  const t = useTranslations("callbacks");
  const router = useRouter();
  const go = (href: string | undefined) => () => {
    if (href !== undefined) router.push(href);
  };
  useShortcuts(t("title"), {
    "[": { label: t("keys.newer"), run: go(newerHref) },
    "]": { label: t("keys.older"), run: go(olderHref) },
    u: { label: t("keys.back"), run: go(listHref) },
  });
  return (
    <nav aria-label={t("detail.walk")} className="flex flex-wrap gap-2 print:hidden">
      {newerHref && (
        <ButtonLink href={newerHref} size="small" prefetch={false} rel="prev">
          <ChevronLeft aria-hidden="true" className="size-3.5" />
          {t("detail.previous")}
        </ButtonLink>
      )}
      {olderHref && (
        <ButtonLink href={olderHref} size="small" prefetch={false} rel="next">
          {t("detail.next")}
          <ChevronRight aria-hidden="true" className="size-3.5" />
        </ButtonLink>
      )}
    </nav>
  );
}
