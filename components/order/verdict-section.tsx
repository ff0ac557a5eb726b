import clsx from "clsx";
import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { TONE_ICONS, TONE_TEXTS } from "@/components/ui/tone";
import { withContext } from "@/lib/domain/order-context";
import type { OrderView } from "@/lib/domain/order-view";
import { FailurePanel } from "./failure-panel";
import { OrderSurroundings } from "./order-surroundings";
import { useVerdictSentence } from "./verdict-words";

interface VerdictSectionProps {
  readonly view: OrderView;
}

/** The order in one sentence; when money did not move, or something is open, why and what to do. */
export function VerdictSection({ view }: VerdictSectionProps) {
  const t = useTranslations("order.verdict");
  const sentenceOf = useVerdictSentence();
  const { verdict, amounts } = view.order;
  const failure = withContext(view.order.failure ?? view.order.advice, view.context);
  const Icon = TONE_ICONS[verdict.tone];
  return (
    <Section title={t("title")} id="verdict">
      <p className="flex gap-2.5 text-lg">
        <Icon aria-hidden="true" className={clsx("mt-0.5 size-5 shrink-0", TONE_TEXTS[verdict.tone])} />
        <span className="min-w-0">{sentenceOf(verdict, amounts.currency)}</span>
      </p>
      {failure && <FailurePanel failure={failure} view={view} />}
      {!failure && (
        <div className="mt-3 grid gap-3 empty:hidden">
          <OrderSurroundings view={view} />
        </div>
      )}
    </Section>
  );
}
