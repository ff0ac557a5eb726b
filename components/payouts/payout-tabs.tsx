import { useTranslations } from "next-intl";
import { payoutsHref, splitsHref } from "@/lib/domain/payout-query";
import { settlementsHref } from "@/lib/domain/settlement-query";
import { Pills } from "../ui/pills";

export type PayoutTab = "destinations" | "splits" | "settlements";

interface PayoutTabsProps {
  readonly current: PayoutTab | undefined;
}

/** The three pages about payouts. */
export function PayoutTabs({ current }: PayoutTabsProps) {
  const t = useTranslations("payouts.tabs");
  const hrefs = { destinations: payoutsHref(), splits: splitsHref({}), settlements: settlementsHref() };
  return (
    <Pills
      label={t("label")}
      choices={(["destinations", "splits", "settlements"] as const).map((tab) => ({
        name: t(tab),
        href: hrefs[tab],
        isOn: tab === current,
      }))}
    />
  );
}
