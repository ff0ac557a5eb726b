import { FAILURE_TABLE_VERSION } from "@/lib/domain/failure-table";
import type { OrderSummary } from "@/lib/domain/order-summary";
import type { Queryable } from "./connect";
import { indexed, type KeyKind, keyValue, short } from "./order-keys";
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
  /** ISO; when its person was erased. */
  readonly erasedAt?: string | undefined;
}

/**
 * Writes one order and its keys over what is held under its key; the same order twice changes nothing.
 * @param absorbed keys of orders that have become part of this one: they go, and where the first was found stays known
 */
export async function saveOrder(
  tx: Queryable,
  accountId: string,
  order: NewOrder,
  absorbed: readonly string[] = [],
): Promise<void> {
  const { summary } = order;
  const keys = keysOf(order);
  await tx.query(SAVE, [
    accountId,
    order.orderKey,
    absorbed,
    keys.kinds,
    keys.values,
    order.source,
    order.fetchedAt,
    order.sessionId,
    order.transactionId,
    summary.merchantReference,
    summary.merchantReference2,
    short(summary.status),
    short(summary.failureReason),
    summary.failureWho,
    short(summary.currency),
    summary.ordered,
    summary.authorized,
    summary.captured,
    summary.refunded,
    summary.voided,
    summary.remaining,
    short(summary.paymentProductType),
    short(summary.cardBrand),
    short(summary.storeId),
    summary.channel,
    summary.customerName,
    searchText(summary),
    instantColumn(summary.createdAt),
    instantColumn(summary.authorizedAt),
    instantColumn(summary.capturedAt),
    instantColumn(summary.refundedAt),
    instantColumn(summary.expiresAt),
    instantColumn(summary.lastEventAt),
    instantColumn(summary.authorizationExpiresAt),
    instantColumn(summary.changesAt),
    summary.payoutDestinations.slice(0, MAX_KEYS).map(indexed),
    summary.hasSplits,
    summary.failure?.value,
    summary.failure?.source,
    summary.failure?.severity,
    summary.failure?.paymentProductType,
    summary.failure?.attempt?.number,
    summary.failure?.attempt?.count,
    failedAt(summary),
    FAILURE_TABLE_VERSION,
    summary.checkRules?.slice(0, MAX_RULES),
    order.erasedAt,
    paidAt(summary),
  ]);
}

/** In the order of the values above, from $8 on. What is written again on every change. */
const COLUMNS = [
  "session_id",
  "transaction_id",
  "merchant_reference",
  "merchant_reference_2",
  "status",
  "failure_reason",
  "failure_who",
  "currency",
  "ordered_minor",
  "authorized_minor",
  "captured_minor",
  "refunded_minor",
  "voided_minor",
  "remaining_minor",
  "payment_product_type",
  "card_brand",
  "store_id",
  "channel",
  "customer_name",
  "search",
  "created_at",
  "authorized_at",
  "captured_at",
  "refunded_at",
  "expires_at",
  "last_event_at",
  "authorization_expires_at",
  "restate_at",
  "payout_destinations",
  "has_splits",
  "failure_value",
  "failure_source",
  "failure_severity",
  "failure_product",
  "failure_attempt",
  "failure_attempts",
  "failed_at",
  "failure_version",
  "check_rules",
  "erased_at",
];

const NAMES = COLUMNS.join(", ");
const PLACES = COLUMNS.map((_, index) => `$${index + 8}`).join(", ");
const PAID_AT = COLUMNS.length + 8;
const UPDATES = COLUMNS.map((column) => `${column} = excluded.${column}`).join(", ");

/** One statement, since each costs a round trip. Its parts touch different rows, so their order does not matter. */
const SAVE = `with absorbed as (
    delete from orders where account_id = $1 and order_key = any($3) returning source
  ), kept (kind, value) as (
    select * from unnest($4::text[], $5::text[])
  ), dropped as (
    delete from order_keys
    where account_id = $1 and order_key = $2 and (kind, value) not in (select kind, value from kept)
  ), saved as (
    insert into orders (account_id, order_key, source, fetched_at, received_at, ${NAMES})
    values ($1, $2, coalesce((select source from absorbed limit 1), $6), $7,
      least((select min(received_at) from deliveries where account_id = $1 and session_id = $8),
            (select min(received_at) from deliveries where account_id = $1 and transaction_id = $9)),
      ${PLACES})
    on conflict (account_id, order_key) do update set
      fetched_at = excluded.fetched_at, received_at = least(orders.received_at, excluded.received_at), ${UPDATES}
  )
  insert into order_keys (account_id, kind, value, order_key, paid_at)
  select $1, kind, value, $2, case when kind in ('reference', 'email', 'phone') then $${PAID_AT}::timestamptz end
  from kept
  on conflict (account_id, kind, value, order_key) do update set paid_at = excluded.paid_at
    where order_keys.paid_at is distinct from excluded.paid_at`;

/** There are not as many rules. */
const MAX_RULES = 50;

/** A hostile document may name any number of ids; nobody looks up that many. */
const MAX_KEYS = 2_000;

/** Every failure has a time, so that it is counted in some range: without one of its own, the order's. */
function failedAt({ failureReason, failure, createdAt, lastEventAt }: OrderSummary): string | null {
  if (failureReason === undefined) return null;
  const known = instantColumn(failure?.at) ?? instantColumn(createdAt) ?? instantColumn(lastEventAt);
  return known ?? new Date(0).toISOString();
}

/** When money was first reserved or taken, as `related-orders.ts` tells it; null when none was. */
function paidAt({ authorized, authorizedAt, capturedAt, createdAt }: OrderSummary): string | null {
  if (authorized <= 0) return null;
  const known = [authorizedAt, capturedAt].flatMap((at) => instantColumn(at) ?? []);
  return known.toSorted()[0] ?? instantColumn(createdAt);
}

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
