import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Mark } from "./mark";

/** A page without the desk: nobody may be signed in, or nothing is known but that it failed. */
export function BarePage({ children }: { readonly children: ReactNode }) {
  const t = useTranslations("shell");
  return (
    <>
      <header className="flex h-bar items-center gap-2 px-4 font-semibold text-base tracking-tight sm:px-6">
        <Mark className="size-6" />
        {t("product")}
      </header>
      <main className="pt-[12vh]">{children}</main>
    </>
  );
}
