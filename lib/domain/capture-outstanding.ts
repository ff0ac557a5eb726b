import type { Outstanding, OutstandingBin } from "./capture-report";
import { addDays, type LocalDay } from "./local-day";
import { type MinorUnits, sum } from "./minor-units";

/** Orders with money still reserved, in one bin of age and one of expiry; absent where the day is not known. */
export interface OutstandingCell {
  /** Indices into `AGES` and `EXPIRIES`. */
  readonly age?: number | undefined;
  readonly expiry?: number | undefined;
  readonly remaining: MinorUnits;
  readonly count: number;
}

interface DayBounds {
  readonly minDays?: number | undefined;
  readonly maxDays?: number | undefined;
}

/** Whole days since the authorization, the oldest first as on a calendar. */
const AGES: readonly DayBounds[] = [
  { minDays: 28 },
  { minDays: 14, maxDays: 27 },
  { minDays: 7, maxDays: 13 },
  { minDays: 3, maxDays: 6 },
  { minDays: 1, maxDays: 2 },
  { minDays: 0, maxDays: 0 },
];

/** Whole days until the authorization is expected to end. */
const EXPIRIES: readonly DayBounds[] = [
  { maxDays: -1 },
  { minDays: 0, maxDays: 0 },
  { minDays: 1, maxDays: 2 },
  { minDays: 3, maxDays: 6 },
  { minDays: 7, maxDays: 27 },
  { minDays: 28 },
];

/** The first days of all bins but the first, ascending: what is on or after the n-th of them is in bin n + 1 or later. */
export function outstandingEdges(today: LocalDay): {
  readonly ages: readonly LocalDay[];
  readonly expiries: readonly LocalDay[];
} {
  return {
    ages: AGES.slice(1).map(({ maxDays = 0 }) => addDays(today, -maxDays)),
    expiries: EXPIRIES.slice(1).map(({ minDays = 0 }) => addDays(today, minDays)),
  };
}

export function outstandingOf(cells: readonly OutstandingCell[], today: LocalDay): Outstanding {
  const total = (own: readonly OutstandingCell[]) => ({
    remaining: sum(own.map(({ remaining }) => remaining)),
    count: own.reduce((count, cell) => count + cell.count, 0),
  });
  const unknown = (own: readonly OutstandingCell[]): OutstandingBin[] =>
    own.length === 0 ? [] : [{ isUnknown: true, ...total(own) }];
  const ages = AGES.map(
    (bounds, index): OutstandingBin => ({
      ...bounds,
      from: bounds.maxDays === undefined ? undefined : addDays(today, -bounds.maxDays),
      to: addDays(today, 1 - (bounds.minDays ?? 0)),
      isUnknown: false,
      ...total(cells.filter(({ age }) => age === index)),
    }),
  );
  const expiries = EXPIRIES.map(
    (bounds, index): OutstandingBin => ({
      ...bounds,
      from: bounds.minDays === undefined ? undefined : addDays(today, bounds.minDays),
      to: bounds.maxDays === undefined ? undefined : addDays(today, bounds.maxDays + 1),
      isUnknown: false,
      ...total(cells.filter(({ expiry }) => expiry === index)),
    }),
  );
  return {
    ...total(cells),
    byAge: [...ages.toReversed(), ...unknown(cells.filter(({ age }) => age === undefined))],
    byExpiry: [...expiries, ...unknown(cells.filter(({ expiry }) => expiry === undefined))],
  };
}
