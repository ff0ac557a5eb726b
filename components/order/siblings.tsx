import Link from "next/link";
import { useTranslations } from "next-intl";
import { Instant } from "@/components/instant";
import { Amount } from "@/components/money";
import { minorUnits } from "@/lib/domain/minor-units";
import type { SiblingOrder } from "@/lib/domain/order-view";
import { StatusChip } from "./status-chip";
import { usePaymentMethod } from "./words";

/** Other sessions for the same merchant reference: each try of a customer is a session of its own. */
export function Siblings({ siblings }: { readonly siblings: readonly SiblingOrder[] }) {
  const t = useTranslations("order.siblings");
  const methodOf = usePaymentMethod();
  if (siblings.length === 0) return null;
  return (
    <section
      aria-label={t("title")}
      className="rounded-lg border border-info-line bg-info-soft px-4 py-3 text-sm"
    >
      <h2 className="font-medium text-info">{t("count", { count: siblings.length })}</h2>
      <ul className="mt-1 grid gap-1">
        {siblings.map((sibling) => (
          <li key={sibling.href} className="flex flex-wrap items-baseline gap-x-3">
            <Link href={sibling.href} className="rounded-full">
              <StatusChip status={sibling.status} />
            </Link>
            <Amount value={minorUnits(sibling.amountMinor)} currency={sibling.currency} />
            {sibling.paymentProductType && (
              <span className="text-ink-soft">{methodOf(sibling.paymentProductType)}</span>
            )}
            {sibling.createdAt && <Instant at={sibling.createdAt} className="text-ink-soft" />}
          </li>
        ))}
      </ul>
    </section>
  );
}
