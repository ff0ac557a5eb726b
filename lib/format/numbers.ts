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

const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

const byteFormat = cached(
  (locale, unit) =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 }),
);

/** A size in the one unit a person would say it in: "512 byte", "5.4 GB". Thousands, as disks are sold. */
export function formatBytes(bytes: number, locale: Locale): string {
  const power = bytes < 1_000 ? 0 : Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return byteFormat(intlLocale(locale), BYTE_UNITS[power] ?? "byte").format(bytes / 1_000 ** power);
}
