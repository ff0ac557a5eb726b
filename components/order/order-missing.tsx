import { SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** Neither Dintero nor our copies know the id. */
export function OrderMissing() {
  const t = useTranslations("order.page");
  return (
    <EmptyState
      isPage
      icon={<SearchX aria-hidden="true" />}
      title={t("missing")}
      action={
        <ButtonLink href="/" variant="primary">
          {t("lookUp")}
        </ButtonLink>
      }
    >
      {t("missingNext")}
    </EmptyState>
  );
}
