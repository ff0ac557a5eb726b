import "server-only";
import type { Preferences } from "@/lib/db/users";
import { LOCALE_COOKIE } from "@/lib/i18n/locale";
import { THEME_COOKIE } from "@/lib/theme";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The `Set-Cookie` lines that make a browser show a person's chosen language and theme, before it is known who asks too. */
export function preferenceCookies({ locale, theme }: Preferences, appUrl: string): readonly string[] {
  const attributes = `Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${appUrl.startsWith("https://") ? "; Secure" : ""}`;
  return [
    [LOCALE_COOKIE, locale],
    [THEME_COOKIE, theme],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}; ${attributes}`]));
}
