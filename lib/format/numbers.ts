import type { Locale } from "@/lib/i18n/locale";
import { cached, intlLocale } from "./intl";

const quantityFormat = cached((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }));
const percentFormat = cached(
  (locale) => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 2 }),
);

/** A quantity, count, weight or distance; decimals as they are: 2.5 metres. */
export function formatQuantity(value: number, locale: Locale): string {
  return quantityFormat(intlLocale(locale)).format(value);
}

/** `value` in per cent: 25 is "25 %" in nb and "25%" in en. */
export function formatPercent(value: number, locale: Locale): string {
  return percentFormat(intlLocale(locale)).format(value / 100);
}
