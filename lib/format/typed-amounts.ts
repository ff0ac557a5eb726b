import { parseDecimal } from "./decimal-input";

/** What the form of filters calls an amount as a person types it, by what an address calls it in minor units. */
const TYPED: Readonly<Record<string, string>> = { amount_from: "amount_gte", amount_to: "amount_lte" };

/**
 * Parameters as a form sends them, as an address says them: amounts in minor units of the one currency, empty fields
 * left out. An amount that cannot be read stays as it was typed, for the filter to name it. Undefined when there is no
 * typed amount among them.
 */
export function withMinorUnits(params: URLSearchParams): URLSearchParams | undefined {
  if (!Object.keys(TYPED).some((name) => params.has(name))) return undefined;
  const address = new URLSearchParams();
  const currencies = params.getAll("currency").filter((currency) => currency !== "");
  for (const [name, value] of params) {
    const given = value.trim();
    if (given === "") continue;
    const canonical = TYPED[name];
    const [currency] = currencies;
    if (canonical === undefined) address.append(name, value);
    else {
      const isOne = currency !== undefined && currencies.length === 1;
      address.set(canonical, String((isOne ? parseDecimal(given, currency) : undefined) ?? given));
    }
  }
  return address;
}
