import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { DeskKeys } from "@/components/shell/desk-keys";
import { Nav } from "@/components/shell/nav";
import { MAIN_ID, SkipLink } from "@/components/shell/skip-link";
import { TopBar } from "@/components/shell/top-bar";
import { UserMenu } from "@/components/shell/user-menu";
import { runtime } from "@/lib/runtime";
import { requireViewer } from "@/lib/server/viewer";
import { areSingleKeysOn, SINGLE_KEYS_COOKIE } from "@/lib/single-keys";
import { isTheme, THEME_COOKIE } from "@/lib/theme";

/**
 * The desk around every page of a signed-in person. It guards nothing: each page asks for its viewer itself. It asks too, at
 * the price of no further query, for whose desk it is.
 */
export default async function DeskLayout({ children }: { readonly children: ReactNode }) {
  const [viewer, cookieJar] = await Promise.all([requireViewer("orders.read"), cookies()]);
  const theme = cookieJar.get(THEME_COOKIE)?.value;
  const hasSingleKeys = areSingleKeysOn(cookieJar.get(SINGLE_KEYS_COOKIE)?.value);
  return (
    <>
      <SkipLink />
      <DeskKeys role={viewer.role} hasSingleKeys={hasSingleKeys} />
      <TopBar
        accountId={runtime().env.accountId}
        role={viewer.role}
        userMenu={
          <UserMenu
            name={viewer.name}
            email={viewer.email}
            role={viewer.role}
            theme={isTheme(theme) ? theme : "system"}
          />
        }
      />
      <Nav role={viewer.role} place="row" />
      <main id={MAIN_ID} tabIndex={-1} className="mx-auto max-w-page px-4 py-6 outline-none sm:px-6">
        {children}
      </main>
    </>
  );
}
