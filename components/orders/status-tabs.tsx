import clsx from "clsx";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import type { OrderFilter } from "@/lib/domain/order-filter";
import { ORDER_STATUSES } from "@/lib/domain/order-filter-words";
import { changed, listHref, type OrderLook } from "@/lib/domain/order-look";
import { formatQuantity } from "@/lib/format/numbers";
import { useFilterWords } from "./order-words";

interface StatusTabsProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
  /** Under the rest of the filter; absent until counted. `isExact` false: at least so many. */
  readonly counts?:
    | readonly { readonly status: string; readonly count: number; readonly isExact: boolean }[]
    | undefined;
}

/** One status or all, with how many orders of the list have it. */
export function StatusTabs({ filter, look, counts = [] }: StatusTabsProps) {
  const t = useTranslations("orders.tabs");
  const words = useFilterWords();
  const known = new Map(counts.map((count) => [count.status, count]));
  const statuses = [...new Set([...filter.status, ...known.keys()])].toSorted((a, b) => rank(a) - rank(b));
  const tab = (status: readonly string[]) => ({
    href: listHref(changed(filter, { status }), look),
    isHere: filter.status.join() === status.join(),
  });
  return (
    <nav aria-label={t("label")} className="min-w-0 overflow-x-auto border-b px-2 [scrollbar-width:thin]">
      <ul className="flex min-w-max">
        <li>
          <Tab {...tab([])}>{t("all")}</Tab>
        </li>
        {statuses.map((status) => (
          <li key={status}>
            <Tab {...tab([status])}>
              <bdi>{words.status(status)}</bdi>
              <Count count={known.get(status)} />
            </Tab>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Tab({
  href,
  isHere,
  children,
}: {
  readonly href: string;
  readonly isHere: boolean;
  readonly children: React.ReactNode;
}) {
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? "true" : undefined}
      className={clsx(
        "relative flex h-10 items-center gap-1.5 whitespace-nowrap px-2.5 text-sm -outline-offset-2 after:absolute after:inset-x-2.5 after:bottom-0",
        isHere ? "font-medium text-ink after:border-accent after:border-b-2" : "text-ink-soft hover:text-ink",
      )}
    >
      {children}
    </Link>
  );
}

function Count({
  count,
}: {
  readonly count: { readonly count: number; readonly isExact: boolean } | undefined;
}) {
  const t = useTranslations("orders.tabs");
  const locale = useLocale();
  if (count === undefined) return null;
  return (
    <span
      className="rounded-full bg-neutral-soft px-1.5 text-2xs text-ink-soft tabular-nums"
      title={count.isExact ? undefined : t("atLeastTitle", { count: count.count })}
    >
      {count.isExact ? formatQuantity(count.count, locale) : t("atLeast", { count: count.count })}
    </span>
  );
}

function rank(status: string): number {
  const place = ORDER_STATUSES.indexOf(status);
  return place === -1 ? ORDER_STATUSES.length : place;
}
