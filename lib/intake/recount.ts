import type { Database, Queryable } from "@/lib/db/connect";
import { listRelatedDocuments, type StoredDocument } from "@/lib/db/documents";
import { type HeldFigures, listHeldFigures } from "@/lib/db/held-figures";
import { summarizeOrder } from "@/lib/domain/summarize-order";
import { hasCode } from "@/lib/errors";
import { readSession, readTransaction } from "./candidate";
import { ordersOf } from "./family";
import { idsOf, lockOrders } from "./lock-orders";

export interface RecountDeps {
  readonly db: Database;
  readonly accountId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** An order whose figures are not what its documents say, and which of them. Nothing personal. */
export interface WrongOrder {
  readonly orderKey: string;
  readonly fields: readonly string[];
}

/** Orders read at a time. */
const PAGE = 200;

/**
 * Counts orders again from Dintero's own documents, and compares with what is stored: amounts, currency, number of events.
 * An order that differs is looked at once more with everybody else kept off it, since it may just have changed.
 * @param most orders at most, by their key; all when left out
 */
export async function recountOrders(
  deps: RecountDeps,
  most = Number.POSITIVE_INFINITY,
): Promise<{ readonly checked: number; readonly wrong: readonly WrongOrder[] }> {
  const wrong: WrongOrder[] = [];
  let checked = 0;
  for (let after = ""; checked < most; ) {
    const page = await listHeldFigures(deps.db, deps.accountId, {
      after,
      limit: Math.min(PAGE, most - checked),
    });
    for (const held of page) {
      if ((await differences(deps.db, deps, held)).length === 0) continue;
      const fields = await lookAgain(deps, held);
      if (fields.length > 0) wrong.push({ orderKey: held.orderKey, fields });
    }
    checked += page.length;
    const last = page.at(-1);
    if (last === undefined) break;
    after = last.orderKey;
  }
  return { checked, wrong };
}

async function lookAgain(
  { db, ...deps }: RecountDeps,
  { orderKey }: HeldFigures,
): Promise<readonly string[]> {
  return db.transaction(async (tx) => {
    const read = async () => (await listHeldFigures(tx, deps.accountId, { orderKey, limit: 1 }))[0];
    const before = await read();
    if (before === undefined) return [];
    const ids = [...ownIdsOf(before), ...idsOf(await documentsOf(tx, deps.accountId, before))];
    await lockOrders(tx, deps.accountId, [...new Set(ids)].sort());
    const held = await read();
    return held === undefined ? [] : differences(tx, deps, held);
  });
}

async function differences(
  db: Queryable,
  { accountId, now }: Omit<RecountDeps, "db">,
  held: HeldFigures,
): Promise<readonly string[]> {
  const documents = await documentsOf(db, accountId, held);
  const order = ordersOf(documents).find(({ orderKey }) => orderKey === held.orderKey);
  if (order === undefined) return ["documents"];
  const { session, transaction } = order;
  const halves = {
    session: session && readable(() => readSession(session.document)),
    transaction: transaction && readable(() => readTransaction(transaction.document)),
  };
  // What cannot be read any more was counted by code that could.
  if ((session && !halves.session) || (transaction && !halves.transaction)) return [];
  const { currency, ordered, authorized, captured, refunded, voided, remaining } = summarizeOrder(
    halves,
    now,
  );
  const events = halves.transaction?.events.length ?? 0;
  const counted = { currency, ordered, authorized, captured, refunded, voided, remaining, events };
  return Object.entries(counted).flatMap(([field, value]) => (held.figures[field] === value ? [] : [field]));
}

/** Who else lays claim to a session decides which order a transaction is part of, so all that hangs together is read. */
async function documentsOf(db: Queryable, accountId: string, held: HeldFigures): Promise<StoredDocument[]> {
  for (let ids: readonly string[] = ownIdsOf(held); ; ) {
    const documents = await listRelatedDocuments(db, accountId, ids);
    const wider = [...new Set([...ids, ...idsOf(documents)])];
    if (wider.length === ids.length) return documents;
    ids = wider;
  }
}

function ownIdsOf({ orderKey, sessionId, transactionId }: HeldFigures): string[] {
  return [...new Set([orderKey, sessionId, transactionId])].filter((id) => id !== undefined);
}

function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (hasCode(error, "upstream-invalid-response")) return undefined;
    throw error;
  }
}
