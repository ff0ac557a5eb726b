import clsx from "clsx";
import { useLocale, useTimeZone, useTranslations } from "next-intl";
import { formatInstant, type InstantStyle, timeZoneLabel } from "@/lib/format/instants";

interface InstantProps {
  /** ISO, as received. */
  readonly at: string;
  readonly style?: InstantStyle;
  readonly className?: string;
}

/**
 * A time on the shop's clock, whatever clock the reader has; the tooltip gives it in full, with its zone, and in UTC.
 * A text that is no instant is shown as received.
 */
export function Instant({ at, style = "full", className }: InstantProps) {
  const locale = useLocale();
  const timeZone = useTimeZone() ?? "UTC";
  const t = useTranslations("format");
  const instant = new Date(at);
  if (Number.isNaN(instant.getTime())) return <span className={className}>{at}</span>;
  const title = t("instant", {
    local: formatInstant(at, { locale, timeZone }),
    zone: timeZoneLabel(at, { locale, timeZone }),
    utc: formatInstant(at, { locale, timeZone: "UTC" }),
  });
  return (
    <time dateTime={instant.toISOString()} title={title} className={clsx("tabular-nums", className)}>
      {formatInstant(at, { locale, timeZone, style })}
    </time>
  );
}
