import { Settings, UserRound } from "lucide-react";
import { useTranslations } from "next-intl";
import { may, type Role } from "@/lib/roles";
import type { Theme } from "@/lib/theme";
import { PreferenceSwitches } from "./preferences";
import { SignOutButton } from "./sign-out-button";

const MENU_ID = "user-menu";
const ITEM = "flex h-8 items-center gap-2 rounded px-2 text-ink-soft text-sm hover:bg-hover hover:text-ink";

interface UserMenuProps {
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly theme: Theme;
}

/** Who is signed in and as what, their language and theme, and the way out. The browser's own popover: Esc and a click beside it close it. */
export function UserMenu({ name, email, role, theme }: UserMenuProps) {
  const t = useTranslations("shell");
  return (
    <>
      <button
        type="button"
        popoverTarget={MENU_ID}
        aria-label={t("menu.open", { name })}
        className="inline-flex h-8 shrink-0 items-center gap-2 rounded-full border border-transparent pr-1 pl-1 text-sm hover:border-line-strong lg:pr-2.5"
      >
        <span
          aria-hidden="true"
          className="inline-flex size-6.5 items-center justify-center rounded-full bg-accent-soft font-semibold text-2xs text-accent"
        >
          {initials(name)}
        </span>
        <span className="hidden text-ink-soft lg:inline">{t(`role.${role}`)}</span>
      </button>
      <div
        id={MENU_ID}
        popover="auto"
        className="fixed inset-auto top-14 right-[max(0.75rem,calc((100vw-80rem)/2+1.25rem))] m-0 w-[min(18rem,calc(100vw-1.5rem))] rounded-lg border border-transparent bg-surface p-0 text-ink shadow-float"
      >
        <div className="border-b px-4 py-3">
          <p className="text-ink-faint text-xs">{t("menu.signedInAs")}</p>
          <p className="truncate font-medium text-sm">
            <bdi>{name}</bdi>
          </p>
          <p className="truncate text-ink-soft text-xs">
            <bdi>{email}</bdi> · {t(`role.${role}`)}
          </p>
        </div>
        <div className="border-b px-4 py-3">
          <PreferenceSwitches theme={theme} />
        </div>
        <div className="border-b p-2">
          {/* Whole loads, which close the menu. */}
          <a href="/account" className={ITEM}>
            <UserRound aria-hidden="true" className="size-4 text-ink-faint" />
            {t("nav.account")}
          </a>
          {may(role, "settings.manage") && (
            <a href="/settings" className={ITEM}>
              <Settings aria-hidden="true" className="size-4 text-ink-faint" />
              {t("nav.settings")}
            </a>
          )}
        </div>
        <div className="p-2">
          <SignOutButton />
        </div>
      </div>
    </>
  );
}

/** "Kari Nordmann" as "KN", one word by its first letter. */
function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined];
  return letters.map((word) => [...(word ?? "")][0]?.toUpperCase() ?? "").join("");
}
