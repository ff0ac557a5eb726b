import { CircleCheck, Inbox } from "lucide-react";
import { useTranslations } from "next-intl";
import { FAILURE_RANGES, type FailureFilter, failuresHref } from "@/lib/domain/failure-filter";
import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";

interface FailuresEmptyProps {
  readonly filter: FailureFilter;
  /** Whether any order is held at all. */
  readonly hasOrders: boolean;
}

/** No failure to count: because nothing has come yet, or, which is good news, because none failed. */
export function FailuresEmpty({ filter, hasOrders }: FailuresEmptyProps) {
  const t = useTranslations("failures.empty");
  if (!hasOrders) {
    return (
      <EmptyState
        icon={<Inbox aria-hidden="true" />}
        title={t("nothingTitle")}
        action={<ButtonLink href="/">{t("lookUp")}</ButtonLink>}
      >
        {t("nothing")}
      </EmptyState>
    );
  }
  const { who, method, brand, store, ...rest } = filter;
  const isNarrowed = [who, method, brand, store].some((value) => value !== undefined);
  const longest = FAILURE_RANGES.at(-1);
  const longer = filter.range === "today" || filter.range === "yesterday" ? "7d" : "90d";
  const wider = filter.range === longer ? longest : longer;
  return (
    <EmptyState
      icon={<CircleCheck aria-hidden="true" className="text-good" />}
      title={t("noneTitle")}
      action={
        <>
          {filter.range !== longest && (
            <ButtonLink
              href={failuresHref({ ...filter, from: undefined, to: undefined, range: wider })}
              prefetch={false}
            >
              {t("widen")}
            </ButtonLink>
          )}
          {isNarrowed && (
            <ButtonLink href={failuresHref(rest)} prefetch={false}>
              {t("clear")}
            </ButtonLink>
          )}
        </>
      }
    >
      {t(isNarrowed ? "noneFiltered" : "none")}
    </EmptyState>
  );
}
