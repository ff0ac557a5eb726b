import { useLocale, useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import type { Eta } from "@/lib/domain/items";
import { formatWeekday } from "@/lib/format/instants";

/** When a parcel should come: working days, week days, an interval, whichever was sent. */
export function EtaText({ eta }: { readonly eta: Eta }) {
  const t = useTranslations("order.shipping");
  const locale = useLocale();
  const [from, to] = eta.workingDays;
  return (
    <>
      {from !== undefined && (
        <div>
          {to === undefined || to === from ? t("days", { days: from }) : t("daysBetween", { from, to })}
        </div>
      )}
      {eta.shippingDayOfWeek !== undefined && (
        <div>{t("ships", { day: formatWeekday(eta.shippingDayOfWeek, locale) })}</div>
      )}
      {eta.arrivalDayOfWeek !== undefined && (
        <div>{t("arrives", { day: formatWeekday(eta.arrivalDayOfWeek, locale) })}</div>
      )}
      <TimeWindow startsAt={eta.startsAt} endsAt={eta.endsAt} />
    </>
  );
}

interface TimeWindowProps {
  readonly startsAt?: string | undefined;
  readonly endsAt?: string | undefined;
}

/** From one instant to another; either may be missing. */
export function TimeWindow({ startsAt, endsAt }: TimeWindowProps) {
  if (!startsAt && !endsAt) return null;
  return (
    <div>
      {startsAt && <Instant at={startsAt} />}
      {" – "}
      {endsAt && <Instant at={endsAt} />}
    </div>
  );
}
