import Link from "next/link";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Section } from "@/components/ui/section";
import { callbackHref } from "@/lib/domain/callback-filter";
import type { DeliveryDetail } from "@/lib/domain/delivery-log";
import { OutcomeChip } from "./outcome-chip";
import { useKindOf } from "./words";

const KINDS = ["delivery", "transaction", "session"] as const;

/** What else the log holds of the same delivery, transaction or session, newest first. */
export function SiblingsSection({ siblings }: Pick<DeliveryDetail, "siblings">) {
  const t = useTranslations("callbacks.siblings");
  const kindOf = useKindOf();
  if (siblings.length === 0)
    return (
      <Section title={t("title")}>
        <p className="text-ink-soft text-sm">{t("none")}</p>
      </Section>
    );
  return (
    <Section title={t("title")} isFlush>
      {KINDS.map((shares) => {
        const group = siblings.filter((sibling) => sibling.shares === shares);
        if (group.length === 0) return null;
        return (
          <div key={shares}>
            <h3 className="border-b bg-sunken px-4 py-1 text-ink-faint text-xs">{t(shares)}</h3>
            <ul className="divide-y">
              {group.map((sibling) => (
                <li key={sibling.id}>
                  <Link
                    href={callbackHref(sibling.id)}
                    prefetch={false}
                    className="grid gap-1 px-4 py-2 text-sm -outline-offset-2 hover:bg-hover"
                  >
                    <span className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
                      <span className="min-w-0">{kindOf(sibling)}</span>
                      <OutcomeChip outcome={sibling.outcome} />
                    </span>
                    <Instant at={sibling.at} className="text-ink-faint text-xs" />
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </Section>
  );
}
