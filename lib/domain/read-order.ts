import { adviceOf } from "./advice";
import { amountsOf, statusOf } from "./amounts";
import { checksOf } from "./checks";
import { orCallbackError, sessionFailure, transactionFailure } from "./failure";
import { byInstant, instantOf } from "./instant";
import { linesOf } from "./lines";
import type { CallbackNote, Failure, Order, OrderDocuments } from "./order";
import type { Session } from "./session";
import { sessionStatusOf } from "./session-status";
import { timelineOf } from "./timeline";
import { withTruthfulReply } from "./truthful-reply";
import { sessionVerdict, transactionVerdict } from "./verdict";

/**
 * Reads session, transaction and callbacks as one order: everything derived, nothing fetched. The same for documents
 * with masked values.
 *
 * @param now ms since 1970; decides whether a session has expired
 * @param callbacks what we were told about the order, oldest first; leave it out when that was not looked for
 * @param ownCallbackUrl the address at which we take callbacks
 * @throws RangeError when there is neither a session nor a transaction
 */
export function readOrder(
  documents: OrderDocuments,
  now: number,
  callbacks?: readonly CallbackNote[] | undefined,
  ownCallbackUrl?: string | undefined,
): Order {
  const amounts = amountsOf(documents);
  const lines = linesOf(documents, amounts);
  const state = readState(documents, now, amounts, callbacks);
  return {
    ...state,
    advice: state.failure
      ? undefined
      : withTruthfulReply(
          adviceOf(documents, state.status, amounts, { callbacks, ownCallbackUrl }, now),
          amounts,
        ),
    amounts,
    lines,
    timeline: timelineOf(documents, callbacks ?? []),
    checks: checksOf(documents, amounts, lines, now),
  };
}

/** Status, verdict and failure alone. */
export function readState(
  { session, transaction }: OrderDocuments,
  now: number,
  amounts: Order["amounts"],
  callbacks: readonly CallbackNote[] = [],
): Pick<Order, "status" | "statusSource" | "verdict"> & { readonly failure?: Failure | undefined } {
  if (transaction !== undefined) {
    const { status, source } = statusOf(transaction);
    const failure = transactionFailure(transaction, session, status, amounts.authorized > 0);
    return {
      status,
      statusSource: source,
      verdict: transactionVerdict(transaction, status, amounts),
      failure: withTruthfulReply(orCallbackError(failure, status, callbacks), amounts),
    };
  }
  if (session === undefined) throw new RangeError("an order has a session or a transaction");
  const status = sessionStatusOf(session, now);
  const failure = orCallbackError(sessionFailure(session, status), status, sinceLastTry(session, callbacks));
  return {
    status,
    statusSource: "session",
    verdict: sessionVerdict(session, status, amounts, failure),
    failure: withTruthfulReply(failure, amounts),
  };
}

/** What we were told before the customer tried again is history. */
function sinceLastTry(session: Session, callbacks: readonly CallbackNote[]): readonly CallbackNote[] {
  const start = byInstant(session.events, (event) => event.createdAt).findLast(
    ({ name }) => name === "PAY_LOCK_START",
  );
  const at = instantOf(start?.createdAt);
  return at === undefined ? callbacks : callbacks.filter((note) => (instantOf(note.receivedAt) ?? at) >= at);
}
