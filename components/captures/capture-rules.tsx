import { useTranslations } from "next-intl";
import { Section } from "../ui/section";

/** How the figures of the page are made, for who checks them. */
export function CaptureRules() {
  const t = useTranslations("captures.rules");
  return (
    <Section title={t("title")}>
      <dl className="grid gap-x-8 gap-y-3 text-sm md:grid-cols-3 [&_dd]:text-ink-soft [&_dt]:font-medium">
        {(["captured", "splits", "behind"] as const).map((rule) => (
          <div key={rule}>
            <dt>{t(`${rule}Title`)}</dt>
            <dd>{t(rule)}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
