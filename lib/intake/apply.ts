import { readHeldWindows } from "@/lib/db/authorization-windows";
import type { Database, Queryable } from "@/lib/db/connect";
import { countOrders, readBefore } from "@/lib/db/count-orders";
import { listRelatedDocuments, type StoredDocument, saveDocument, touchDocument } from "@/lib/db/documents";
import { replaceEvents, replaceSessionEvents } from "@/lib/db/events";
import { saveOrder } from "@/lib/db/save-order";
import { replaceSettlementLines } from "@/lib/db/settlement-lines";
import { type CaptureContribution, captureContributionOf } from "@/lib/domain/capture-parts";
import { settlementLinesOf } from "@/lib/domain/settlement-lines";
import { summarizeOrder } from "@/lib/domain/summarize-order";
import { hasCode } from "@/lib/errors";
import {
  type Answer,
  readSession,
  readTransaction,
  sessionCandidate,
  transactionCandidate,
} from "./candidate";
import { erased, findErasureOf } from "./erasure";
import { type OrderParts, ordersOf } from "./family";
import { mayReplace } from "./fence";
import { idsOf, lockOrders } from "./lock-orders";

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
  /** ISO; when the person was erased: what Dintero said of them was not kept. */
  readonly erasedAt?: string | undefined;
}

/**
 * Remembers what Dintero answered: documents, orders, events, splits and the figures of captures, in one transaction. The only writer of orders,
 * whoever asks. The same answers in any order and number leave the same rows; an older one never overwrites a newer; a
 * session and a transaction that belong together are one order, whichever was known first. Of a person who was erased
 * nothing is remembered (F64).
 * @throws DinteroError "upstream-invalid-response" when an answer cannot be read, AppError "storage-unavailable".
 */
export async function apply(deps: ApplyDeps, answers: Answers, source: Source): Promise<Applied> {
  const candidates = [
    ...(answers.session === undefined ? [] : [sessionCandidate(answers.session, source)]),
    ...(answers.transaction === undefined ? [] : [transactionCandidate(answers.transaction, source)]),
  ];
  if (candidates.length === 0) return { orderKeys: [], isChanged: false };
  return applyTo(deps, idsOf(candidates), candidates, source);
}

/**
 * Makes the orders that go by these ids again from the documents we hold: what time alone changes, and what older code
 * did not write. Not about a document; the same documents at the same time leave the same rows.
 */
export async function restate(deps: ApplyDeps, ids: readonly string[]): Promise<void> {
  await applyTo(deps, [...new Set(ids)].sort(), [], "lookup");
}

async function applyTo(
  deps: ApplyDeps,
  firstIds: readonly string[],
  candidates: readonly StoredDocument[],
  source: Source,
): Promise<Applied> {
  for (let ids = firstIds; ; ) {
    const attempt = await deps.db.transaction((tx) => applyLocked(tx, deps, ids, candidates, source));
    if ("applied" in attempt) return attempt.applied;
    ids = attempt.widerIds;
  }
}

/** Does the work when `ids` are all that it is about; else answers what they would be, having changed nothing. */
async function applyLocked(
  tx: Queryable,
  deps: ApplyDeps,
  ids: readonly string[],
  candidates: readonly StoredDocument[],
  source: Source,
): Promise<{ readonly applied: Applied } | { readonly widerIds: readonly string[] }> {
  await lockOrders(tx, deps.accountId, ids);
  const related = await listRelatedDocuments(tx, deps.accountId, ids);
  const widerIds = [...new Set([...ids, ...idsOf([...candidates, ...related])])].sort();
  if (widerIds.length > ids.length) return { widerIds };

  const erasedAt = await findErasureOf(tx, deps.accountId, [...candidates, ...related]);
  const kept = erasedAt === undefined ? candidates : candidates.map((one) => erased(one, erasedAt));
  const documents = new Map(related.map((document) => [keyOf(document), document]));
  let isChanged = false;
  for (const candidate of kept) {
    const held = documents.get(keyOf(candidate));
    if (held?.digest === candidate.digest) {
      documents.set(keyOf(candidate), await touch(tx, deps.accountId, held, candidate));
    } else if (held === undefined || mayReplace(candidate, held)) {
      isChanged = true;
      documents.set(keyOf(candidate), candidate);
      await saveDocument(tx, deps.accountId, candidate);
      await replaceRows(tx, deps.accountId, candidate);
    }
  }
  for (const held of documents.values()) {
    if (erasedAt === undefined || held.erasedAt !== undefined) continue;
    const rest = erased(held, erasedAt);
    documents.set(keyOf(held), rest);
    await saveDocument(tx, deps.accountId, rest);
    await replaceRows(tx, deps.accountId, rest);
  }
  const orders = ordersOf([...documents.values()]);
  await saveOrders(tx, deps, ids, orders, source);
  const about = orders.filter((order) => candidates.some((candidate) => isAbout(order, candidate)));
  return { applied: { orderKeys: about.map((order) => order.orderKey), isChanged, erasedAt } };
}

async function touch(
  tx: Queryable,
  accountId: string,
  held: StoredDocument,
  { document, fetchedAt }: StoredDocument,
): Promise<StoredDocument> {
  // The answer's own copy has been read already.
  if (fetchedAt <= held.fetchedAt) return { ...held, document };
  await touchDocument(tx, accountId, held.kind, held.documentId, fetchedAt);
  return { ...held, document, fetchedAt };
}

async function replaceRows(
  tx: Queryable,
  accountId: string,
  { kind, documentId: id, document }: StoredDocument,
) {
  if (kind === "session")
    await replaceSessionEvents(tx, accountId, { id, events: readSession(document).events });
  else await replaceEvents(tx, accountId, { ...readTransaction(document), id });
}

async function saveOrders(
  tx: Queryable,
  deps: ApplyDeps,
  ids: readonly string[],
  orders: readonly OrderParts<StoredDocument>[],
  source: Source,
): Promise<void> {
  const windows = await readHeldWindows(tx, deps.accountId);
  const keys = orders.map((order) => order.orderKey);
  // A transaction that stood alone and has become part of a session's order.
  let absorbed = ids.filter((id) => !keys.includes(id));
  const before = await readBefore(tx, deps.accountId, [...keys, ...absorbed]);
  const contributions = new Map<string, CaptureContribution>();
  for (const { session, transaction, ...order } of orders) {
    const documents = {
      session: session && readable(() => readSession(session.document)),
      transaction: transaction && readable(() => readTransaction(transaction.document)),
    };
    const fetchedAt = [session, transaction].map((half) => half?.fetchedAt ?? "");
    const summary = summarizeOrder(documents, deps.now(), windows);
    const contribution = captureContributionOf(documents, summary);
    if (contribution !== undefined) contributions.set(order.orderKey, contribution);
    await saveOrder(
      tx,
      deps.accountId,
      {
        ...order,
        summary,
        source,
        fetchedAt: fetchedAt.reduce((a, b) => (a > b ? a : b)),
        erasedAt: session?.erasedAt ?? transaction?.erasedAt,
      },
      absorbed,
    );
    await replaceSettlementLines(tx, deps.accountId, order.orderKey, {
      currency: documents.transaction?.currency ?? "XXX",
      lines: documents.transaction === undefined ? [] : settlementLinesOf(documents.transaction),
    });
    absorbed = [];
  }
  await countOrders(tx, deps.accountId, before, contributions);
}

/** A half that was stored when we read more leniently counts as absent: the half that came now must be remembered all the same. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (hasCode(error, "upstream-invalid-response")) return undefined;
    throw error;
  }
}

function isAbout(order: OrderParts<StoredDocument>, { kind, documentId }: StoredDocument): boolean {
  return documentId === (kind === "session" ? order.sessionId : order.transactionId);
}

function keyOf({ kind, documentId }: StoredDocument): string {
  return `${kind} ${documentId}`;
}
