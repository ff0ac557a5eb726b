import { useLocale, useTranslations } from "next-intl";
import { type CurrencyCode, minorUnits } from "@/lib/domain/minor-units";
import type { Check } from "@/lib/domain/order";
import { formatMoney } from "@/lib/format/money";
import en from "@/lib/i18n/messages/en/check.json";
import { isKeyOf } from "./is-key-of";

/** A check with both its figures; a rule without a sentence gives itself and them. */
export function useCheckSentence(): (check: Check, currency: CurrencyCode) => string {
  const t = useTranslations("check");
  const locale = useLocale();
  return ({ rule, unit, expected, actual, subject }, currency) => {
    const figure = (value: typeof expected) =>
      unit === "money" && typeof value === "number"
        ? formatMoney(minorUnits(value), currency, locale)
        : String(value ?? "");
    const values = { expected: figure(expected), actual: figure(actual), subject: subject ?? "" };
    if (isKeyOf(en, rule)) return t(rule, values);
    return [rule, subject, values.expected, values.actual].filter(Boolean).join(" · ");
  };
}
