import type { Dintero, ListPage, TransactionFilter } from "@/lib/dintero/client";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import type { JsonObject } from "@/lib/domain/json";
import type { Transaction } from "@/lib/domain/transaction";
import { type TestDintero, testDintero } from "./test-dintero";

/** For tests: a Dintero in this process that lists too, the latest changed first, so that entries move as they change. */
export interface ListingDintero extends TestDintero {
  /** Called before every answer; may throw in Dintero's place, or let something happen. */
  onCall: () => void;
}

export function listingDintero(accountId: string, now: () => number): ListingDintero {
  const inner = testDintero(accountId, now);
  const isSession = (document: JsonObject) => document.amount === undefined;
  const list = <T extends { readonly id?: string | undefined; readonly updatedAt?: string | undefined }>(
    parse: (document: JsonObject) => T,
    isKind: (document: JsonObject) => boolean,
    isWanted: (value: T) => boolean,
    { limit = 10, startingAfter }: { limit?: number | undefined; startingAfter?: string | undefined },
  ): ListPage<T> => {
    dintero.onCall();
    const all = [...inner.documents.values()]
      .filter(isKind)
      .map((document) => ({ value: parse(document), document, fetchedAt: new Date(now()).toISOString() }))
      .filter(({ value }) => isWanted(value))
      .sort((a, b) => ((a.value.updatedAt ?? "") < (b.value.updatedAt ?? "") ? 1 : -1));
    const start = all.findIndex(({ value }) => value.id === startingAfter) + 1;
    const entries = all.slice(start, start + limit);
    return { entries, unreadable: [], size: entries.length, lastId: entries.at(-1)?.value.id };
  };
  const dintero: ListingDintero = {
    ...inner,
    onCall: () => {},
    getSession: (id) => {
      dintero.onCall();
      return inner.getSession(id);
    },
    getTransaction: (id) => {
      dintero.onCall();
      return inner.getTransaction(id);
    },
    listSessions: async (filter: Parameters<Dintero["listSessions"]>[0]) =>
      list(
        toSession,
        isSession,
        ({ id, createdAt }) =>
          isNamed(id, filter.ids) && isBetween(createdAt, filter.createdAtGte, filter.createdAtLte),
        filter,
      ),
    listTransactions: async (filter) =>
      list(
        toTransaction,
        (document) => !isSession(document),
        (value) => isListed(value, filter),
        filter,
      ),
  };
  return dintero;
}

function isListed(value: Transaction, filter: TransactionFilter): boolean {
  const has = (name: string, from: string | undefined, to: string | undefined) =>
    (from === undefined && to === undefined) ||
    value.events.some((event) => event.event === name && isBetween(event.createdAt, from, to));
  return (
    isNamed(value.id, filter.ids) &&
    isBetween(value.createdAt, filter.createdAtGte, filter.createdAtLte) &&
    has("CAPTURE", filter.capturedAtGte, filter.capturedAtLte) &&
    has("REFUND", filter.refundedAtGte, filter.refundedAtLte)
  );
}

function isNamed(id: string | undefined, ids: readonly string[] | undefined): boolean {
  return ids === undefined || (id !== undefined && ids.includes(id));
}

function isBetween(at: string | undefined, from: string | undefined, to: string | undefined): boolean {
  const ms = Date.parse(at ?? "");
  if (from !== undefined && !(ms >= Date.parse(from))) return false;
  return to === undefined || ms <= Date.parse(to);
}
