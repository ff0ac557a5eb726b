import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Role } from "@/lib/roles";
import { HeaderLookUp } from "../lookup/header-look-up";
import { EnvironmentBadge } from "./environment-badge";
import { Mark } from "./mark";
import { Nav } from "./nav";

interface TopBarProps {
  readonly accountId: string;
  readonly role: Role;
  readonly userMenu: ReactNode;
}

/** What stays in sight on every page: where one is, the look-up, whose money it is, who one is. */
export function TopBar({ accountId, role, userMenu }: TopBarProps) {
  const t = useTranslations("shell");
  return (
    <header className="sticky top-0 z-20 border-b bg-surface print:hidden">
      <div className="mx-auto flex h-bar max-w-page items-center gap-2 px-4 sm:gap-4 sm:px-6">
        <Link
          href="/"
          className="flex shrink-0 items-center gap-2 rounded font-semibold text-base tracking-tight"
        >
          <Mark className="size-6" />
          <span className="sr-only sm:not-sr-only">{t("product")}</span>
        </Link>
        <Nav role={role} place="bar" />
        <div className="flex min-w-0 flex-1 justify-center">
          <HeaderLookUp />
        </div>
        <EnvironmentBadge accountId={accountId} />
        {userMenu}
      </div>
    </header>
  );
}
