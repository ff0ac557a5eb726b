import clsx from "clsx";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type OrderFilter, sortOf } from "@/lib/domain/order-filter";
import { changed, listHref, nextSort, type OrderColumn, type OrderLook } from "@/lib/domain/order-look";
import { SORT_BY_COLUMN } from "./sort-by-column";

const HEADING = "inline-flex min-h-6 items-center";

interface SortHeadingProps {
  readonly column: OrderColumn | "reference";
  readonly filter: OrderFilter;
  readonly look: OrderLook;
}

/** A column's heading: a link that sorts where the list can be sorted by it, the third one back to the usual order. */
export function SortHeading({ column, filter, look }: SortHeadingProps) {
  const t = useTranslations("orders");
  const name = t(`column.${column}`);
  const key = SORT_BY_COLUMN[column];
  if (key === undefined) return <span className={HEADING}>{name}</span>;
  if (key === "amount" && filter.currency.length !== 1) {
    return (
      <span title={t("sort.needsCurrency")} className={HEADING}>
        {name}
      </span>
    );
  }
  const now = sortOf(filter);
  const next = nextSort(filter, key);
  const Arrow = now.isDescending ? ArrowDown : ArrowUp;
  const title = next === undefined ? "sort.clear" : now.key === key ? "sort.flip" : "sort.by";
  return (
    <Link
      href={listHref(changed(filter, { sort: next }), look)}
      prefetch={false}
      title={t(title, { column: name })}
      className={clsx(HEADING, "-mx-1 gap-1 rounded px-1 hover:bg-hover hover:text-ink")}
    >
      {name}
      {now.key === key && <Arrow aria-hidden="true" className="size-3.5 shrink-0 text-accent" />}
    </Link>
  );
}

/** For `aria-sort`. */
export function sortState(
  column: OrderColumn | "reference",
  filter: OrderFilter,
): "ascending" | "descending" | undefined {
  const { key, isDescending } = sortOf(filter);
  return SORT_BY_COLUMN[column] === key ? (isDescending ? "descending" : "ascending") : undefined;
}
