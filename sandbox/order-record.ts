import type { JsonObject } from "./json";

/** What Dintero holds about one checkout attempt: the session, and the transaction it produced if any. */
export interface OrderRecord {
  readonly session?: JsonObject | undefined;
  readonly transaction?: JsonObject | undefined;
}

export type DocumentKind = "session" | "transaction";

/** Where a record stands on a shelf: the order, and which of its sessions. */
export interface Place {
  readonly rank: number;
  readonly attempt: number;
}

/** An ordered, possibly lazy set of orders. Nothing is held that can be made again. */
export interface Shelf {
  readonly length: number;
  /** The sessions of the order at `rank` (0-based), each with its transaction. @throws RangeError outside the shelf. */
  at(rank: number): readonly OrderRecord[];
  /** Where document `id` is, or undefined. */
  find(kind: DocumentKind, id: string): Place | undefined;
  /** The ranks that can hold documents created in [from, to] (ms); wider is allowed, narrower is not. */
  window?(from: number, to: number): { first: number; end: number };
}
