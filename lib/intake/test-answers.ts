import type { Database } from "@/lib/db/connect";
import { getSavedDocuments } from "@/lib/db/orders";
import type { JsonObject } from "@/lib/domain/json";
import { type Answers, apply } from "./apply";
import { dumpStore } from "./test-dump-store";
import type { Changes } from "./test-order-history";

export const NOW = Date.parse("2026-05-12T12:00:00.000Z");
export const SESSION = "T12345678.session0000000000000001";
export const TRANSACTION = "T12345678.transaction000000000001";

let accounts = 0;

/** Each test, and each run of a property, has rows of its own. */
export function newAccount(db: Database) {
  accounts += 1;
  const accountId = `T${String(accounts).padStart(8, "0")}`;
  const deps = { db, accountId, now: () => NOW };
  return {
    accountId,
    apply: (answers: Answers) => apply(deps, answers, "lookup"),
    dump: () => dumpStore(db, accountId),
    saved: () => getSavedDocuments(db, accountId, { sessionId: SESSION }),
  };
}

export function session(changes: Changes = {}, fetchedAt = "2026-05-12T11:00:00.000Z") {
  const document: JsonObject = {
    id: SESSION,
    url: {},
    configuration: {},
    created_at: "2026-05-12T10:00:00.000Z",
    updated_at: "2026-05-12T10:00:00.000Z",
    order: { amount: 72200, currency: "NOK", merchant_reference: "ORDER-1001", items: [] },
    events: [{ id: "e1", name: "INITIATED", created_at: "2026-05-12T10:00:00.000Z" }],
    ...changes,
  };
  return { session: { id: SESSION, document, fetchedAt } };
}

export function transaction(changes: Changes = {}, fetchedAt = "2026-05-12T11:00:00.000Z", id = TRANSACTION) {
  const document: JsonObject = {
    id,
    session_id: SESSION,
    version: 1,
    created_at: "2026-05-12T10:01:00.000Z",
    updated_at: "2026-05-12T10:01:00.000Z",
    payment_product: "vipps",
    payment_product_type: "vipps",
    amount: 72200,
    currency: "NOK",
    status: "AUTHORIZED",
    merchant_reference: "ORDER-1001",
    events: [
      { id: "1", event: "AUTHORIZE", success: true, amount: 72200, created_at: "2026-05-12T10:01:00.000Z" },
    ],
    ...changes,
  };
  return { transaction: { id, document, fetchedAt } };
}

export const captured: Changes = {
  version: 2,
  status: "CAPTURED",
  updated_at: "2026-05-12T10:02:00.000Z",
  events: [
    { id: "1", event: "AUTHORIZE", success: true, amount: 72200, created_at: "2026-05-12T10:01:00.000Z" },
    {
      id: "2",
      event: "CAPTURE",
      success: true,
      amount: 72200,
      created_at: "2026-05-12T10:02:00.000Z",
      splits: [
        { payout_destination_id: "seller-a", amount: 30000 },
        { payout_destination_id: "seller-b", amount: 42200 },
      ],
    },
  ],
};
