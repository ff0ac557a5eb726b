import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { connection } from "next/server";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientMessages } from "@/components/client-messages";
import { Announcer } from "@/components/ui/announcer";
import { isTheme, THEME_COOKIE } from "@/lib/theme";
import { Providers } from "./providers";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("shell");
  return {
    title: { default: t("product"), template: `%s · ${t("product")}` },
    description: t("description"),
    // Ids stand in our addresses, and nothing here is for a search engine.
    referrer: "no-referrer",
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, email: false, address: false, date: false },
  };
}

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#131418" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Every page is rendered per request: the front's CSP nonce is in no page made beforehand.
  await connection();
  const [locale, cookieJar] = await Promise.all([getLocale(), cookies()]);
  const theme = cookieJar.get(THEME_COOKIE)?.value;
  return (
    <html
      lang={locale}
      data-theme={isTheme(theme) ? theme : "system"}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <ClientMessages>
          <Providers>{children}</Providers>
        </ClientMessages>
        <Announcer />
      </body>
    </html>
  );
}
