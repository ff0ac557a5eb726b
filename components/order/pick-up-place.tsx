import { useLocale, useTranslations } from "next-intl";
import type { PickUpAddress } from "@/lib/domain/address";
import { formatWeekday } from "@/lib/format/instants";
import { formatQuantity } from "@/lib/format/numbers";
import { AddressBlock } from "./address-block";
import { PlainUrl } from "./inline";

/** Where the parcel waits: address, opening hours, how far. */
export function PickUpPlace({ place }: { readonly place: PickUpAddress }) {
  const t = useTranslations("order.pickUp");
  const locale = useLocale();
  const hours = place.openingHours;
  return (
    <div className="grid gap-2 text-sm">
      <AddressBlock address={place} />
      {place.distance !== undefined && (
        <div>{t("distance", { distance: formatQuantity(place.distance, locale) })}</div>
      )}
      {place.websiteUrl && <PlainUrl>{place.websiteUrl}</PlainUrl>}
      {hours && (
        <div>
          <div className="text-ink-faint">
            {t("openingHours")}
            {hours.timezone && <> ({hours.timezone})</>}
            {hours.openNow !== undefined && <> · {hours.openNow ? t("openNow") : t("closedNow")}</>}
          </div>
          <ul>
            {hours.periods.map((period) => (
              <li key={JSON.stringify(period)} className="flex gap-3">
                <span className="min-w-20">
                  {period.dayOfWeek !== undefined && formatWeekday(period.dayOfWeek, locale)}
                </span>
                <span className="figures">
                  {period.opensAt}–{period.closesAt}
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
