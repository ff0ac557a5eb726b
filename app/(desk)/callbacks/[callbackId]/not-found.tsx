import { Webhook } from "lucide-react";
import { useTranslations } from "next-intl";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";
import { callbacksHref } from "@/lib/domain/callback-filter";

/** No entry of the log has this id. */
export default function CallbackMissing() {
  const t = useTranslations("callbacks.detail");
  return (
    <EmptyState
      isPage
      icon={<Webhook aria-hidden="true" />}
      title={t("missingTitle")}
      action={
        <ButtonLink href={callbacksHref()} variant="primary">
          {t("back")}
        </ButtonLink>
      }
    >
      {t("missing")}
    </EmptyState>
  );
}
