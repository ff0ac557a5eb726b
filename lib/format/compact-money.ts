import type { CurrencyCode } from "@/lib/domain/minor-units";
import type { Locale } from "@/lib/i18n/locale";
import { cached, intlLocale } from "./intl";
import { currencyExponent } from "./money";

const compactFormat = cached(
  (locale) => new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 3 }),
);

/**
 * An axis label: `value`, in minor units of `currency`, as major units without the currency, which the axis names once:
 * "1.2M", "12k". Exact amounts are `formatMoney`'s.
 */
export function formatCompactAmount(value: number, currency: CurrencyCode, locale: Locale): string {
  return compactFormat(intlLocale(locale)).format(value / 10 ** currencyExponent(currency));
}
