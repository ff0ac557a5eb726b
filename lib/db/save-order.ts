import type { OrderSummary } from "@/lib/domain/order-summary";
import type { Queryable } from "./connect";
import { type KeyKind, keyValue } from "./order-keys";
import { instantColumn } from "./rows";

/** One order as it is to stand in the store. */
export interface NewOrder {
  /** The session's id, else the transaction's. */
  readonly orderKey: string;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly summary: OrderSummary;
  /** Which flow found the order; kept from the first time. */
  readonly source: string;
  readonly fetchedAt: string;
}

/** Writes one order and its keys over what is held under its key; the same order twice changes nothing. */
export async function saveOrder(tx: Queryable, accountId: string, order: NewOrder): Promise<void> {
  const { summary } = order;
  await tx.query(SAVE, [
    accountId,
    order.orderKey,
    order.sessionId,
    order.transactionId,
    summary.merchantReference,
    summary.merchantReference2,
    summary.status,
    summary.failureReason,
    summary.failureWho,
    summary.currency,
    summary.ordered,
    summary.authorized,
    summary.captured,
    summary.refunded,
    summary.voided,
    summary.remaining,
    summary.paymentProductType,
    summary.cardBrand,
    summary.storeId,
    summary.channel,
    summary.customerName,
    searchText(summary),
    instantColumn(summary.createdAt),
    instantColumn(summary.authorizedAt),
    instantColumn(summary.capturedAt),
    instantColumn(summary.refundedAt),
    instantColumn(summary.expiresAt),
    instantColumn(summary.lastEventAt),
    order.source,
    order.fetchedAt,
  ]);
  const keys = keysOf(order);
  await tx.query(DROP_KEYS, [accountId, order.orderKey, keys.kinds, keys.values]);
  await tx.query(ADD_KEYS, [accountId, order.orderKey, keys.kinds, keys.values]);
}

/** Takes away orders that became part of another one. @returns the source of the first, which is where both were found. */
export async function removeOrders(
  tx: Queryable,
  accountId: string,
  orderKeys: readonly string[],
): Promise<string | undefined> {
  const { rows } = await tx.query<{ source: string }>(
    "delete from orders where account_id = $1 and order_key = any($2) returning source",
    [accountId, orderKeys],
  );
  return rows[0]?.source;
}

const SAVE = `insert into orders (account_id, order_key, session_id, transaction_id, merchant_reference,
    merchant_reference_2, status, failure_reason, failure_who, currency, ordered_minor, authorized_minor,
    captured_minor, refunded_minor, voided_minor, remaining_minor, payment_product_type, card_brand, store_id, channel,
    customer_name, search, created_at, authorized_at, captured_at, refunded_at, expires_at, last_event_at, source,
    fetched_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
    $25, $26, $27, $28, $29, $30)
  on conflict (account_id, order_key) do update set
    session_id = excluded.session_id, transaction_id = excluded.transaction_id,
    merchant_reference = excluded.merchant_reference, merchant_reference_2 = excluded.merchant_reference_2,
    status = excluded.status, failure_reason = excluded.failure_reason, failure_who = excluded.failure_who,
    currency = excluded.currency, ordered_minor = excluded.ordered_minor, authorized_minor = excluded.authorized_minor,
    captured_minor = excluded.captured_minor, refunded_minor = excluded.refunded_minor,
    voided_minor = excluded.voided_minor, remaining_minor = excluded.remaining_minor,
    payment_product_type = excluded.payment_product_type, card_brand = excluded.card_brand,
    store_id = excluded.store_id, channel = excluded.channel, customer_name = excluded.customer_name,
    search = excluded.search, created_at = excluded.created_at, authorized_at = excluded.authorized_at,
    captured_at = excluded.captured_at, refunded_at = excluded.refunded_at, expires_at = excluded.expires_at,
    last_event_at = excluded.last_event_at, fetched_at = excluded.fetched_at`;

const DROP_KEYS = `delete from order_keys
  where account_id = $1 and order_key = $2
    and (kind, value) not in (select kind, value from unnest($3::text[], $4::text[]) as kept (kind, value))`;

const ADD_KEYS = `insert into order_keys (account_id, kind, value, order_key)
  select $1, kind, value, $2 from unnest($3::text[], $4::text[]) as added (kind, value)
  on conflict do nothing`;

/** A hostile document may name any number of ids; nobody looks up that many. */
const MAX_KEYS = 2_000;

function keysOf({ sessionId, transactionId, summary }: NewOrder) {
  const found: readonly (readonly [KeyKind, string | undefined])[] = [
    ["session-id", sessionId],
    ["transaction-id", transactionId],
    ["reference", summary.merchantReference],
    ["reference", summary.merchantReference2],
    ["email", summary.customerEmail],
    ["phone", summary.customerPhone],
    ...summary.providerIds.map((id) => ["provider-id", id] as const),
    ...summary.eventIds.map((id) => ["event-id", id] as const),
  ];
  const distinct = new Map<string, readonly [KeyKind, string]>();
  for (const [kind, text] of found) {
    const value = text === undefined ? "" : keyValue(kind, text);
    if (value !== "") distinct.set(`${kind} ${value}`, [kind, value]);
  }
  const keys = [...distinct.values()].slice(0, MAX_KEYS);
  return { kinds: keys.map(([kind]) => kind), values: keys.map(([, value]) => value) };
}

/** What a substring is looked for in: lower case, one value a line, so that no match spans two. */
function searchText({ merchantReference, merchantReference2, customerName }: OrderSummary): string {
  return [merchantReference, merchantReference2, customerName]
    .filter((text) => text !== undefined)
    .map((text) => text.normalize("NFC").toLowerCase().slice(0, 500))
    .join("\n");
}
