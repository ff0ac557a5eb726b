import { textAt } from "./json";
import type { DocumentKind, OrderRecord, Shelf } from "./order-record";

/** Records put there one by one, found by id. */
export class ListShelf implements Shelf {
  readonly #records: OrderRecord[] = [];
  readonly #ranks = { session: new Map<string, number>(), transaction: new Map<string, number>() };

  constructor(records: Iterable<OrderRecord> = []) {
    for (const record of records) this.put(record);
  }

  get length(): number {
    return this.#records.length;
  }

  at(rank: number): OrderRecord {
    const record = this.#records[rank];
    if (record === undefined) throw new RangeError(`no record at ${rank}`);
    return record;
  }

  find(kind: DocumentKind, id: string): number | undefined {
    return this.#ranks[kind].get(id);
  }

  /** Adds `record`, or replaces the one that holds the same session (or, without a session, the same transaction). */
  put(record: OrderRecord): void {
    const sessionId = textAt(record.session, "id");
    const transactionId = textAt(record.transaction, "id");
    const rank =
      (sessionId === undefined ? undefined : this.find("session", sessionId)) ??
      (transactionId === undefined ? undefined : this.find("transaction", transactionId)) ??
      this.#records.length;
    this.#records[rank] = record;
    if (sessionId !== undefined) this.#ranks.session.set(sessionId, rank);
    if (transactionId !== undefined) this.#ranks.transaction.set(transactionId, rank);
  }
}

/** Every record of the account: the shelves one after the other. The first shelf that knows an id has it. */
export class Catalogue {
  readonly #shelves: readonly Shelf[];

  constructor(shelves: readonly Shelf[]) {
    this.#shelves = shelves;
  }

  /** The record that holds document `id`, or undefined. */
  find(kind: DocumentKind, id: string): OrderRecord | undefined {
    for (const shelf of this.#shelves) {
      const rank = shelf.find(kind, id);
      if (rank !== undefined) return shelf.at(rank);
    }
    return undefined;
  }

  /**
   * All records that may have been created in [from, to] (ms), in an order that stays the same between calls;
   * after the record that holds `startingAfter`, or undefined when nothing has that id.
   */
  records(
    kind: DocumentKind,
    window: { from: number; to: number },
    startingAfter?: string,
  ): Iterable<OrderRecord> | undefined {
    let start = { shelf: 0, rank: 0 };
    if (startingAfter !== undefined) {
      const place = this.#place(kind, startingAfter);
      if (place === undefined) return undefined;
      start = { shelf: place.shelf, rank: place.rank + 1 };
    }
    return this.#walk(start, window);
  }

  #place(kind: DocumentKind, id: string): { shelf: number; rank: number } | undefined {
    for (const [shelf, entry] of this.#shelves.entries()) {
      const rank = entry.find(kind, id);
      if (rank !== undefined) return { shelf, rank };
    }
    return undefined;
  }

  *#walk(
    start: { shelf: number; rank: number },
    window: { from: number; to: number },
  ): Generator<OrderRecord> {
    for (const [number, shelf] of this.#shelves.entries()) {
      if (number < start.shelf) continue;
      const bounds = shelf.window?.(window.from, window.to) ?? { first: 0, end: shelf.length };
      const first = number === start.shelf ? Math.max(start.rank, bounds.first) : bounds.first;
      for (let rank = first; rank < bounds.end; rank += 1) {
        const record = shelf.at(rank);
        // A record put in front of another shelf's hides it there.
        if (!this.#isHidden(number, record)) yield record;
      }
    }
  }

  #isHidden(shelfNumber: number, record: OrderRecord): boolean {
    const sessionId = textAt(record.session, "id");
    const transactionId = textAt(record.transaction, "id");
    return this.#shelves
      .slice(0, shelfNumber)
      .some(
        (shelf) =>
          (sessionId !== undefined && shelf.find("session", sessionId) !== undefined) ||
          (transactionId !== undefined && shelf.find("transaction", transactionId) !== undefined),
      );
  }
}
