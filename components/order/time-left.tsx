"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

interface TimeLeftProps {
  /** ISO. */
  readonly until: string;
  /** When the page was made, ISO: what the server and the browser's first drawing both count from. */
  readonly from: string;
}

const MINUTE = 60_000;
const MINUTES_PER_HOUR = 60;
const MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

/** How long it is until then, kept up to date while the page is open; that it has passed, once it has. */
export function TimeLeft({ until, from }: TimeLeftProps) {
  const t = useTranslations("format");
  const [now, setNow] = useState(() => Date.parse(from));

  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, MINUTE / 2);
    return () => clearInterval(timer);
  }, []);

  const left = Date.parse(until) - now;
  if (Number.isNaN(left)) return null;
  if (left <= 0) return t("timePassed");
  const minutes = Math.ceil(left / MINUTE);
  return t("timeLeft", {
    days: Math.floor(minutes / MINUTES_PER_DAY),
    hours: Math.floor((minutes % MINUTES_PER_DAY) / MINUTES_PER_HOUR),
    minutes: minutes % MINUTES_PER_HOUR,
  });
}
