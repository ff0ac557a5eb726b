import type { JsonValue } from "@/lib/domain/json";
import type { SessionEvent } from "@/lib/domain/session";
import { splitTableOf } from "@/lib/domain/splits";
import type { TransactionEvent } from "@/lib/domain/transaction";
import type { Queryable } from "./connect";
import { indexed } from "./order-keys";
import { instantColumn } from "./rows";

/** Makes the event and split rows of one transaction what its document says, and nothing else. */
export async function replaceEvents(
  tx: Queryable,
  accountId: string,
  transaction: {
    readonly id: string;
    readonly currency: string;
    readonly paymentProductType: string;
    readonly events: readonly TransactionEvent[];
  },
): Promise<void> {
  const ids = eventKeys(transaction.events);
  const events = transaction.events.map((event, position) => ({
    event_id: ids[position],
    position,
    event: event.event,
    transaction_status: event.transactionStatus,
    success: event.success,
    amount_minor: event.amount,
    created_at: instantColumn(event.createdAt),
    event_reference: event.eventReference,
    request_id: event.requestId,
    correlation_request_id: event.correlationRequestId,
    error_code: event.error?.code,
    error_types: event.error?.types ?? [],
    result_code: event.error?.resultCode,
  }));
  const splits = transaction.events.flatMap((event, position) => splitRows(ids[position], event));
  await tx.query(SAVE_EVENTS, [
    accountId,
    transaction.id,
    ids,
    transaction.currency,
    transaction.paymentProductType,
    JSON.stringify(events),
  ]);
  await tx.query(SAVE_SPLITS, [accountId, transaction.id, transaction.currency, JSON.stringify(splits)]);
}

const SAVE_EVENTS = `with dropped as (
    delete from events where account_id = $1 and transaction_id = $2 and event_id <> all($3)
  )
  insert into events (account_id, transaction_id, currency, payment_product_type, event_id, position, event,
    transaction_status, success, amount_minor, created_at, event_reference, request_id, correlation_request_id,
    error_code, error_types, result_code)
  select $1, $2, $4, $5, * from jsonb_to_recordset($6::jsonb) as held (event_id text, position integer, event text,
    transaction_status text, success boolean, amount_minor bigint, created_at timestamptz, event_reference text,
    request_id text, correlation_request_id text, error_code text, error_types text[], result_code text)
  on conflict (account_id, transaction_id, event_id) do update set
    currency = excluded.currency, payment_product_type = excluded.payment_product_type, position = excluded.position,
    event = excluded.event, transaction_status = excluded.transaction_status, success = excluded.success,
    amount_minor = excluded.amount_minor, created_at = excluded.created_at,
    event_reference = excluded.event_reference, request_id = excluded.request_id,
    correlation_request_id = excluded.correlation_request_id, error_code = excluded.error_code,
    error_types = excluded.error_types, result_code = excluded.result_code`;

const SAVE_SPLITS = `with held (event_id, payout_destination_id, amount_minor) as (
    select * from jsonb_to_recordset($4::jsonb) as held (event_id text, payout_destination_id text, amount_minor bigint)
  ), dropped as (
    delete from splits where account_id = $1 and transaction_id = $2
      and (event_id, payout_destination_id) not in (select event_id, payout_destination_id from held)
  )
  insert into splits (account_id, transaction_id, currency, event_id, payout_destination_id, amount_minor)
  select $1, $2, $3, * from held
  on conflict (account_id, transaction_id, event_id, payout_destination_id) do update set
    currency = excluded.currency, amount_minor = excluded.amount_minor`;

/** Makes the event rows of one session what its document says, and nothing else. */
export async function replaceSessionEvents(
  tx: Queryable,
  accountId: string,
  session: { readonly id: string; readonly events: readonly SessionEvent[] },
): Promise<void> {
  const ids = eventKeys(session.events);
  const events = session.events.map((event, position) => ({
    event_id: ids[position],
    position,
    name: event.name,
    created_at: instantColumn(event.createdAt),
    payment_product_type: textOf(event.details.payment_product_type),
    error: textOf(event.details.error),
    request_id: event.requestId,
  }));
  await tx.query(SAVE_SESSION_EVENTS, [accountId, session.id, ids, JSON.stringify(events)]);
}

const SAVE_SESSION_EVENTS = `with dropped as (
    delete from session_events where account_id = $1 and session_id = $2 and event_id <> all($3)
  )
  insert into session_events (account_id, session_id, event_id, position, name, created_at, payment_product_type, error,
    request_id)
  select $1, $2, * from jsonb_to_recordset($4::jsonb) as held (event_id text, position integer, name text,
    created_at timestamptz, payment_product_type text, error text, request_id text)
  on conflict (account_id, session_id, event_id) do update set
    position = excluded.position, name = excluded.name, created_at = excluded.created_at,
    payment_product_type = excluded.payment_product_type, error = excluded.error, request_id = excluded.request_id`;

/**
 * A key for each event: Dintero's id where it gives one, else the place in the list, which is a history that only grows.
 * An id that comes twice keeps its second row under its place.
 */
export function eventKeys(events: readonly { readonly id?: string | undefined }[]): string[] {
  const taken = new Set<string>();
  return events.map(({ id }, position) => {
    const own = id === undefined ? undefined : indexed(id);
    const key = own === undefined || taken.has(own) ? `#${position}` : own;
    taken.add(key);
    return key;
  });
}

/** One row per payout destination. */
function splitRows(eventId: string | undefined, event: TransactionEvent) {
  const amounts = new Map<string, number>();
  for (const { payoutDestinationId, amount } of splitTableOf(event)?.splits ?? []) {
    const destination = indexed(payoutDestinationId);
    amounts.set(destination, (amounts.get(destination) ?? 0) + amount);
  }
  return [...amounts].map(([payout_destination_id, amount_minor]) => ({
    event_id: eventId,
    payout_destination_id,
    amount_minor,
  }));
}

function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
