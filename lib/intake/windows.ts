import type { Stream } from "@/lib/db/sync-cursors";
import type { Dintero, ListPage } from "@/lib/dintero/client";
import type { Session } from "@/lib/domain/session";
import type { Transaction } from "@/lib/domain/transaction";
import { pagesOf, type Window } from "./list-window";
import { type Kind, type TakeInDeps, type Tally, takeInPage } from "./take-in";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * Each run reads the last hour again: what turned up late in Dintero's lists, or moved to another page while we read
 * them, is in one of the next twelve runs (FAULTS, threat 26).
 */
export const OVERLAP_MS = 60 * MINUTE_MS;

/** Windows of at most a day, oldest first: the place is kept after each, so a crash costs a day of lists at most. */
export function windowsBetween(from: number, to: number): readonly Window[] {
  const windows: Window[] = [];
  for (let start = from; start < to || windows.length === 0; start += DAY_MS) {
    windows.push({ from: start, to: Math.min(start + DAY_MS, to) });
  }
  return windows;
}

const KIND_BY_STREAM: Readonly<Record<Stream, Kind>> = {
  "transactions-created": "transaction",
  "transactions-captured": "transaction",
  "transactions-refunded": "transaction",
  "sessions-created": "session",
};

/** The pages of one of Dintero's lists within `window`. */
export function pagesIn(
  stream: Stream,
  window: Window,
  dintero: Dintero,
): AsyncGenerator<ListPage<Session> | ListPage<Transaction>> {
  const bounds = ({ from, to }: Window) =>
    [new Date(from).toISOString(), new Date(to).toISOString()] as const;
  switch (stream) {
    case "sessions-created":
      return pagesOf((part, page) => {
        const [createdAtGte, createdAtLte] = bounds(part);
        return dintero.listSessions({ createdAtGte, createdAtLte, ...page });
      }, window);
    case "transactions-created":
      return pagesOf((part, page) => {
        const [createdAtGte, createdAtLte] = bounds(part);
        return dintero.listTransactions({ createdAtGte, createdAtLte, ...page });
      }, window);
    case "transactions-captured":
      return pagesOf((part, page) => {
        const [capturedAtGte, capturedAtLte] = bounds(part);
        return dintero.listTransactions({ capturedAtGte, capturedAtLte, ...page });
      }, window);
    case "transactions-refunded":
      return pagesOf((part, page) => {
        const [refundedAtGte, refundedAtLte] = bounds(part);
        return dintero.listTransactions({ refundedAtGte, refundedAtLte, ...page });
      }, window);
  }
}

/** Takes in everything that `stream` lists within `window`; `onPage` is told after each page. */
export async function takeInWindow(
  stream: Stream,
  window: Window,
  deps: TakeInDeps,
  tally: Tally,
  onPage?: () => void,
): Promise<void> {
  for await (const page of pagesIn(stream, window, deps.dintero)) {
    await takeInPage(KIND_BY_STREAM[stream], page, deps, tally);
    onPage?.();
  }
}
