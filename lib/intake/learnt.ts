import type { Queryable } from "@/lib/db/connect";
import { findOrderStatus, listEventKeys } from "@/lib/db/document-marks";
import { eventKeys } from "@/lib/db/events";
import type { NewFinding } from "@/lib/db/findings";
import { instantColumn } from "@/lib/db/rows";
import { instantOf } from "@/lib/domain/instant";
import { didFail, didSucceed, operationOf } from "@/lib/domain/money-event";
import type { Session } from "@/lib/domain/session";
import { sessionStatusOf } from "@/lib/domain/session-status";
import type { Transaction, TransactionEvent } from "@/lib/domain/transaction";

/** What Dintero says of one order. */
export interface Told {
  readonly sessionId?: string | undefined;
  readonly session?: Session | undefined;
  readonly transactionId?: string | undefined;
  readonly transaction?: Transaction | undefined;
}

/**
 * What `told` says that the store does not hold yet and that Dintero sends callbacks about, if it happened since
 * `watchingSince` (milliseconds since 1970): before that this store could not have been told. To be asked before `told`
 * is applied.
 */
export async function learntFrom(
  db: Queryable,
  accountId: string,
  told: Told,
  { watchingSince, now }: { readonly watchingSince: number; readonly now: number },
): Promise<readonly NewFinding[]> {
  const { sessionId, session, transactionId, transaction } = told;
  const orderKey = sessionId ?? transactionId;
  if (orderKey === undefined) return [];
  const common = {
    orderKey,
    sessionId,
    transactionId,
    merchantReference: session?.order.merchantReference ?? transaction?.merchantReference,
  };
  if (transactionId !== undefined && transaction !== undefined) {
    const held = await listEventKeys(db, accountId, transactionId);
    const keys = eventKeys(transaction.events);
    return transaction.events.flatMap((event, position): NewFinding[] => {
      const key = keys[position] ?? "";
      const at = instantOf(event.createdAt);
      if (held.has(key) || !isReported(event) || at === undefined || at < watchingSince) return [];
      const eventAt = instantColumn(event.createdAt) ?? undefined;
      return [
        { ...common, findingId: `${transactionId}/${key}`, event: event.event, eventId: event.id, eventAt },
      ];
    });
  }
  if (sessionId === undefined || session === undefined || transactionId !== undefined) return [];
  const status = sessionStatusOf(session, now);
  const at = instantOf(session.cancelledAt) ?? lastEventAt(session);
  if (!REPORTED_ENDS.includes(status) || at === undefined || at < watchingSince) return [];
  if ((await findOrderStatus(db, accountId, orderKey)) === status) return [];
  const eventAt = new Date(at).toISOString();
  return [{ ...common, findingId: `${sessionId}/${status}`, event: status, eventAt }];
}

/** With `report_error` and `report_event` in the callback's address, these are what Dintero calls back about (API.md 6). */
function isReported(event: TransactionEvent): boolean {
  switch (operationOf(event)) {
    case "AUTHORIZE":
      return didSucceed(event) || didFail(event);
    case "CAPTURE":
    case "REFUND":
    case "VOID":
      return didSucceed(event);
    default:
      return false;
  }
}

/** A session that only ran out is not called back about. */
const REPORTED_ENDS: readonly string[] = ["CANCELLED", "DECLINED", "FAILED"];

function lastEventAt({ events }: Session): number | undefined {
  const instants = events.map((event) => instantOf(event.createdAt)).filter((at) => at !== undefined);
  return instants.length === 0 ? undefined : Math.max(...instants);
}
