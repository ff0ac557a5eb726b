/** The languages Kontor speaks. Not in the path: a link means the same to every reader. */
export const LOCALES = ["en", "nb"] as const;
export type Locale = (typeof LOCALES)[number];

/** Holds the reader's choice; written by `/api/preferences` and at sign-in, from the user's row. */
export const LOCALE_COOKIE = "kontor-locale";

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** Norwegian as browsers name it: Bokmål, Nynorsk (whose readers read Bokmål) and the old common code. */
const LOCALE_BY_LANGUAGE: Readonly<Record<string, Locale>> = { en: "en", nb: "nb", nn: "nb", no: "nb" };

/**
 * The language of an answer: what the reader chose, else the first language of `Accept-Language` that we speak, by
 * its weights (RFC 9110, 12.5.4), else English.
 */
export function pickLocale(cookie: string | undefined, acceptLanguage: string | null | undefined): Locale {
  if (isLocale(cookie)) return cookie;
  const wishes = (acceptLanguage ?? "")
    .split(",")
    .map((wish) => {
      const [tag = "", ...parameters] = wish.trim().toLowerCase().split(";");
      const weight = parameters
        .find((parameter) => parameter.trim().startsWith("q="))
        ?.trim()
        .slice(2);
      return { language: tag.split("-")[0] ?? "", weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  for (const { language } of wishes) {
    const locale = LOCALE_BY_LANGUAGE[language];
    if (locale) return locale;
  }
  return "en";
}
