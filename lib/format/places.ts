import type { Locale } from "@/lib/i18n/locale";
import { cached, intlLocale } from "./intl";

const regionNames = cached((locale) => new Intl.DisplayNames([locale], { type: "region", fallback: "code" }));

/** "NO" as "Norway" or "Norge"; what is no ISO 3166 alpha-2 code stays as received. */
export function formatCountry(code: string, locale: Locale): string {
  return /^[A-Za-z]{2}$/.test(code) ? (regionNames(intlLocale(locale)).of(code.toUpperCase()) ?? code) : code;
}
