import type { Dintero, Fetched } from "@/lib/dintero/client";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import type { JsonObject } from "@/lib/domain/json";
import { AppError } from "@/lib/errors";

/** For tests: a Dintero in this process, whose documents and troubles a test sets. */
export interface TestDintero extends Dintero {
  readonly documents: Map<string, JsonObject>;
  /** Ids asked for, in order. */
  readonly asked: string[];
  /** What every call fails with while it is set. */
  failure: Error | undefined;
}

const NOTHING = { entries: [], unreadable: [], size: 0 };

export function testDintero(accountId: string, now: () => number): TestDintero {
  const documents = new Map<string, JsonObject>();
  const asked: string[] = [];
  const dintero: TestDintero = {
    accountId,
    documents,
    asked,
    failure: undefined,
    getSession: async (id) => answer(id, toSession),
    getTransaction: async (id) => answer(id, toTransaction),
    listSessions: async () => NOTHING,
    listTransactions: async () => NOTHING,
    listSettlements: async () => NOTHING,
    getSettlementAttachment: async () => {
      throw new AppError("not-found", "no such attachment");
    },
    health: () => ({
      breakers: { token: { isOpen: false }, api: { isOpen: false }, settlements: { isOpen: false } },
    }),
  };
  function answer<T>(id: string, read: (document: JsonObject) => T): Fetched<T> {
    asked.push(id);
    if (dintero.failure !== undefined) throw dintero.failure;
    const document = documents.get(id);
    if (document === undefined) throw new AppError("not-found", "no such document");
    return { value: read(document), document, fetchedAt: new Date(now()).toISOString() };
  }
  return dintero;
}

const at = (seconds: number) =>
  new Date(Date.parse("2026-05-12T10:00:00.000Z") + seconds * 1000).toISOString();

/** A session that led to `transactionId`, if given. */
export function sessionDocument(id: string, changes: JsonObject = {}): JsonObject {
  return {
    id,
    created_at: at(0),
    updated_at: at(0),
    order: { amount: 72_200, currency: "NOK", merchant_reference: "ORDER-1001", items: [] },
    events: [{ id: "e1", name: "INITIATED", created_at: at(0) }],
    ...changes,
  };
}

/** A transaction over 722.00 NOK that went through `steps`, each an event with its amount in minor units. */
export function transactionDocument(
  id: string,
  status: string,
  steps: readonly (readonly [event: string, amount: number])[],
  changes: JsonObject = {},
): JsonObject {
  return {
    id,
    version: steps.length,
    created_at: at(0),
    updated_at: at(steps.length),
    payment_product: "vipps",
    payment_product_type: "vipps",
    amount: 72_200,
    currency: "NOK",
    status,
    merchant_reference: "ORDER-1001",
    events: steps.map(([event, amount], index) => ({
      id: String(index + 1),
      event,
      amount,
      success: true,
      created_at: at(index + 1),
    })),
    ...changes,
  };
}
