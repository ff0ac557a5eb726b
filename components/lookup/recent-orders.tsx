import { History } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ListedOrder } from "@/lib/queries/search";
import { EmptyState } from "../ui/empty-state";
import { Section } from "../ui/section";
import { SkeletonRows } from "../ui/skeleton";
import { MatchRow } from "./match-row";

interface RecentOrdersProps {
  readonly orders: readonly ListedOrder[];
}

/** The orders this person opened last, newest first. */
export function RecentOrders({ orders }: RecentOrdersProps) {
  const t = useTranslations("lookup.recent");
  return (
    <Section title={t("title")} isFlush>
      {orders.length === 0 ? (
        <EmptyState icon={<History aria-hidden="true" />} title={t("emptyTitle")}>
          {t("empty")}
        </EmptyState>
      ) : (
        <ul className="divide-y">
          {orders.map((order) => (
            <li key={order.href}>
              <MatchRow order={order} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function RecentOrdersSkeleton() {
  const t = useTranslations("lookup.recent");
  const shell = useTranslations("shell");
  return (
    <Section title={t("title")} isFlush className="after-a-moment">
      <p role="status" className="sr-only">
        {shell("loading")}
      </p>
      <SkeletonRows count={5} />
    </Section>
  );
}
