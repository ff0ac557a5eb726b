import { useTranslations } from "next-intl";
import { Section } from "../ui/section";
import { SkeletonRows } from "../ui/skeleton";

/** Holds the place of what needs attention while it is counted. */
export function AttentionSkeleton() {
  const t = useTranslations("home.attention");
  return (
    <Section title={t("title")} isFlush className="after-a-moment">
      <p role="status" className="sr-only">
        {t("loading")}
      </p>
      <SkeletonRows count={6} />
    </Section>
  );
}
