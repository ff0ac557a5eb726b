import { textAt } from "./json";
import type { DocumentKind, OrderRecord, Place, Shelf, Span } from "./order-record";

/** Records put there one by one, found by id. */
export class ListShelf implements Shelf {
  readonly #orders: OrderRecord[][] = [];
  readonly #places = { session: new Map<string, Place>(), transaction: new Map<string, Place>() };

  constructor(orders: Iterable<readonly OrderRecord[]> = []) {
    for (const records of orders) this.#add(records);
  }

  get length(): number {
    return this.#orders.length;
  }

  at(rank: number): readonly OrderRecord[] {
    const records = this.#orders[rank];
    if (records === undefined) throw new RangeError(`no order at ${rank}`);
    return records;
  }

  find(kind: DocumentKind, id: string): Place | undefined {
    return this.#places[kind].get(id);
  }

  /** Adds `record`, or replaces the one that holds the same session (or, without a session, the same transaction). */
  put(record: OrderRecord): void {
    const sessionId = textAt(record.session, "id") ?? "";
    const transactionId = textAt(record.transaction, "id") ?? "";
    const place = this.find("session", sessionId) ?? this.find("transaction", transactionId);
    const records = place === undefined ? undefined : this.#orders[place.rank];
    if (place === undefined || records === undefined) this.#add([record]);
    else {
      records[place.attempt] = record;
      this.#remember(record, place);
    }
  }

  #add(records: readonly OrderRecord[]): void {
    const rank = this.#orders.length;
    this.#orders.push([...records]);
    for (const [attempt, record] of records.entries()) this.#remember(record, { rank, attempt });
  }

  #remember(record: OrderRecord, place: Place): void {
    for (const kind of ["session", "transaction"] as const) {
      const id = textAt(record[kind], "id");
      if (id !== undefined) this.#places[kind].set(id, place);
    }
  }
}

interface Position extends Place {
  readonly shelf: number;
}

/** Every record of the account: the shelves one after the other. The first shelf that knows an id has it. */
export class Catalogue {
  readonly #shelves: readonly Shelf[];

  constructor(shelves: readonly Shelf[]) {
    this.#shelves = shelves;
  }

  /** The record that holds document `id`, or undefined. */
  find(kind: DocumentKind, id: string): OrderRecord | undefined {
    const position = this.#locate(kind, id);
    return position && this.#shelves[position.shelf]?.at(position.rank)[position.attempt];
  }

  /**
   * All records that may be in `span`, in an order that stays the same between calls; after the record that holds
   * `startingAfter`, or undefined when nothing has that id.
   */
  records(kind: DocumentKind, span: Span, startingAfter?: string): Iterable<OrderRecord> | undefined {
    const start =
      startingAfter === undefined ? { shelf: 0, rank: 0, attempt: -1 } : this.#locate(kind, startingAfter);
    return start && this.#walk(start, span);
  }

  #locate(kind: DocumentKind, id: string): Position | undefined {
    for (const [number, shelf] of this.#shelves.entries()) {
      const place = shelf.find(kind, id);
      if (place !== undefined) return { shelf: number, ...place };
    }
    return undefined;
  }

  /** Everything after `start`. */
  *#walk(start: Position, span: Span): Generator<OrderRecord> {
    for (const [number, shelf] of this.#shelves.entries()) {
      if (number < start.shelf) continue;
      const first = number === start.shelf ? start.rank : 0;
      for (const rank of shelf.ranksOf?.(span) ?? wholeNumbers(0, shelf.length)) {
        if (rank < first) continue;
        const isStart = number === start.shelf && rank === start.rank;
        for (const [attempt, record] of shelf.at(rank).entries()) {
          if (isStart && attempt <= start.attempt) continue;
          if (!this.#isHidden(number, record)) yield record;
        }
      }
    }
  }

  /** Whether a shelf in front has a record of the same id, put there to replace this one. */
  #isHidden(shelfNumber: number, record: OrderRecord): boolean {
    const inFront = this.#shelves.slice(0, shelfNumber).filter((shelf) => shelf instanceof ListShelf);
    return (["session", "transaction"] as const).some((kind) => {
      const id = textAt(record[kind], "id");
      return id !== undefined && inFront.some((shelf) => shelf.find(kind, id) !== undefined);
    });
  }
}

/** From `first` up to, not including, `end`. */
export function* wholeNumbers(first: number, end: number): Generator<number> {
  for (let number = first; number < end; number += 1) yield number;
}
