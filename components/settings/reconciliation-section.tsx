import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Section } from "@/components/ui/section";
import type { CheckState } from "@/lib/domain/delivery-log";
import { CheckList } from "./check-list";
import { useReconciliationLine } from "./reconciliation-line";

interface ReconciliationSectionProps {
  readonly state: Parameters<ReturnType<typeof useReconciliationLine>>[0];
  readonly check: CheckState;
}

/** What no callback told of is found by asking: whether that works, and how far it is. */
export function ReconciliationSection({ state, check }: ReconciliationSectionProps) {
  const t = useTranslations("settings.reconciliation");
  const line = useReconciliationLine();
  const { completeTo, found24h } = check;
  return (
    <Section title={t("title")} isFlush>
      <CheckList
        lines={[
          line(state, check.lastFinishedAt),
          {
            name: t("complete"),
            tone: completeTo === undefined ? "neutral" : "good",
            word: t(completeTo === undefined ? "notYet" : "known"),
            children: completeTo && t.rich("completeTo", { at: () => <Instant at={completeTo} /> }),
          },
          {
            name: t("found"),
            tone: found24h > 0 ? "info" : "neutral",
            word: t("foundCount", { count: found24h }),
            children: t("foundNote"),
          },
        ]}
      />
    </Section>
  );
}
