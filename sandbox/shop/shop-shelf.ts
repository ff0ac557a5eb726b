import { wholeNumbers } from "../catalogue";
import { textAt } from "../json";
import type { DocumentKind, OrderRecord, Place, Shelf, Span } from "../order-record";
import { Calendar } from "./calendar";
import { Dice } from "./dice";
import { IdBook } from "./ids";
import { makeOrder } from "./order";
import { Dealer } from "./scenarios";

export interface ShopOptions {
  readonly accountId: string;
  readonly clientId: string;
  readonly seed: string;
  readonly orders: number;
  /** The end of the 13 months that the orders are spread over, in ms. */
  readonly now: number;
}

/** How many orders are kept made (about 20 kB each), so that a page and the look-ups after it do not make them twice. */
const KEPT = 4_000;

/** References count up as time goes by: the oldest order has the number after this one. */
const REFERENCE_BASE = 100_000;
const REFERENCE = /^NL-(\d{6,9})$/i;
const ID = /^[PT]\d{8}\./;

/**
 * The shop's orders, 0 the newest. Each is made from its number alone when it is asked for, so a million cost no
 * memory; the same seed, number of orders and `now` always make the same shop.
 */
export class ShopShelf implements Shelf {
  readonly length: number;
  readonly #options: ShopOptions;
  readonly #calendar: Calendar;
  readonly #ids: IdBook;
  readonly #dealer: Dealer;
  readonly #kept = new Map<number, readonly OrderRecord[]>();

  constructor(options: ShopOptions) {
    this.length = options.orders;
    this.#options = options;
    this.#calendar = new Calendar(options.now, options.orders);
    this.#ids = new IdBook(options.accountId, options.seed);
    this.#dealer = new Dealer(options.seed);
  }

  at(rank: number): readonly OrderRecord[] {
    const kept = this.#kept.get(rank);
    if (kept !== undefined) return kept;
    const made = this.make(rank);
    if (this.#kept.size >= KEPT) this.#kept.clear();
    this.#kept.set(rank, made);
    return made;
  }

  /** As `at`, without keeping it: for going through all of them. @throws RangeError */
  make(rank: number): readonly OrderRecord[] {
    if (!Number.isInteger(rank) || rank < 0 || rank >= this.length) throw new RangeError(`no order ${rank}`);
    const { accountId, clientId, seed, now } = this.#options;
    return makeOrder({
      key: [seed, rank],
      scenario: this.#dealer.scenarioOf(rank),
      accountId,
      clientId,
      reference: `NL-${REFERENCE_BASE + this.length - rank}`,
      placedAt: this.#calendar.placedAt(rank, new Dice(seed, rank, "placed")),
      now,
      idOf: (kind, attempt) => this.#ids.idOf(kind, rank, attempt),
    });
  }

  /** Every order's records, newest order first, one order in memory at a time. */
  *all(): Generator<OrderRecord> {
    for (let rank = 0; rank < this.length; rank += 1) yield* this.make(rank);
  }

  find(kind: DocumentKind, id: string): Place | undefined {
    const meaning = this.#ids.meaningOf(id);
    if (meaning === undefined || meaning.kind !== kind || meaning.index >= this.length) return undefined;
    const record = this.at(meaning.index)[meaning.attempt];
    return textAt(record?.[kind], "id") === id
      ? { rank: meaning.index, attempt: meaning.attempt }
      : undefined;
  }

  *ranksOf({ from, to, keys }: Span): Generator<number> {
    const { first, end } = this.#calendar.window(from, to);
    const named = keys?.map((key) => this.#ranksOfKey(key));
    // Something other than an id or a reference: any order may hold it.
    if (named === undefined || named.includes("any")) yield* wholeNumbers(first, end);
    else
      yield* [...new Set(named.flatMap((ranks) => (ranks === "any" ? [] : ranks)))]
        .filter((rank) => rank >= first && rank < end)
        .sort((one, other) => one - other);
  }

  /** The ranks of the orders that can hold `key`: one or none for an id or a reference of ours, "any" for the rest. */
  #ranksOfKey(key: string): readonly number[] | "any" {
    const meaning = this.#ids.meaningOf(key);
    if (meaning !== undefined) return [meaning.index];
    const number = REFERENCE.exec(key)?.[1];
    if (number !== undefined) return [REFERENCE_BASE + this.length - Number(number)];
    return ID.test(key) ? [] : "any";
  }
}
