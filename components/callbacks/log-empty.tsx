import { Inbox, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { callbacksHref } from "@/lib/domain/callback-filter";

/** No row: because nothing has come, or because the filter leaves nothing over. */
export function LogEmpty({ isFiltered }: { readonly isFiltered: boolean }) {
  const t = useTranslations("callbacks");
  if (!isFiltered)
    return (
      <EmptyState icon={<Inbox aria-hidden="true" />} title={t("list.emptyTitle")}>
        {t("list.empty")}
      </EmptyState>
    );
  return (
    <EmptyState
      icon={<SearchX aria-hidden="true" />}
      title={t("list.noMatchTitle")}
      action={<ButtonLink href={callbacksHref()}>{t("filter.clear")}</ButtonLink>}
    >
      {t("list.noMatch")}
    </EmptyState>
  );
}
