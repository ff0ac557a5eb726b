/** What links a stored document to others. */
export interface Linked {
  readonly kind: "session" | "transaction";
  readonly documentId: string;
  /** The id of the other half, as this document names it. */
  readonly linkedId?: string | undefined;
}

/** One order: a session, the transaction it produced, or both. */
export interface OrderParts<D extends Linked> {
  /** The session's id, else the transaction's. */
  readonly orderKey: string;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly session?: D | undefined;
  readonly transaction?: D | undefined;
}

/**
 * The orders that `documents` make up: one for each session, known by its document or only named by a transaction, and
 * one for each transaction without. A session has at most one transaction. Should several claim it, the one it names
 * has it, else the one with the greatest id, and the others stand alone. The order of `documents` does not matter.
 */
export function ordersOf<D extends Linked>(documents: readonly D[]): OrderParts<D>[] {
  const sorted = [...documents].sort((a, b) => (a.documentId < b.documentId ? -1 : 1));
  const sessions = sorted.filter((document) => document.kind === "session");
  const transactions = sorted.filter((document) => document.kind === "transaction");
  const winners = new Map<string, D>();
  for (const transaction of transactions) {
    const sessionId = sessionOf(transaction, sessions);
    if (sessionId !== undefined) winners.set(sessionId, transaction);
  }
  const placed = new Set(winners.values());
  const held = new Set(transactions.map((transaction) => transaction.documentId));
  const alone = transactions.filter((transaction) => !placed.has(transaction));
  const known = new Map(sessions.map((session) => [session.documentId, session]));
  return [
    ...[...new Set([...known.keys(), ...winners.keys()])].map((sessionId) => {
      const session = known.get(sessionId);
      const transaction = winners.get(sessionId);
      // A named transaction that we hold and that is not ours is another session's.
      const named =
        session?.linkedId !== undefined && held.has(session.linkedId) ? undefined : session?.linkedId;
      return {
        orderKey: sessionId,
        sessionId,
        transactionId: transaction?.documentId ?? named,
        session,
        transaction,
      };
    }),
    ...alone.map((transaction) => ({
      orderKey: transaction.documentId,
      transactionId: transaction.documentId,
      transaction,
    })),
  ];
}

/** The session a transaction belongs to: the one that names it, else the one it names, unless that one names another. */
function sessionOf<D extends Linked>(transaction: D, sessions: readonly D[]): string | undefined {
  const naming = sessions.filter((session) => session.linkedId === transaction.documentId);
  const mutual = naming.find((session) => session.documentId === transaction.linkedId);
  if (naming.length > 0) return (mutual ?? naming[0])?.documentId;
  const named = sessions.find((session) => session.documentId === transaction.linkedId);
  return named?.linkedId === undefined ? transaction.linkedId : undefined;
}
