import "server-only";
import { parseDecimal } from "@/lib/format/decimal-input";

/** What the form of filters calls an amount as a person types it, by what an address calls it in minor units. */
const TYPED = { amount_from: "amount_gte", amount_to: "amount_lte" } as const;

/**
 * Parameters as the form of filters sent them, as an address says them: amounts in minor units of the one currency.
 * An amount that cannot be read stays as it is, for the filter to name it. Undefined when there is nothing to change.
 */
export function fromOrderForm(params: URLSearchParams): URLSearchParams | undefined {
  const names = Object.keys(TYPED);
  if (!names.some((name) => params.has(name))) return undefined;
  const address = new URLSearchParams();
  const currencies = params.getAll("currency").filter((currency) => currency !== "");
  const [currency] = currencies;
  for (const [name, value] of params) {
    const given = value.trim();
    if (given === "") continue;
    if (name !== "amount_from" && name !== "amount_to") {
      address.append(name, value);
      continue;
    }
    const isOne = currency !== undefined && currencies.length === 1;
    address.set(TYPED[name], String((isOne ? parseDecimal(given, currency) : undefined) ?? given));
  }
  return address;
}
