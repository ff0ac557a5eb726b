import Link from "next/link";
import { useTranslations } from "next-intl";
import { splitsHref } from "@/lib/domain/payout-query";
import type { LateCaptures as Late } from "@/lib/domain/payout-report";
import { type SettlementsQuery, settlementsHref } from "@/lib/domain/settlement-query";
import { Amount } from "../money";
import { EmptyState } from "../ui/empty-state";
import { Pills } from "../ui/pills";
import { Section } from "../ui/section";

interface LateCapturesProps {
  readonly late: readonly Late[];
  readonly query: SettlementsQuery;
}

const CHOICES = [3, 7, 14, 30];

/** What was captured and not settled after some days, by currency; each sum leads to its parts. */
export function LateCaptures({ late, query }: LateCapturesProps) {
  const t = useTranslations("payouts.late");
  const days = [...new Set([...CHOICES, query.lateAfterDays])].sort((a, b) => a - b);
  return (
    <Section
      title={t("title", { days: query.lateAfterDays })}
      isFlush
      actions={
        <Pills
          label={t("after")}
          choices={days.map((lateAfterDays) => ({
            name: t("days", { days: lateAfterDays }),
            href: settlementsHref({ ...query, before: undefined, lateAfterDays }),
            isOn: lateAfterDays === query.lateAfterDays,
          }))}
        />
      }
    >
      {late.length === 0 ? (
        <EmptyState title={t("none")}>{t("noneText")}</EmptyState>
      ) : (
        <div className="grid gap-2 px-4 py-3">
          <dl className="flex flex-wrap gap-x-8 gap-y-2 text-sm [&_dt]:text-ink-faint [&_dt]:text-xs">
            {late.map(({ currency, amount, from, to }) => (
              <div key={currency}>
                <dt>{currency}</dt>
                <dd className="font-medium text-base">
                  <Link
                    href={splitsHref({ from, to, currency, kind: "capture", isSettled: false })}
                    prefetch={false}
                    className="rounded text-accent hover:underline"
                  >
                    <Amount value={amount} currency={currency} />
                  </Link>
                </dd>
              </div>
            ))}
          </dl>
          <p className="text-ink-faint text-xs">{t("rule")}</p>
        </div>
      )}
    </Section>
  );
}
