import { addDays, type LocalDay } from "@/lib/domain/local-day";
import type { Locale } from "@/lib/i18n/locale";
import { cached, intlLocale } from "./intl";

/** "Tuesday 3 March 2026", "3 March 2026", "3 March", "3 Mar", "3", "March 2026", "Mar". */
export type DayStyle = "weekday" | "date" | "dayAndMonth" | "short" | "day" | "month" | "shortMonth";

const OPTIONS: Readonly<Record<Exclude<DayStyle, "weekday">, Intl.DateTimeFormatOptions>> = {
  date: { day: "numeric", month: "long", year: "numeric" },
  dayAndMonth: { day: "numeric", month: "long" },
  short: { day: "numeric", month: "short" },
  day: { day: "numeric" },
  month: { month: "long", year: "numeric" },
  shortMonth: { month: "short" },
};
const WEEKDAY: Intl.DateTimeFormatOptions = { weekday: "long" };

function isStyle(text: string | undefined): text is keyof typeof OPTIONS {
  return text !== undefined && Object.hasOwn(OPTIONS, text);
}

const dayFormat = cached(
  (locale, style) =>
    // A day of the calendar has no zone.
    new Intl.DateTimeFormat(locale, { ...(isStyle(style) ? OPTIONS[style] : WEEKDAY), timeZone: "UTC" }),
);

/**
 * A day of the calendar in the reader's language. What Intl would join differently from one version to the next, and so
 * on the server and in the browser, is joined here.
 */
export function formatDay(day: LocalDay, locale: Locale, style: DayStyle): string {
  const at = Date.parse(day);
  const text = dayFormat(intlLocale(locale), style).format(at);
  return style === "weekday" ? `${text} ${formatDay(day, locale, "date")}` : text;
}

/** The days from `from` to the one before `to`, as short as they can be said: "3–9 March 2026". One day is that day. */
export function formatDays(from: LocalDay, to: LocalDay, locale: Locale): string {
  const last = addDays(to, -1);
  const end = formatDay(last, locale, "date");
  if (last <= from) return formatDay(from, locale, "date");
  if (from.slice(0, 7) === last.slice(0, 7)) return `${formatDay(from, locale, "day")}–${end}`;
  const isOneYear = from.slice(0, 4) === last.slice(0, 4);
  return `${formatDay(from, locale, isOneYear ? "dayAndMonth" : "date")} – ${end}`;
}

/** The ISO week of `day`: week 1 holds the year's first Thursday. */
export function isoWeek(day: LocalDay): number {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const thursday = addDays(day, 3 - weekday);
  const first = Date.parse(`${thursday.slice(0, 4)}-01-01`);
  return Math.floor((Date.parse(thursday) - first) / WEEK_MS) + 1;
}

const WEEK_MS = 7 * 86_400_000;
