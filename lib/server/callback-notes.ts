import "server-only";
import { toRow } from "@/lib/db/log-entry";
import { listLogOfOrder } from "@/lib/db/order-log";
import { findOrders } from "@/lib/db/orders";
import { callbackHref } from "@/lib/domain/callback-filter";
import type { CallbackNote } from "@/lib/domain/order";
import { runtime } from "@/lib/runtime";
import type { Viewer } from "./viewer";

type Ids = { readonly session?: string | undefined; readonly transaction?: string | undefined };

/** An order that was told of more often tells the rest in the log. */
const MOST_NOTES = 100;

/**
 * What Dintero told us of one order, and what a check found that nothing had told us of; oldest first. Asked for while
 * Dintero is: by `asked` alone, then once more when `known` brings an id that the store had not linked with it.
 */
export async function readCallbackNotes(
  viewer: Viewer,
  asked: Ids,
  known: Promise<Ids>,
): Promise<readonly CallbackNote[]> {
  const [early, linked] = await Promise.all([entriesOf(asked), linkedIds(asked)]);
  const all = await known;
  const isNew = [all.session, all.transaction].some((id) => id !== undefined && !linked.includes(id));
  const entries = isNew ? await entriesOf(all) : early;
  const hasLog = viewer.may("callbacks.read");
  return entries
    .map(toRow)
    .reverse()
    .map(
      ({ id, kind, at, event, error, outcome, receipts }): CallbackNote => ({
        ...{ id, kind, receivedAt: at, event, error, state: outcome, attempts: receipts },
        href: hasLog ? callbackHref(id) : undefined,
      }),
    );
}

function entriesOf({ session, transaction }: Ids) {
  const { db, env } = runtime();
  return listLogOfOrder(db, env.accountId, { sessionId: session, transactionId: transaction }, MOST_NOTES);
}

/** The ids under which the store knew the order when it was asked. */
async function linkedIds({ session, transaction }: Ids): Promise<readonly (string | undefined)[]> {
  const { db, env } = runtime();
  const value = session ?? transaction ?? "";
  const kind = session === undefined ? "transaction-id" : "session-id";
  const orders = await findOrders(db, env.accountId, { kind, value });
  return [session, transaction, ...orders.flatMap((order) => [order.sessionId, order.transactionId])];
}
