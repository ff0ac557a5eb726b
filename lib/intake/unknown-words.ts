import { operationOf, requestedOperation } from "@/lib/domain/money-event";
import { TRANSACTION_STATUSES, type Transaction } from "@/lib/domain/transaction";
import type { Logger } from "@/lib/log";

const PERIOD_MS = 60 * 60_000;
/** Words come from outside: no more are remembered, so that they cannot fill the memory. */
const MOST = 1_000;
const STATUSES: readonly string[] = TRANSACTION_STATUSES;

/** Says once per word and hour that Dintero used a status or an event we do not know (F19). `now` is in milliseconds. */
export function unknownWordLog(log: Logger, now: () => number): (transaction: Transaction) => void {
  const toldAt = new Map<string, number>();
  const tell = (field: string, word: string) => {
    const key = `${field} ${word.slice(0, 60)}`;
    if (now() - (toldAt.get(key) ?? Number.NEGATIVE_INFINITY) < PERIOD_MS) return;
    if (toldAt.size >= MOST) toldAt.clear();
    toldAt.set(key, now());
    log.warn("enum.unknown", { field, reason: word.slice(0, 60) });
  };
  return ({ status, events }) => {
    if (status !== undefined && !STATUSES.includes(status)) tell("status", status);
    for (const event of events) {
      const isKnown = operationOf(event) !== undefined || requestedOperation(event) !== undefined;
      if (!isKnown) tell("events.event", event.event);
    }
  };
}
