import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import type { Locale } from "@/lib/i18n/locale";
import { cached, intlLocale } from "./intl";

/** ISO 4217 minor units where they are not 2. Intl's own figures are of CLDR, which rounds some currencies for display. */
const EXPONENT_BY_CURRENCY: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ),
  ...Object.fromEntries("BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3])),
};

/** How many decimals `currency` has: 2 for NOK, 0 for ISK and JPY. */
export function currencyExponent(currency: CurrencyCode): number {
  return EXPONENT_BY_CURRENCY[currency] ?? 2;
}

/** `value` as a plain decimal with a point, for copying and files: "-1249.00", "1249" for ISK. */
export function plainDecimal(value: MinorUnits, currency: CurrencyCode): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(value)).padStart(exponent + 1, "0");
  const sign = value < 0 ? "-" : "";
  return exponent === 0 ? sign + digits : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

const moneyFormat = cached((locale: string, currency: string) => {
  const exponent = currencyExponent(currency);
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "code",
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
});

/**
 * `value` with the currency's code, since "kr" is three currencies: "1 249,00 NOK" in nb (no-break spaces),
 * "NOK 1,249.00" in en. A currency that is no ISO code stays as received.
 */
export function formatMoney(value: MinorUnits, currency: CurrencyCode, locale: Locale): string {
  if (!/^[A-Za-z]{3}$/.test(currency)) return `${plainDecimal(value, currency)} ${currency}`;
  return moneyFormat(intlLocale(locale), currency).format(value / 10 ** currencyExponent(currency));
}
