import { useTranslations } from "next-intl";
import { Chip } from "@/components/ui/chip";

/** How it ended. What went as usual is a word; what did not is a chip. */
export function Outcome({ outcome }: { readonly outcome: string }) {
  const t = useTranslations("audit.outcome");
  switch (outcome) {
    case "done":
      return <span className="text-ink-soft">{t("done")}</span>;
    case "denied":
      return <Chip tone="bad">{t("denied")}</Chip>;
    case "failed":
      return <Chip tone="waiting">{t("failed")}</Chip>;
    default:
      return <span>{outcome}</span>;
  }
}
