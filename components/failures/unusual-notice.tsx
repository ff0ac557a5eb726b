import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { BAND, type BandCount } from "@/lib/domain/failure-band";
import { addDays, type LocalDay } from "@/lib/domain/local-day";
import { ordersHref } from "@/lib/domain/order-filter";
import { formatQuantity } from "@/lib/format/numbers";
import { Notice } from "../ui/notice";
import { useGroupName } from "./failure-words";

interface UnusualNoticeProps {
  readonly reasons: readonly (BandCount & { readonly reason: string; readonly usualMost: number })[];
  /** The day it is for the shop. */
  readonly today: LocalDay;
}

/** Reasons that came more often in the last 24 hours than is usual; nothing when none did. */
export function UnusualNotice({ reasons, today }: UnusualNoticeProps) {
  const t = useTranslations("failures.unusual");
  const locale = useLocale();
  const nameOf = useGroupName();
  if (reasons.length === 0) return null;
  return (
    <Notice tone="bad" title={t("title", { count: reasons.length })}>
      <ul className="my-1 grid gap-1">
        {reasons.map(({ reason, count, before, windows }) => (
          <li key={reason}>
            <Link
              href={ordersHref({ by: "failed", from: addDays(today, -1), reason: [reason] })}
              prefetch={false}
              className="rounded font-medium text-ink underline"
            >
              {nameOf("reason", reason)}
            </Link>{" "}
            {t("count", { count, mean: formatQuantity(Math.round((before / windows) * 10) / 10, locale) })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The rule behind the notice, for the foot of the page: also why there may be none yet. */
export function UnusualRule({ windows }: { readonly windows: number }) {
  const t = useTranslations("failures.unusual");
  return (
    <>
      {t("rule", { days: BAND.mostWindows, fewest: BAND.fewest })}
      {windows < BAND.fewestWindows && ` ${t("tooEarly", { days: BAND.fewestWindows })}`}
    </>
  );
}
