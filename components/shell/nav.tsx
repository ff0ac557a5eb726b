"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Role } from "@/lib/roles";
import { pagesOf } from "./pages";

interface NavProps {
  readonly role: Role;
  /** Within the bar where there is room; else a row of its own below it, which scrolls away with the page. */
  readonly place: "bar" | "row";
}

/** The way between pages; the one the reader is on is marked, for the eye and for a screen reader. */
export function Nav({ role, place }: NavProps) {
  const t = useTranslations("shell.nav");
  const path = usePathname();
  const pages = pagesOf(role).filter(({ isInBar }) => isInBar);
  const isRow = place === "row";
  if (isRow && pages.length < 2) return null;
  return (
    <nav
      aria-label={t("label")}
      className={
        isRow
          ? "h-10 overflow-x-auto border-b bg-surface px-1.5 sm:hidden print:hidden"
          : "hidden h-full sm:block"
      }
    >
      <ul className="flex h-full">
        {pages.map(({ href, name }) => {
          const isHere = href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
          return (
            <li key={href} className="h-full">
              <Link
                href={href}
                aria-current={isHere ? "page" : undefined}
                className={clsx(
                  "relative flex h-full items-center px-2.5 font-medium text-sm -outline-offset-2 after:absolute after:inset-x-2.5 after:-bottom-px",
                  isHere ? "text-ink after:border-accent after:border-b-2" : "text-ink-soft hover:text-ink",
                )}
              >
                {t(name)}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
