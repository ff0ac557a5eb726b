import { useLocale, useTranslations } from "next-intl";
import type { CaptureInterval } from "@/lib/domain/capture-query";
import type { CaptureBucket } from "@/lib/domain/capture-report";
import { formatDay, formatDays, isoWeek } from "@/lib/format/days";
import { timeZoneLabel } from "@/lib/format/instants";

interface BucketWords {
  /** In full: "Tuesday 3 March 2026". */
  readonly name: string;
  /** Short, for the axis. */
  readonly tick: string;
  /** What begins with it: of a Monday a week, of 1 January a month, a quarter and a year. */
  readonly begins: readonly string[];
  /** What is special: clocks change, cut off by the range, still being counted. */
  readonly note?: string | undefined;
}

/** What a bar of time is called. */
export function useBucketWords(
  interval: CaptureInterval,
  timeZone: string,
): (
  bucket: Pick<CaptureBucket, "start" | "from" | "to" | "hours" | "isIncomplete" | "isCut">,
) => BucketWords {
  const t = useTranslations("captures.chart");
  const locale = useLocale();
  return (bucket) => {
    const { start, from, to } = bucket;
    const notes = [
      interval === "day" && bucket.hours !== DAY_HOURS && t("hours", { hours: bucket.hours }),
      bucket.isCut && t("only", { days: formatDays(from, to, locale) }),
      bucket.isIncomplete && t("soFar"),
    ];
    const note = notes.filter((text) => text !== false).join(" · ") || undefined;
    const short = formatDay(from, locale, "short");
    const dayOfMonth = Number(from.slice(8));
    switch (interval) {
      case "hour": {
        const hour = Number(start.slice(11, 13));
        const name = t("hour", {
          day: formatDay(from, locale, "date"),
          from: clock(hour),
          to: clock(hour + 1),
          zone: timeZoneLabel(start, { locale, timeZone }),
        });
        return { name, tick: hour === 0 ? short : clock(hour), begins: beginningsOfHour(hour), note };
      }
      case "day":
        return { name: formatDay(from, locale, "weekday"), tick: short, begins: beginningsOfDay(from), note };
      case "week":
        return {
          name: t("week", { week: isoWeek(from), days: formatDays(from, to, locale) }),
          tick: short,
          begins: dayOfMonth > 7 ? [] : beginningsOfMonth(from),
          note,
        };
      case "month": {
        const isJanuary = from.slice(5, 7) === "01";
        const tick = isJanuary ? from.slice(0, 4) : formatDay(from, locale, "shortMonth");
        return { name: formatDay(from, locale, "month"), tick, begins: beginningsOfMonth(from), note };
      }
    }
  };
}

const DAY_HOURS = 24;

/** "09:00"; 24 is midnight again. */
export function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}

function beginningsOfHour(hour: number): readonly string[] {
  return [3, 6, 12, 24].filter((step) => hour % step === 0).map((step) => `${step} hours`);
}

function beginningsOfDay(day: string): readonly string[] {
  const isMonday = new Date(`${day}T00:00:00Z`).getUTCDay() === 1;
  return [...(isMonday ? ["week"] : []), ...(day.endsWith("-01") ? beginningsOfMonth(day) : [])];
}

function beginningsOfMonth(day: string): readonly string[] {
  const month = Number(day.slice(5, 7));
  return ["month", ...(month % 3 === 1 ? ["quarter"] : []), ...(month === 1 ? ["year"] : [])];
}
