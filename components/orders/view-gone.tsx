import { useTranslations } from "next-intl";
import type { OrderFilter } from "@/lib/domain/order-filter";
import { listHref, NO_VIEW, type OrderLook } from "@/lib/domain/order-look";
import { ButtonLink } from "../ui/button-link";
import { Notice } from "../ui/notice";

interface ViewGoneProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
}

/** The address is from a saved view that the reader cannot open; the list is as the address says. */
export function ViewGone({ filter, look }: ViewGoneProps) {
  const t = useTranslations("views.gone");
  return (
    <Notice
      tone="info"
      className="mb-4"
      title={t("title")}
      action={
        <ButtonLink href={listHref(filter, { ...look, view: NO_VIEW })} size="small" prefetch={false}>
          {t("clean")}
        </ButtonLink>
      }
    >
      {t("text")}
    </Notice>
  );
}
