import type { Locale } from "@/lib/i18n/locale";
import { cached, intlLocale } from "./intl";

export type InstantStyle = "full" | "minute" | "date" | "time";

const OPTIONS: Readonly<Record<InstantStyle, Intl.DateTimeFormatOptions>> = {
  full: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  },
  minute: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
  date: { day: "numeric", month: "short", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" },
};

function isStyle(text: string | undefined): text is InstantStyle {
  return text === "full" || text === "minute" || text === "date" || text === "time";
}

const instantFormat = cached((locale, timeZone, style) => {
  return new Intl.DateTimeFormat(locale, { ...(isStyle(style) ? OPTIONS[style] : {}), timeZone });
});

const zoneFormat = cached(
  (locale, timeZone) => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "short" }),
);

const weekdayFormat = cached(
  (locale) => new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }),
);

interface InstantFormat {
  readonly locale: Locale;
  /** IANA name; the business time zone, never the reader's own by accident. */
  readonly timeZone: string;
  readonly style?: InstantStyle;
}

/** An ISO instant in the reader's language and `timeZone`; a text that is no instant stays as received. */
export function formatInstant(iso: string, { locale, timeZone, style = "full" }: InstantFormat): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : instantFormat(intlLocale(locale), timeZone, style).format(at);
}

/** What the clock of `timeZone` is called at that instant: "CEST" in an Oslo summer. Empty when `iso` is no instant. */
export function timeZoneLabel(iso: string, { locale, timeZone }: Omit<InstantFormat, "style">): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return "";
  const parts = zoneFormat(intlLocale(locale), timeZone).formatToParts(at);
  return parts.find((part) => part.type === "timeZoneName")?.value ?? timeZone;
}

/** `day` 1 = Monday to 7 = Sunday, as Dintero counts; another number stays as received. */
export function formatWeekday(day: number, locale: Locale): string {
  if (!Number.isInteger(day) || day < 1 || day > 7) return String(day);
  // 1 January 2024 was a Monday.
  return weekdayFormat(intlLocale(locale)).format(Date.UTC(2024, 0, day));
}
