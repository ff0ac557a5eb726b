import type { Dintero, Fetched } from "@/lib/dintero/client";
import type { Session } from "@/lib/domain/session";
import type { Transaction } from "@/lib/domain/transaction";
import { hasCode } from "@/lib/errors";
import type { Answers } from "./apply";

/** What a delivery says it is about. */
export interface Subject {
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
}

/** What Dintero says now about a subject. */
export interface Truth extends Subject {
  readonly session?: Fetched<Session> | undefined;
  readonly transaction?: Fetched<Transaction> | undefined;
  /** Dintero does not know something that its own delivery, or its own session, names. */
  readonly isBehind: boolean;
}

/**
 * Asks Dintero about `subject`: both halves, whichever was named. An error callback has no transaction; the session's
 * own events then tell what happened (API.md 6). A half that Dintero does not know leaves the other one standing.
 * @throws AppError as `Dintero` does, save "not-found"
 */
export async function fetchTruth(subject: Subject, dintero: Dintero): Promise<Truth> {
  const getTransaction = (id: string) => dintero.getTransaction(id);
  const named = await found(subject.transactionId, getTransaction);
  const sessionId = named?.value.sessionId ?? subject.sessionId;
  const session = await found(sessionId, (id) => dintero.getSession(id));
  const transactionId = subject.transactionId ?? session?.value.transactionId;
  const transaction =
    subject.transactionId === undefined ? await found(transactionId, getTransaction) : named;
  const isBehind =
    transactionId === undefined
      ? sessionId !== undefined && session === undefined
      : transaction === undefined;
  return { sessionId, session, transactionId, transaction, isBehind };
}

export function answersOf({ sessionId, session, transactionId, transaction }: Truth): Answers {
  return { session: answerOf(sessionId, session), transaction: answerOf(transactionId, transaction) };
}

async function found<T>(id: string | undefined, get: (id: string) => Promise<T>): Promise<T | undefined> {
  if (id === undefined) return undefined;
  try {
    return await get(id);
  } catch (error) {
    if (hasCode(error, "not-found")) return undefined;
    throw error;
  }
}

function answerOf(id: string | undefined, fetched: Fetched<Session | Transaction> | undefined) {
  return id === undefined || fetched === undefined
    ? undefined
    : { id, document: fetched.document, fetchedAt: fetched.fetchedAt };
}
