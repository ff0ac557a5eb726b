import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Section } from "@/components/ui/section";
import type { DeliveryDetail } from "@/lib/domain/delivery-log";
import { EffectTable } from "./effect-table";
import { useReasonOf } from "./words";

/** Who processed it again, when, and what came of it; nothing when nobody did. */
export function ReprocessHistory({ reprocessed }: Pick<DeliveryDetail, "reprocessed">) {
  const t = useTranslations("callbacks.reprocess");
  const reasonOf = useReasonOf();
  if (reprocessed.length === 0) return null;
  return (
    <Section title={t("history")} isFlush>
      <ul className="divide-y">
        {reprocessed.map(({ at, by, outcome, code, effect }) => (
          <li key={`${at} ${outcome}`} className="py-2 text-sm">
            <p className="flex flex-wrap items-baseline gap-x-2 px-4">
              <Instant at={at} />
              {by && (
                <span className="text-ink-soft">
                  <bdi>{t("by", { name: by })}</bdi>
                </span>
              )}
              <span className="font-medium">{t(`outcome.${outcome}`)}</span>
              {code && <span className="text-ink-faint text-xs">{reasonOf(code)}</span>}
            </p>
            {effect && effect.changes.length > 0 && <EffectTable effect={effect} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
