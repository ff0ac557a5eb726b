import { useTranslations } from "next-intl";
import { Chip } from "../ui/chip";

/** Whether a settlement was paid; a word we do not know stays as received. */
export function PaymentStatus({ status }: { readonly status: string | undefined }) {
  const t = useTranslations("payouts.settlements.status");
  if (status === undefined) return <span className="text-ink-faint text-xs">{t("untold")}</span>;
  if (status !== "paid" && status !== "postponed") return <Chip tone="neutral">{status}</Chip>;
  return <Chip tone={status === "paid" ? "good" : "waiting"}>{t(status)}</Chip>;
}
