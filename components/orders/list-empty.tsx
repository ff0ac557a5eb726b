import { Inbox, SearchX } from "lucide-react";
import { useTranslations } from "next-intl";
import { addDays } from "@/lib/domain/local-day";
import type { OrderFilter } from "@/lib/domain/order-filter";
import { changed, isFiltered, listHref, type OrderLook } from "@/lib/domain/order-look";
import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";
import { NOTHING } from "./active-filters";

interface ListEmptyProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
}

/** Why there is nothing to list, with a way on: there never was, the filters did it, or the page is past the end. */
export function ListEmpty({ filter, look }: ListEmptyProps) {
  const t = useTranslations("orders");
  const to = (change: Partial<OrderFilter>) => listHref(changed(filter, change), look);
  if (filter.after !== undefined || filter.before !== undefined) {
    return (
      <EmptyState
        title={t("beyond.title")}
        action={
          <ButtonLink href={to({})} prefetch={false}>
            {t("pages.first")}
          </ButtonLink>
        }
      >
        {t("beyond.text")}
      </EmptyState>
    );
  }
  if (!isFiltered(filter)) {
    return (
      <EmptyState
        icon={<Inbox aria-hidden="true" />}
        title={t("empty.title")}
        action={<ButtonLink href="/">{t("empty.lookUp")}</ButtonLink>}
      >
        {t("empty.text")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX aria-hidden="true" />}
      title={t("noMatch.title")}
      action={
        <>
          {filter.status.length > 0 && (
            <ButtonLink href={to({ status: [] })} prefetch={false}>
              {t("noMatch.allStatuses")}
            </ButtonLink>
          )}
          {filter.from !== undefined && (
            <ButtonLink href={to({ from: addDays(filter.from, -90) })} prefetch={false}>
              {t("noMatch.widen")}
            </ButtonLink>
          )}
          <ButtonLink href={to(NOTHING)} prefetch={false}>
            {t("noMatch.clear")}
          </ButtonLink>
        </>
      }
    >
      {t("noMatch.text")}
    </EmptyState>
  );
}
