import { useLocale, useTimeZone, useTranslations } from "next-intl";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import type { Verdict } from "@/lib/domain/order";
import { formatInstant } from "@/lib/format/instants";
import { formatMoney } from "@/lib/format/money";
import en from "@/lib/i18n/messages/en/verdict.json";
import { isKeyOf } from "./is-key-of";
import { useWords } from "./words";

/** The sentence of a verdict; a rule without one gives the status, or itself. */
export function useVerdictSentence(): (verdict: Verdict, currency: CurrencyCode) => string {
  const t = useTranslations("verdict");
  const word = useWords();
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  return ({ rule, amount, remaining, refunded, at, status }, currency) => {
    if (!isKeyOf(en, rule)) return status ?? rule;
    const money = (value: typeof amount) => (value === undefined ? "" : formatMoney(value, currency, locale));
    return t(rule, {
      amount: money(amount),
      remaining: money(remaining),
      refunded: money(refunded),
      at: at === undefined ? "" : formatInstant(at, { locale, timeZone }),
      status: status === undefined ? "" : word("order", status),
    });
  };
}
