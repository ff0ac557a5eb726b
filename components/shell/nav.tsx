"use client";

import clsx from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";

/** Only pages that exist. */
const PAGES = [
  { href: "/", name: "home" },
  { href: "/orders", name: "orders" },
] as const;

/** The way between pages; the one the reader is on is marked, for the eye and for a screen reader. */
export function Nav() {
  const t = useTranslations("shell.nav");
  const path = usePathname();
  return (
    <nav aria-label={t("label")} className="hidden h-full sm:block">
      <ul className="flex h-full">
        {PAGES.map(({ href, name }) => {
          const isHere = href === "/" ? path === "/" : path.startsWith(href);
          return (
            <li key={href} className="h-full">
              <Link
                href={href}
                aria-current={isHere ? "page" : undefined}
                className={clsx(
                  "relative flex h-full items-center px-2.5 font-medium text-sm after:absolute after:inset-x-2.5 after:-bottom-px",
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
