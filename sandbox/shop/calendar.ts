import type { Dice } from "./dice";

const DAY = 86_400_000;
const MINUTE = 60_000;
const DAYS = 396;

/** Orders per hour of the day in the shop's time zone (about UTC+1), from midnight. */
const HOURS = [3, 2, 1, 1, 1, 2, 5, 9, 12, 14, 16, 18, 19, 18, 17, 18, 20, 22, 25, 30, 32, 28, 18, 8];

/** How much a day sells, against an ordinary one: the shop grows, Sundays sell most, and so does the end of the year. */
function weightOf(at: number, age: number): number {
  const day = new Date(at);
  const growth = 1.5 - (0.8 * age) / DAYS;
  const week = [1.35, 1.1, 1, 0.95, 1, 0.85, 0.9][day.getUTCDay()] ?? 1;
  const month = [0.8, 0.75, 0.85, 0.95, 1, 1, 0.8, 0.95, 1, 1.05, 1.5, 1.6][day.getUTCMonth()] ?? 1;
  return growth * week * month;
}

/**
 * Spreads orders 0 (newest) to `orders` - 1 (oldest) over the 13 months before `now`: later orders lie on the same
 * day or an earlier one, so a span of time is a span of order numbers.
 */
export class Calendar {
  readonly #now: number;
  readonly #orders: number;
  /** Share of all orders on day `age` or nearer. */
  readonly #cumulative: number[] = [];

  constructor(now: number, orders: number) {
    this.#now = now;
    this.#orders = orders;
    let total = 0;
    for (let age = 0; age < DAYS; age += 1) {
      total += weightOf(now - age * DAY, age);
      this.#cumulative.push(total);
    }
    this.#cumulative = this.#cumulative.map((sum) => sum / total);
  }

  /** The first millisecond of the UTC day that order `index` was placed on. */
  #dayOf(index: number): number {
    const share = (index + 0.5) / this.#orders;
    let [low, high] = [0, DAYS - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#cumulative[middle] ?? 1) > share) high = middle;
      else low = middle + 1;
    }
    return Math.floor((this.#now - low * DAY) / DAY) * DAY;
  }

  /** When order `index` was placed, in ms; never after `now`. */
  placedAt(index: number, dice: Dice): number {
    const hour = dice.weighted(HOURS.map((weight, number) => [number, weight] as const)) - 1;
    const within = hour * 60 * MINUTE + dice.whole(0, 60 * MINUTE - 1);
    const at = this.#dayOf(index) + Math.max(0, within);
    if (at < this.#now - 30 * MINUTE) return at;
    // Today's hours that have not come yet: sometime since midnight instead.
    const today = this.#now - this.#dayOf(index);
    return this.#now - Math.floor(dice.next() ** 2 * Math.max(today, 30 * MINUTE)) - MINUTE;
  }

  /** The order numbers that may have been placed in [from, to] (ms), a day wider on both sides. */
  window(from: number, to: number): { first: number; end: number } {
    return { first: this.#firstNotAfter(to + DAY), end: this.#firstNotAfter(from - 2 * DAY) };
  }

  /** The smallest number whose day does not begin after `at`. */
  #firstNotAfter(at: number): number {
    let [low, high] = [0, this.#orders];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#dayOf(middle) <= at) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
