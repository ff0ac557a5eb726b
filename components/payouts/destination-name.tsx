import { useTranslations } from "next-intl";
import { Identifier } from "../identifier";

interface DestinationNameProps {
  /** Absent for the merchant's own account. */
  readonly destination: string | undefined;
  readonly isCopyable?: boolean;
}

/** A payout destination by its id, as Dintero knows it; the merchant's own account by its name. */
export function DestinationName({ destination, isCopyable = false }: DestinationNameProps) {
  const t = useTranslations("payouts");
  return destination === undefined ? (
    <span className="font-medium">{t("ownAccount")}</span>
  ) : (
    <Identifier value={destination} label={t("destination")} isCopyable={isCopyable} />
  );
}
