import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";

/** Nothing lives at this address. */
export function PageMissing() {
  const t = useTranslations("errors");
  return (
    <EmptyState
      isPage
      icon={<Compass aria-hidden="true" />}
      title={t("missing.title")}
      action={
        <ButtonLink href="/" variant="primary">
          {t("home")}
        </ButtonLink>
      }
    >
      {t("missing.next")}
    </EmptyState>
  );
}
