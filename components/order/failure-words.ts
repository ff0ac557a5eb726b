import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { saysOperation } from "@/lib/domain/failure-table";
import type { Failure, FailureBasis, Retry } from "@/lib/domain/order";
import { plainResultCode } from "@/lib/domain/result-codes";
import { formatInstant, timeZoneLabel } from "@/lib/format/instants";
import en from "@/lib/i18n/messages/en/failure.json";
import { isKeyOf } from "./is-key-of";

/** What happened, in a sentence or two; a rule without words gives the reason as received. */
export function useFailureHeadline(): (failure: Failure) => string {
  const t = useTranslations("failure");
  return ({ rule, reason, operation }) => {
    const sentence = isKeyOf(en.rules, rule) ? t(`rules.${rule}`) : reason;
    const lead = isKeyOf(en.operations, operation) ? t(`operations.${operation}`) : "";
    return saysOperation(rule) ? sentence : `${lead} ${sentence}`.trim();
  };
}

/** What support does next, in order. */
export function useFailureSteps(): (failure: Failure) => readonly string[] {
  const t = useTranslations("failure.steps");
  return ({ steps }) => steps.map((step) => t(step));
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

/** The standard meaning of a card scheme's response code; undefined for one that is on no list. */
export function useResultCodeMeaning(): (code: string) => string | undefined {
  const t = useTranslations("failure.resultCodes");
  return (code) => {
    const plain = plainResultCode(code);
    return isKeyOf(en.resultCodes, plain) ? t(plain) : undefined;
  };
}

/** Whose word an explanation is, and where it is written. */
export function useBasisSentence(): (basis: FailureBasis) => string {
  const t = useTranslations("failure");
  return ({ source, meaning, cite }) => {
    const isHistory = source === "state" && meaning === "inferred";
    return `${t(`meaning.${isHistory ? "history" : meaning}`)} · ${t(`cites.${cite}`)}`;
  };
}
