import Link from "next/link";
import { useTranslations } from "next-intl";
import { Section } from "@/components/ui/section";
import { callbackHref } from "@/lib/domain/callback-filter";
import type { DeliveryDetail } from "@/lib/domain/delivery-log";
import { EffectTable } from "./effect-table";

/** What it did to the order, before and after; or why nothing. */
export function EffectSection({ callback }: { readonly callback: DeliveryDetail }) {
  const t = useTranslations("callbacks.effect");
  const { effect } = callback;
  const hasTable = effect !== undefined && effect.changes.length > 0;
  return (
    <Section title={t("title")} id="effect" isFlush={hasTable}>
      {hasTable ? <EffectTable effect={effect} /> : <Nothing callback={callback} />}
    </Section>
  );
}

function Nothing({ callback: { outcome, kind, effect } }: { readonly callback: DeliveryDetail }) {
  const t = useTranslations("callbacks.effect");
  if (effect?.isChanged) return <p className="text-ink-soft">{t("noFigures")}</p>;
  if (effect !== undefined) {
    const { unchangedBecause, sameAs } = effect;
    return (
      <p className="text-ink-soft">
        {unchangedBecause ? t(`because.${unchangedBecause}`) : t("nothing")}{" "}
        {sameAs && (
          <Link href={callbackHref(sameAs)} prefetch={false} className="text-accent hover:underline">
            {t("sameAs")}
          </Link>
        )}
      </p>
    );
  }
  if (kind === "late") return <p className="text-ink-soft">{t("late")}</p>;
  if (kind === "finding") return <p className="text-ink-soft">{t("found")}</p>;
  return <p className="text-ink-soft">{t(outcome === "refused" ? "never" : "none")}</p>;
}
