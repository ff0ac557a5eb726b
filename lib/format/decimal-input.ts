import { type CurrencyCode, type MinorUnits, minorUnits } from "@/lib/domain/minor-units";
import { currencyExponent } from "./money";

/** "1 249,50" or "1249.5", as a person types it, in minor units of `currency`; undefined for what is no amount of it. */
export function parseDecimal(text: string, currency: CurrencyCode): MinorUnits | undefined {
  const exponent = currencyExponent(currency);
  const match = /^(\d{1,12})(?:[.,](\d*))?$/.exec(text.replace(/[\s\u00a0\u202f]/g, ""));
  const [, whole = "", fraction = ""] = match ?? [];
  if (match === null || fraction.length > exponent) return undefined;
  return minorUnits(Number(whole + fraction.padEnd(exponent, "0")));
}
