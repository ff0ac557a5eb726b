import { Landmark } from "lucide-react";
import { useTranslations } from "next-intl";
import { Chip } from "../ui/chip";

/** Whether Dintero says that a capture or refund was settled. */
export function SettledChip({ isSettled }: { readonly isSettled: boolean }) {
  const t = useTranslations("payouts.settled");
  return (
    <Chip tone={isSettled ? "good" : "waiting"} icon={<Landmark aria-hidden="true" />}>
      {t(isSettled ? "yes" : "no")}
    </Chip>
  );
}
