import { ChartColumn, Inbox } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type CaptureQuery, capturesHref } from "@/lib/domain/capture-query";
import type { CaptureReport } from "@/lib/domain/capture-report";
import { addDays } from "@/lib/domain/local-day";
import { formatDay } from "@/lib/format/days";
import { ButtonLink } from "../ui/button-link";
import { EmptyState } from "../ui/empty-state";

interface CapturesEmptyProps {
  readonly query: CaptureQuery;
  readonly report: CaptureReport;
}

/** No capture to draw: because none ever came, or because the days or the currency left none. */
export function CapturesEmpty({ query, report }: CapturesEmptyProps) {
  const t = useTranslations("captures.empty");
  const locale = useLocale();
  const { currency, currencies, from, to } = report;
  if (currencies.length === 0 || currency === undefined) {
    return (
      <div className="rounded-lg border bg-surface">
        <EmptyState
          icon={<Inbox aria-hidden="true" />}
          title={t("neverTitle")}
          action={<ButtonLink href="/">{t("import")}</ButtonLink>}
        >
          {t("never")}
        </EmptyState>
      </div>
    );
  }
  const others = currencies.filter((each) => each.count > 0 && each.currency !== currency);
  return (
    <div className="rounded-lg border bg-surface">
      <EmptyState
        icon={<ChartColumn aria-hidden="true" />}
        title={t("noneTitle")}
        action={
          <>
            {query.last !== "12m" && (
              <ButtonLink
                href={capturesHref({
                  ...query,
                  from: undefined,
                  to: undefined,
                  last: "12m",
                  interval: undefined,
                })}
                prefetch={false}
              >
                {t("widen")}
              </ButtonLink>
            )}
            {others.map((other) => (
              <ButtonLink
                key={other.currency}
                href={capturesHref({ ...query, currency: other.currency })}
                prefetch={false}
              >
                {other.currency}
              </ButtonLink>
            ))}
          </>
        }
      >
        {t("none", {
          currency,
          from: formatDay(from, locale, "date"),
          to: formatDay(addDays(to, -1), locale, "date"),
        })}
      </EmptyState>
    </div>
  );
}
