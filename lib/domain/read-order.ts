import { amountsOf, statusOf } from "./amounts";
import { checksOf } from "./checks";
import { sessionFailure, transactionFailure } from "./failure";
import { linesOf } from "./lines";
import type { CallbackNote, Failure, Order, OrderDocuments } from "./order";
import { sessionStatusOf } from "./session-status";
import { timelineOf } from "./timeline";
import { sessionVerdict, transactionVerdict } from "./verdict";

/**
 * Reads session, transaction and callbacks as one order: everything derived, nothing fetched. The same for documents
 * with masked values.
 *
 * @param now ms since 1970; decides whether a session has expired
 * @throws RangeError when there is neither a session nor a transaction
 */
export function readOrder(
  documents: OrderDocuments,
  now: number,
  callbacks: readonly CallbackNote[] = [],
): Order {
  const amounts = amountsOf(documents);
  const lines = linesOf(documents, amounts);
  return {
    ...readState(documents, now, amounts),
    amounts,
    lines,
    timeline: timelineOf(documents, callbacks),
    checks: checksOf(documents, amounts, lines, now),
  };
}

/** Status, verdict and failure alone. */
export function readState(
  { session, transaction }: OrderDocuments,
  now: number,
  amounts: Order["amounts"],
): Pick<Order, "status" | "statusSource" | "verdict"> & { readonly failure?: Failure | undefined } {
  if (transaction !== undefined) {
    const { status, source } = statusOf(transaction);
    return {
      status,
      statusSource: source,
      verdict: transactionVerdict(transaction, status, amounts),
      failure: transactionFailure(transaction, session, status, amounts.authorized > 0),
    };
  }
  if (session === undefined) throw new RangeError("an order has a session or a transaction");
  const status = sessionStatusOf(session, now);
  const failure = sessionFailure(session, status);
  return {
    status,
    statusSource: "session",
    verdict: sessionVerdict(session, status, amounts, failure),
    failure,
  };
}
