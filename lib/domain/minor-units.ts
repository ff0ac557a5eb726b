declare const unit: unique symbol;

/** A whole number of a currency's smallest unit; negative for gift-card lines and differences. */
export type MinorUnits = number & { readonly [unit]: "minor" };

/** An ISO 4217 code as received. Amounts of two currencies are never added, compared or drawn on one axis. */
export type CurrencyCode = string;

/** An amount as it travels in our JSON (CONTRACT, section 4). */
export interface Money {
  readonly amount: MinorUnits;
  readonly currency: CurrencyCode;
}

/** @throws RangeError when `value` is not a whole number that a double holds exactly. */
export function minorUnits(value: number): MinorUnits {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not whole minor units: ${value}`);
  return value as MinorUnits;
}

export const ZERO = minorUnits(0);

/** Sum in one currency, in minor units. @throws RangeError past 2^53. */
export function sum(amounts: Iterable<MinorUnits>): MinorUnits {
  let total = 0;
  for (const amount of amounts) total += amount;
  return minorUnits(total);
}
