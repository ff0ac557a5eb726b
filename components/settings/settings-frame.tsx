import clsx from "clsx";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

const PARTS = [
  { name: "users", href: "/settings" },
  { name: "reservations", href: "/settings/reservations" },
  { name: "connection", href: "/settings/connection" },
  { name: "health", href: "/settings/health" },
] as const;

interface SettingsFrameProps {
  readonly part: (typeof PARTS)[number]["name"];
  readonly children: ReactNode;
}

/** Every settings page: its heading, and the way to the others. */
export function SettingsFrame({ part, children }: SettingsFrameProps) {
  const t = useTranslations("settings");
  return (
    <div className="grid gap-4">
      <div>
        <h1 className="font-semibold text-2xl">{t("title")}</h1>
        <p className="mt-1 max-w-prose text-ink-soft">{t(`lead.${part}`)}</p>
      </div>
      <nav aria-label={t("parts.label")} className="overflow-x-auto border-b">
        <ul className="flex">
          {PARTS.map(({ name, href }) => (
            <li key={name}>
              <Link
                href={href}
                aria-current={name === part ? "page" : undefined}
                className={clsx(
                  "relative flex h-10 items-center whitespace-nowrap px-3 font-medium text-sm -outline-offset-2 after:absolute after:inset-x-3 after:bottom-0",
                  name === part
                    ? "text-ink after:border-accent after:border-b-2"
                    : "text-ink-soft hover:text-ink",
                )}
              >
                {t(`parts.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </div>
  );
}
