import type { Clock } from "../clock";
import { textAt } from "../json";
import type { DocumentKind, OrderRecord, Place, Shelf, Span } from "../order-record";
import { IdBook } from "../shop/ids";
import { countAt, placedAt, type Run, readIndex, storyOf } from "./run";
import type { Story } from "./story";

export interface ArrivalsSetting {
  readonly accountId: string;
  readonly clientId: string;
  readonly seed: string;
  readonly clock: Clock;
}

/** How many stories are kept told, about 50 kB each. */
const KEPT = 300;
/** Longer than anything happens to an order, in changes. */
const LIFE_CHANGES = 240;
const ID = /^[PT]\d{8}\./;

/** The orders of all runs, 0 the oldest, as they stand when asked. Told anew from their numbers: none is kept for long. */
export class ArrivalsShelf implements Shelf {
  readonly #setting: ArrivalsSetting;
  readonly #ids: IdBook;
  readonly #stories = new Map<string, Story>();
  #runs: readonly Run[] = [];

  constructor(setting: ArrivalsSetting, runs: readonly Run[]) {
    this.#setting = setting;
    this.#ids = new IdBook(setting.accountId, `${setting.seed}/arrivals`);
    this.#runs = runs;
  }

  /** Ascending. */
  get runs(): readonly Run[] {
    return this.#runs;
  }

  set runs(runs: readonly Run[]) {
    this.#runs = runs;
  }

  get length(): number {
    return this.#runs.reduce((total, run) => total + this.count(run), 0);
  }

  /** How many of the orders of `run` there are by now. */
  count(run: Run): number {
    return countAt(run, this.#setting.seed, this.#setting.clock.now());
  }

  at(rank: number): readonly OrderRecord[] {
    let first = 0;
    for (const run of this.#runs) {
      const count = this.count(run);
      if (rank < first + count) return this.story(run, rank - first).at(this.#setting.clock.now());
      first += count;
    }
    throw new RangeError(`no arrival ${rank}`);
  }

  story(run: Run, number: number): Story {
    const key = `${run.key}/${number}`;
    const kept = this.#stories.get(key);
    if (kept !== undefined) return kept;
    const story = storyOf(run, number, { ...this.#setting, ids: this.#ids });
    if (this.#stories.size >= KEPT) this.#stories.clear();
    this.#stories.set(key, story);
    return story;
  }

  find(kind: DocumentKind, id: string): Place | undefined {
    const meaning = this.#ids.meaningOf(id);
    const rank = meaning && this.#rankOf(meaning.index);
    if (meaning === undefined || rank === undefined) return undefined;
    // In the order of time, as they are shown: attempt 0 is the first.
    const found = textAt(this.at(rank)[meaning.attempt]?.[kind], "id") === id;
    return found ? { rank, attempt: meaning.attempt } : undefined;
  }

  *ranksOf({ from, to, since = Number.NEGATIVE_INFINITY, keys }: Span): Generator<number> {
    const wanted = keys && this.#ranksNamed(keys);
    let rank = 0;
    for (const run of this.#runs) {
      const earliest = Math.max(from, since) - LIFE_CHANGES * run.everyMs;
      for (let number = 0; number < this.count(run); number += 1) {
        const at = placedAt(run, this.#setting.seed, number);
        if (at >= earliest && at <= to && (wanted?.has(rank) ?? true)) yield rank;
        rank += 1;
      }
    }
  }

  /** The only orders that can hold one of `keys`; undefined when any can. */
  #ranksNamed(keys: readonly string[]): ReadonlySet<number> | undefined {
    const ranks = new Set<number>();
    for (const key of keys) {
      if (!ID.test(key)) return undefined;
      const meaning = this.#ids.meaningOf(key);
      const rank = meaning && this.#rankOf(meaning.index);
      if (rank !== undefined) ranks.add(rank);
    }
    return ranks;
  }

  #rankOf(index: number): number | undefined {
    const { key, number } = readIndex(index);
    let first = 0;
    for (const run of this.#runs) {
      const count = this.count(run);
      if (run.key === key) return number < count ? first + number : undefined;
      first += count;
    }
    return undefined;
  }
}
