let known: ReadonlySet<string> | undefined;

/** Whether `value` is a currency's code by ISO 4217, in capitals. */
export function isCurrencyCode(value: string): boolean {
  known ??= new Set(Intl.supportedValuesOf("currency"));
  return known.has(value);
}
