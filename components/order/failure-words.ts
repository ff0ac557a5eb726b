import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { Failure, Retry } from "@/lib/domain/order";
import { formatInstant, timeZoneLabel } from "@/lib/format/instants";
import en from "@/lib/i18n/messages/en/failure.json";
import { isKeyOf } from "./is-key-of";

/** What happened, in one sentence; a rule without words gives the reason as received. */
export function useFailureHeadline(): (failure: Failure) => string {
  const t = useTranslations("failure.rules");
  return ({ rule, reason }) => (isKeyOf(en.rules, rule) ? t(`${rule}.headline`) : reason);
}

/** What to do next, where the catalogue has it. */
export function useFailureNext(): (failure: Failure) => string | undefined {
  const t = useTranslations("failure.rules");
  return ({ rule }) => (isKeyOf(en.rules, rule) ? t(`${rule}.next`) : undefined);
}

/** Whether and when it may be tried again, on the shop's clock. */
export function useRetryAdvice(): (retry: Retry) => string {
  const t = useTranslations("failure.retry");
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return (retry) => {
    if (retry.kind !== "after") return t(retry.kind);
    if (retry.at === undefined) return t("after");
    const local = formatInstant(retry.at, { locale, timeZone });
    return t("afterAt", { at: `${local} ${timeZoneLabel(retry.at, { locale, timeZone })}`.trim() });
  };
}
