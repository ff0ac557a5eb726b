/** Light, dark, or whatever the system says. */
export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/**
 * Holds the reader's choice, so that the server can write it into the page and nothing flashes; written by
 * `/api/preferences`. Absent means "system".
 */
export const THEME_COOKIE = "kontor-theme";

export function isTheme(value: unknown): value is Theme {
  return THEMES.some((theme) => theme === value);
}
