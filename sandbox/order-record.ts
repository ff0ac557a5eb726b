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
  /** The ranks that can hold what `span` asks for, ascending; more is allowed, fewer is not. Without it, all can. */
  ranksOf?(span: Span): Iterable<number>;
}

/** What a list asks for, as far as a shelf can use it to look at fewer orders. */
export interface Span {
  /** Created in [from, to], in ms; infinite where unbounded. */
  readonly from: number;
  readonly to: number;
  /** Something happened to every answer at or after this, in ms. */
  readonly since?: number | undefined;
  /** Every answer holds one of these whole, as an id, a reference or another value people search for. */
  readonly keys?: readonly string[] | undefined;
}
