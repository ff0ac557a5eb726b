import { useTranslations } from "next-intl";

/** The id of what the skip link leads to: the page's <main>. */
export const MAIN_ID = "main";

/** The first stop of the Tab key; unseen until then. */
export function SkipLink() {
  const t = useTranslations("shell");
  return (
    <a
      href={`#${MAIN_ID}`}
      className="sr-only rounded bg-surface font-medium text-accent text-sm focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-40 focus:px-3 focus:py-2 focus:shadow-float"
    >
      {t("skip")}
    </a>
  );
}
