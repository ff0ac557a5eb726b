import type { JsonObject } from "./json";

/** What Dintero holds about one checkout attempt: the session, and the transaction it produced if any. */
export interface OrderRecord {
  readonly session?: JsonObject | undefined;
  readonly transaction?: JsonObject | undefined;
}

export type DocumentKind = "session" | "transaction";

/** An ordered, possibly lazy set of records. Nothing is held that can be made again. */
export interface Shelf {
  readonly length: number;
  /** The record at `rank`, 0-based. @throws RangeError outside the shelf. */
  at(rank: number): OrderRecord;
  /** The rank of the record that holds document `id`, or undefined. */
  find(kind: DocumentKind, id: string): number | undefined;
  /** The ranks that can hold documents created in [from, to] (ms); wider is allowed, narrower is not. */
  window?(from: number, to: number): { first: number; end: number };
}
