"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { signOut } from "@/lib/queries/sign-out";

/** Ends this sign-in, here and on the server, and leaves nothing of the last page behind. */
export function SignOutButton() {
  const t = useTranslations("shell.menu");
  const [isBusy, setIsBusy] = useState(false);

  async function leave() {
    setIsBusy(true);
    await signOut();
    // A whole load, so that no order stays in the memory of this tab.
    window.location.assign("/sign-in");
  }

  return (
    <button
      type="button"
      aria-busy={isBusy || undefined}
      onClick={leave}
      className="flex h-8 w-full items-center gap-2 rounded px-2 text-ink-soft text-sm hover:bg-hover hover:text-ink"
    >
      <LogOut aria-hidden="true" className="size-4 text-ink-faint" />
      {t("signOut")}
    </button>
  );
}
