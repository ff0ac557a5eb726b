import { useTranslations } from "next-intl";
import { type ComparedAmounts, settlementDifference } from "@/lib/domain/settlement";
import { Chip } from "../ui/chip";

/** How a settlement stands to the captures and refunds that we hold, in one currency: in two words. */
export function MatchedChip({ compared }: { readonly compared: ComparedAmounts }) {
  const t = useTranslations("payouts.settlements.match");
  const { told, matched, difference } = compared;
  if (told !== undefined && (settlementDifference(told) ?? 0) !== 0)
    return <Chip tone="bad">{t("sum")}</Chip>;
  if (matched === undefined) return <Chip tone="neutral">{t("none")}</Chip>;
  if (difference.capture === undefined || difference.refund === undefined)
    return <Chip tone="neutral">{t("untold")}</Chip>;
  if (difference.capture !== 0 || difference.refund !== 0) return <Chip tone="waiting">{t("differs")}</Chip>;
  return difference.fee ? <Chip tone="info">{t("fee")}</Chip> : <Chip tone="good">{t("same")}</Chip>;
}
