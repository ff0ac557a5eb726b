"use client";

import { LogOut } from "lucide-react";
import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { signOut } from "@/lib/queries/sign-in";

/**
 * Ends this sign-in on the server, and leaves the page and all it held. By a script, since a browser that is not on https
 * or this machine sends a plain form without saying where from, which the server must refuse (F56); without scripts by
 * that form.
 */
export function SignOutButton() {
  const t = useTranslations("shell.menu");

  async function leave(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const url = await signOut();
    // What the script could not do, the form shows why.
    if (url === undefined) form.submit();
    else window.location.assign(url);
  }

  return (
    <form method="post" action="/api/auth/signout" onSubmit={leave}>
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
