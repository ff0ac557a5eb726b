import type { StoredDocument } from "@/lib/db/documents";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import type { JsonObject } from "@/lib/domain/json";
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
  const session = toSession(document);
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
  const transaction = toTransaction(document);
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

function common(answer: Answer, document: JsonObject, source: string) {
  return { documentId: answer.id, document, digest: digestOf(document), fetchedAt: answer.fetchedAt, source };
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
  const times = instants.flatMap((instant) => {
    const at = instant === undefined ? Number.NaN : Date.parse(instant);
    return Number.isNaN(at) ? [] : [at];
  });
  if (times.length === 0) return undefined;
  return new Date(times.reduce((a, b) => Math.max(a, b))).toISOString();
}
