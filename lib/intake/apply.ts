import type { Database, Queryable } from "@/lib/db/connect";
import { type StoredDocument, saveDocument, touchDocument } from "@/lib/db/documents";
import { replaceEvents, replaceSessionEvents } from "@/lib/db/events";
import { removeOrders, saveOrder } from "@/lib/db/save-order";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import { summarizeOrder } from "@/lib/domain/summarize-order";
import { type Answer, sessionCandidate, transactionCandidate } from "./candidate";
import { type OrderParts, ordersOf } from "./family";
import { mayReplace } from "./fence";
import { lockFamily } from "./lock-family";

/** Which flow brought an answer. */
export type Source = "lookup" | "callback" | "reconcile" | "import";

export interface ApplyDeps {
  readonly db: Database;
  readonly accountId: string;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What Dintero answered; either or both. */
export interface Answers {
  readonly session?: Answer | undefined;
  readonly transaction?: Answer | undefined;
}

export interface Applied {
  /** The keys of the orders that the answers are part of now. */
  readonly orderKeys: readonly string[];
  /** Whether the store knows more than before; an answer that is older or the same changes nothing. */
  readonly isChanged: boolean;
}

/**
 * Remembers what Dintero answered: documents, orders, events and splits, in one transaction. The only writer of orders,
 * whoever asks. The same answers in any order and number leave the same rows; an older one never overwrites a newer; a
 * session and a transaction that belong together are one order, whichever was known first.
 * @throws DinteroError "upstream-invalid-response" when an answer cannot be read, AppError "storage-unavailable".
 */
export async function apply(deps: ApplyDeps, answers: Answers, source: Source): Promise<Applied> {
  const candidates = [
    ...(answers.session === undefined ? [] : [sessionCandidate(answers.session, source)]),
    ...(answers.transaction === undefined ? [] : [transactionCandidate(answers.transaction, source)]),
  ];
  if (candidates.length === 0) return { orderKeys: [], isChanged: false };
  return deps.db.transaction(async (tx) => {
    const family = await lockFamily(tx, deps.accountId, candidates);
    const documents = new Map(family.documents.map((document) => [keyOf(document), document]));
    let isChanged = false;
    for (const candidate of candidates) {
      const before = documents.get(keyOf(candidate));
      if (before?.digest === candidate.digest) {
        documents.set(keyOf(candidate), await touch(tx, deps.accountId, before, candidate.fetchedAt));
      } else if (before === undefined || mayReplace(candidate, before)) {
        isChanged = true;
        documents.set(keyOf(candidate), candidate);
        await saveDocument(tx, deps.accountId, candidate);
        await replaceRows(tx, deps.accountId, candidate);
      }
    }
    const orders = ordersOf([...documents.values()]);
    await saveOrders(tx, deps, family.ids, orders, source);
    return {
      orderKeys: orders.filter((order) => isAbout(order, answers)).map((order) => order.orderKey),
      isChanged,
    };
  });
}

async function touch(
  tx: Queryable,
  accountId: string,
  held: StoredDocument,
  fetchedAt: string,
): Promise<StoredDocument> {
  if (fetchedAt <= held.fetchedAt) return held;
  await touchDocument(tx, accountId, held.kind, held.documentId, fetchedAt);
  return { ...held, fetchedAt };
}

async function replaceRows(
  tx: Queryable,
  accountId: string,
  { kind, documentId: id, document }: StoredDocument,
) {
  if (kind === "session")
    await replaceSessionEvents(tx, accountId, { id, events: toSession(document).events });
  else await replaceEvents(tx, accountId, { ...toTransaction(document), id });
}

async function saveOrders(
  tx: Queryable,
  deps: ApplyDeps,
  ids: readonly string[],
  orders: readonly OrderParts<StoredDocument>[],
  source: Source,
): Promise<void> {
  const keys = orders.map((order) => order.orderKey);
  const gone = ids.filter((id) => !keys.includes(id));
  // What was found as a transaction and has become part of a session was found when the transaction was.
  const firstSource = (await removeOrders(tx, deps.accountId, gone)) ?? source;
  for (const { session, transaction, ...order } of orders) {
    const documents = {
      session: session === undefined ? undefined : toSession(session.document),
      transaction: transaction === undefined ? undefined : toTransaction(transaction.document),
    };
    await saveOrder(tx, deps.accountId, {
      ...order,
      summary: summarizeOrder(documents, deps.now()),
      source: firstSource,
      fetchedAt: [session, transaction]
        .map((half) => half?.fetchedAt ?? "")
        .reduce((a, b) => (a > b ? a : b)),
    });
  }
}

function isAbout(order: OrderParts<StoredDocument>, { session, transaction }: Answers): boolean {
  return (
    (session !== undefined && order.sessionId === session.id) ||
    (transaction !== undefined && order.transactionId === transaction.id)
  );
}

function keyOf({ kind, documentId }: StoredDocument): string {
  return `${kind} ${documentId}`;
}
