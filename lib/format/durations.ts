import type { Locale } from "@/lib/i18n/locale";
import { cached, intlLocale } from "./intl";

const UNITS = ["second", "minute", "hour", "day"] as const;
type Unit = (typeof UNITS)[number];

const SECONDS: Record<Unit, number> = { second: 1, minute: 60, hour: 3_600, day: 86_400 };
/** Up to so many of a unit it is used, and then the next: "90 minutes", but "2 hours". */
const MOST: Record<Unit, number> = { second: 90, minute: 90, hour: 36, day: Number.POSITIVE_INFINITY };

const format = cached(
  (locale, unit) => new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }),
);

/** `seconds`, whatever their sign, in the one unit a person would say it in: "45 seconds", "3 minutes", "5 days". */
export function formatDuration(seconds: number, locale: Locale): string {
  const size = Math.abs(seconds);
  const unit = UNITS.find((candidate) => size <= MOST[candidate] * SECONDS[candidate]) ?? "day";
  return format(intlLocale(locale), unit).format(Math.round(size / SECONDS[unit]));
}
