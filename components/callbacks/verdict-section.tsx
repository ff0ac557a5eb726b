import clsx from "clsx";
import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { TONE_TEXTS } from "@/components/ui/tone";
import type { DeliveryDetail } from "@/lib/domain/delivery-log";
import { useCauseSentence } from "./cause";
import { OUTCOME_LOOKS } from "./outcome-chip";
import { expectedOf } from "./signed-parts";
import { useDuration, useReasonOf } from "./words";

/** The callback in one sentence, and what to do where something is to be done. */
export function VerdictSection({ callback }: { readonly callback: DeliveryDetail }) {
  const t = useTranslations("callbacks.verdict");
  const sentence = useVerdict(callback);
  const advice = useAdvice(callback);
  const { tone, icon: Icon } = OUTCOME_LOOKS[callback.outcome];
  const { receipts, body } = callback;
  return (
    <Section title={t("title")} id="verdict">
      <p className="flex gap-2.5 text-lg">
        <Icon aria-hidden="true" className={clsx("mt-0.5 size-5 shrink-0", TONE_TEXTS[tone])} />
        <span className="min-w-0">{sentence}</span>
      </p>
      {(receipts > 1 || body.variants.length > 0) && (
        <div className="mt-2 grid gap-1 pl-[1.875rem] text-ink-soft">
          {receipts > 1 && callback.kind === "delivery" && <p>{t("repeated", { count: receipts })}</p>}
          {body.variants.length > 0 && <p>{t("variants", { count: body.variants.length })}</p>}
        </div>
      )}
      {advice && (
        <div className="mt-3 pl-[1.875rem]">
          <h3 className="font-medium text-ink-faint text-xs">{t("do")}</h3>
          <p className="max-w-prose">{advice}</p>
        </div>
      )}
    </Section>
  );
}

function useVerdict({ outcome, code, verification, processing }: DeliveryDetail): string {
  const t = useTranslations("callbacks.verdict");
  const reasonOf = useReasonOf();
  const duration = useDuration();
  const failure = processing.lastError;
  switch (outcome) {
    case "waiting":
      return failure === undefined ? t("waiting") : t("waitingTried", { reason: reasonOf(failure) });
    case "parked":
      return t("parked", { reason: reasonOf(failure ?? "internal") });
    case "late":
      return t("late", { skew: duration(verification?.skewSeconds ?? 0) });
    case "refused":
      return t("refused", { reason: reasonOf(code ?? "signature-mismatch") });
    default:
      return t(outcome);
  }
}

/** For a callback that was refused, which part would have matched; for a late one, the clock. */
function useAdvice({ outcome, channel, code, verification }: DeliveryDetail): string | undefined {
  const t = useTranslations("callbacks");
  const sentenceOf = useCauseSentence();
  if (outcome === "late") return t("verdict.clock");
  if (outcome !== "refused" || (code !== undefined && code !== "signature-mismatch")) return undefined;
  const cause = verification?.matchesWhen;
  if (verification !== undefined && cause !== undefined) {
    return sentenceOf(cause, (difference) => expectedOf(verification, difference));
  }
  return channel === "webhook" ? t("cause.webhookSecret") : t("verdict.secret");
}
