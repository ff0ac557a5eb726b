import { type DueOrder, listDueOrders, noteOrdersChecked } from "@/lib/db/unfinished-orders";
import { PAGE_SIZE } from "./list-window";
import { type TakeInDeps, type Tally, takeInAll, takeInPage } from "./take-in";

/** Of a run: four pages at most, so that the lists come first. What is left is due again in the next run. */
const MAX_PAGES = 4;

/**
 * Compares the unfinished orders whose turn it is with Dintero. No filter of its lists tells of a void, a decline, a
 * failure or a session that gets on: those change without being created, captured or refunded. But a list can be asked
 * for up to 50 ids at once, so this costs one request for 50 orders: with 3,000 authorized orders waiting to be captured
 * and two looks a day at each, 120 requests a day.
 */
export async function checkUnfinished(deps: TakeInDeps, tally: Tally): Promise<void> {
  const due = await listDueOrders(deps.db, deps.accountId, deps.now(), MAX_PAGES * PAGE_SIZE);
  for (const orders of chunks(due, PAGE_SIZE)) {
    await compare(orders, deps, tally);
    await noteOrdersChecked(
      deps.db,
      deps.accountId,
      orders.map((order) => order.orderKey),
      deps.now(),
    );
  }
}

async function compare(orders: readonly DueOrder[], deps: TakeInDeps, tally: Tally): Promise<void> {
  const { dintero } = deps;
  const open = orders.filter((order) => !order.isExpired);
  const transactionIds = open.flatMap((order) => order.transactionId ?? []);
  const sessionIds = open.flatMap((order) =>
    order.transactionId === undefined && order.sessionId !== undefined ? [order.sessionId] : [],
  );
  if (transactionIds.length > 0) {
    const page = await dintero.listTransactions({ ids: transactionIds, limit: transactionIds.length });
    await takeInPage("transaction", page, deps, tally);
  }
  if (sessionIds.length > 0) {
    const page = await dintero.listSessions({ ids: sessionIds, limit: sessionIds.length });
    await takeInPage("session", page, deps, tally);
  }
  // That its time ran out is no change at Dintero; reading it anew is what tells our store.
  const expired = orders.flatMap((order) => (order.isExpired ? (order.sessionId ?? []) : []));
  await takeInAll("session", expired, deps, tally);
}

function chunks<T>(all: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  );
}
