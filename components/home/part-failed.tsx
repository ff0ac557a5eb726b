import { useTranslations } from "next-intl";
import { RefreshButton } from "../order/refresh-button";
import { Notice } from "../ui/notice";

/** A part of the home page that could not be read; the rest stands. */
export function PartFailed({ part }: { readonly part: "recent" | "views" | "intake" }) {
  const t = useTranslations("home.problem");
  return <Notice tone="waiting" title={t(part)} action={<RefreshButton label={t("retry")} />} />;
}
