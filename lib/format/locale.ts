/** The languages of the product. Numbers and dates follow the region people of that language expect here. */
export type Locale = "en" | "nb";

const INTL_LOCALE = { en: "en-GB", nb: "nb-NO" } as const satisfies Record<Locale, string>;

/** The BCP 47 tag that Intl is asked with. */
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
