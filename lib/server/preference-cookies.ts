import "server-only";
import type { Preferences } from "@/lib/db/users";
import { LOCALE_COOKIE } from "@/lib/i18n/locale";
import { SINGLE_KEYS_COOKIE } from "@/lib/single-keys";
import { THEME_COOKIE } from "@/lib/theme";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The `Set-Cookie` lines that make a browser show a person's chosen language, theme and keys, before it is known who asks too. */
export function preferenceCookies(
  { locale, theme, singleKeys }: Preferences,
  appUrl: string,
): readonly string[] {
  const attributes = `Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${appUrl.startsWith("https://") ? "; Secure" : ""}`;
  return [
    [LOCALE_COOKIE, locale],
    [THEME_COOKIE, theme],
    [SINGLE_KEYS_COOKIE, singleKeys === undefined ? undefined : singleKeys ? "on" : "off"],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}; ${attributes}`]));
}
