import { useTranslations } from "next-intl";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span in its two greatest units: "4 min 10 s", "2 days 3 h". @returns for milliseconds */
export function useDuration(): (ms: number) => string {
  const t = useTranslations("format");
  return (ms) => {
    const whole = Math.max(SECOND, Math.round(ms / SECOND) * SECOND);
    const rounded = whole >= DAY ? round(whole, HOUR) : whole >= HOUR ? round(whole, MINUTE) : whole;
    return t("duration", {
      days: Math.floor(rounded / DAY),
      hours: Math.floor((rounded % DAY) / HOUR),
      minutes: whole >= DAY ? 0 : Math.floor((rounded % HOUR) / MINUTE),
      seconds: whole >= HOUR ? 0 : Math.floor((rounded % MINUTE) / SECOND),
    }).trim();
  };
}

function round(ms: number, unit: number): number {
  return Math.round(ms / unit) * unit;
}
