import clsx from "clsx";
import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { type OrderFilter, sortOf } from "@/lib/domain/order-filter";
import { PAGE_SIZES } from "@/lib/domain/order-filter-words";
import { changed, listHref, type OrderLook } from "@/lib/domain/order-look";
import { buttonClass } from "../ui/button";
import { ButtonLink } from "../ui/button-link";

interface PagerProps {
  readonly filter: OrderFilter;
  readonly look: OrderLook;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

/** To the pages on either side, and how much a page holds. */
export function Pager({ filter, look, before, after }: PagerProps) {
  const t = useTranslations("orders");
  const { key, isDescending } = sortOf(filter);
  const isNewestFirst = key === "created" && isDescending;
  return (
    <nav
      aria-label={t("pages.label")}
      className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-t px-4 py-2"
    >
      <div className="flex items-center gap-2 text-ink-faint text-xs">
        <span id="page-size">{t("look.size")}</span>
        <ul aria-labelledby="page-size" className="flex">
          {PAGE_SIZES.map((size) => (
            <li key={size}>
              <Link
                href={listHref(changed(filter, { limit: size }), look)}
                prefetch={false}
                aria-current={filter.limit === size ? "true" : undefined}
                className={clsx(
                  "inline-flex h-7 min-w-8 items-center justify-center rounded px-1.5 tabular-nums",
                  filter.limit === size
                    ? "bg-neutral-soft font-medium text-ink"
                    : "text-ink-soft hover:bg-hover",
                )}
              >
                {size}
              </Link>
            </li>
          ))}
        </ul>
      </div>
      <div className="flex items-center gap-2">
        <Turn href={before && listHref({ ...filter, after: undefined, before }, look)} rel="prev">
          <ChevronLeft aria-hidden="true" className="size-4" />
          {t(isNewestFirst ? "pages.newer" : "pages.previous")}
        </Turn>
        <Turn href={after && listHref({ ...filter, before: undefined, after }, look)} rel="next">
          {t(isNewestFirst ? "pages.older" : "pages.next")}
          <ChevronRight aria-hidden="true" className="size-4" />
        </Turn>
      </div>
    </nav>
  );
}

/** A way that is closed keeps its place, so that the other does not move under the pointer. */
function Turn({
  href,
  rel,
  children,
}: {
  readonly href: string | undefined;
  readonly rel: "prev" | "next";
  readonly children: React.ReactNode;
}) {
  if (href === undefined) {
    return (
      <span
        aria-hidden="true"
        className={clsx(buttonClass("quiet", "medium"), "pointer-events-none border-line text-ink-faint")}
      >
        {children}
      </span>
    );
  }
  return (
    <ButtonLink href={href} rel={rel} prefetch={false}>
      {children}
    </ButtonLink>
  );
}
