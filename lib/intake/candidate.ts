import type { StoredDocument } from "@/lib/db/documents";
import { instantColumn } from "@/lib/db/rows";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import type { JsonObject } from "@/lib/domain/json";
import type { Session } from "@/lib/domain/session";
import type { Transaction } from "@/lib/domain/transaction";
import { digestOf, storable } from "./storable";

/** An authenticated answer of Dintero about one document. */
export interface Answer {
  /** The id that was asked for: a document need not carry its own. */
  readonly id: string;
  /** As received. */
  readonly document: JsonObject;
  /** ISO instant at which the answer was complete. */
  readonly fetchedAt: string;
}

/** @throws DinteroError "upstream-invalid-response" when it is no readable session. */
export function sessionCandidate(answer: Answer, source: string): StoredDocument {
  const document = storable(answer.document);
  const session = readSession(document);
  return {
    ...common(answer, document, source),
    kind: "session",
    linkedId: linkOf(session.transactionId, answer.id),
    changedAt: latest([
      session.updatedAt,
      session.createdAt,
      session.cancelledAt,
      ...instantsOf(session.events),
    ]),
    eventCount: session.events.length,
  };
}

/** @throws DinteroError "upstream-invalid-response" when it is no readable transaction. */
export function transactionCandidate(answer: Answer, source: string): StoredDocument {
  const document = storable(answer.document);
  const transaction = readTransaction(document);
  const { version } = transaction;
  return {
    ...common(answer, document, source),
    kind: "transaction",
    linkedId: linkOf(transaction.sessionId, answer.id),
    version: Number.isSafeInteger(version) ? version : undefined,
    changedAt: latest([transaction.updatedAt, transaction.createdAt, ...instantsOf(transaction.events)]),
    eventCount: transaction.events.length,
  };
}

const sessions = new WeakMap<JsonObject, Session>();
const transactions = new WeakMap<JsonObject, Transaction>();

/** `toSession`, once for each document however often it is asked: reading is the dearest part of remembering. */
export function readSession(document: JsonObject): Session {
  const session = sessions.get(document) ?? toSession(document);
  sessions.set(document, session);
  return session;
}

/** `toTransaction`, once for each document. */
export function readTransaction(document: JsonObject): Transaction {
  const transaction = transactions.get(document) ?? toTransaction(document);
  transactions.set(document, transaction);
  return transaction;
}

function common(answer: Answer, document: JsonObject, source: string) {
  const fetchedAt = new Date(answer.fetchedAt).toISOString();
  return { documentId: answer.id, document, digest: digestOf(document), fetchedAt, source };
}

/** Longer than any id of Dintero's, and short enough for an index. */
const MAX_ID_CHARACTERS = 200;

function linkOf(id: string | undefined, own: string): string | undefined {
  return id === undefined || id === own || id.length > MAX_ID_CHARACTERS ? undefined : id;
}

function instantsOf(events: readonly { readonly createdAt?: string | undefined }[]) {
  return events.map((event) => event.createdAt);
}

/** As ISO in UTC, for comparing as text. */
function latest(instants: readonly (string | undefined)[]): string | undefined {
  const known = instants.map(instantColumn).filter((instant) => instant !== null);
  return known.length === 0 ? undefined : known.reduce((a, b) => (a > b ? a : b));
}
