import type { Locale } from "@/lib/i18n/locale";

const INTL_LOCALE = { en: "en-GB", nb: "nb-NO" } as const satisfies Record<Locale, string>;

/** The BCP 47 tag that Intl is asked with: numbers and dates follow the region people of that language expect here. */
export function intlLocale(locale: Locale): string {
  return INTL_LOCALE[locale];
}

/** Remembers what `make` builds per key: an Intl formatter takes longer to make than to use a hundred times. */
export function cached<T>(make: (...key: readonly string[]) => T): (...key: readonly string[]) => T {
  const made = new Map<string, T>();
  return (...key) => {
    const name = key.join("\n");
    const known = made.get(name);
    if (known !== undefined) return known;
    const fresh = make(...key);
    made.set(name, fresh);
    return fresh;
  };
}
