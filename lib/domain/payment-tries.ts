/**
 * Failures of checkouts in which nobody had tried to pay: unless a try is on record they are no attempt, and say nothing
 * about payments.
 */
export const NO_TRY_RULES: readonly string[] = [
  "neverOpened",
  "abandoned",
  "sessionCancelled",
  "customerCancelled",
];

/** Below so many tries a rate says nothing, and is not shown. */
export const FEWEST_TRIES = 20;

/** The orders of one bar, by their creation, in which somebody tried to pay. */
export interface TryCount {
  readonly tried: number;
  /** Of these, where money was reserved or taken, in whatever number of tries. */
  readonly paid: number;
}

/** Per cent of the orders with a try that were paid; undefined where there are too few to say. */
export function successRate({ tried, paid }: TryCount): number | undefined {
  return tried < FEWEST_TRIES ? undefined : (paid / tried) * 100;
}
