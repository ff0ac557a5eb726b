import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";

/** Ends this sign-in on the server. A plain form: it works without script, and the page and all it held are left. */
export function SignOutButton() {
  const t = useTranslations("shell.menu");
  return (
    <form method="post" action="/api/auth/signout">
      <button
        type="submit"
        className="flex h-8 w-full items-center gap-2 rounded px-2 text-ink-soft text-sm hover:bg-hover hover:text-ink"
      >
        <LogOut aria-hidden="true" className="size-4 text-ink-faint" />
        {t("signOut")}
      </button>
    </form>
  );
}
