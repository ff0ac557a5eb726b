import type { Queryable } from "./connect";

/** Everything of an accepted request that is kept. Bytes are as they came; `body` is deflated. */
export interface NewDelivery {
  /** Digest of the signature: lower-case hexadecimal. */
  readonly deliveryId: string;
  readonly channel: "callback" | "webhook";
  /** ISO instant. */
  readonly receivedAt: string;
  readonly signedAt?: string | undefined;
  readonly keyNumber: number;
  readonly method: string;
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | undefined;
  readonly bodyState: "absent" | "kept" | "omitted";
  readonly bodySha256?: Buffer | undefined;
  readonly bodyBytes: number;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly event?: string | undefined;
  readonly eventId?: string | undefined;
  readonly error?: string | undefined;
  readonly eventDelivery?: string | undefined;
  readonly peerAddress?: string | undefined;
}

export type StoredAs = "new" | "repeat" | "conflict";

/**
 * Stores deliveries in one statement, each once: the primary key decides, not a SELECT beforehand, so two processes
 * racing on one delivery leave one row (F25). A repeat counts one receipt more; another body under the same signature
 * is a conflict, and leaves its hash (F14, F21). `deliveries` holds every id at most once; answers in its order.
 */
export async function insertDeliveries(
  db: Queryable,
  accountId: string,
  deliveries: readonly NewDelivery[],
): Promise<readonly StoredAs[]> {
  // Sorted by key, so that two processes taking the same rows cannot wait for each other.
  const sorted = deliveries.toSorted((a, b) => (a.deliveryId < b.deliveryId ? -1 : 1));
  const column = <T>(read: (delivery: NewDelivery) => T) => sorted.map((delivery) => read(delivery) ?? null);
  const { rows } = await db.query<{ delivery_id: string; stored_as: StoredAs }>(INSERT, [
    accountId,
    column((delivery) => delivery.deliveryId),
    column((delivery) => delivery.channel),
    column((delivery) => delivery.receivedAt),
    column((delivery) => delivery.signedAt),
    column((delivery) => delivery.keyNumber),
    column((delivery) => delivery.method),
    column((delivery) => delivery.rawQuery),
    column((delivery) => JSON.stringify(delivery.headers)),
    column((delivery) => delivery.body),
    column((delivery) => delivery.bodyState),
    column((delivery) => delivery.bodySha256),
    column((delivery) => delivery.bodyBytes),
    column((delivery) => delivery.sessionId),
    column((delivery) => delivery.transactionId),
    column((delivery) => delivery.merchantReference),
    column((delivery) => delivery.event),
    column((delivery) => delivery.eventId),
    column((delivery) => delivery.error),
    column((delivery) => delivery.eventDelivery),
    column((delivery) => delivery.peerAddress),
  ]);
  const storedAs = new Map(rows.map((row) => [row.delivery_id, row.stored_as]));
  return deliveries.map((delivery) => storedAs.get(delivery.deliveryId) ?? "repeat");
}

const INSERT = `
  insert into deliveries as held (
    account_id, delivery_id, channel, received_at, last_received_at, signed_at, key_number, method, raw_query,
    headers, body, body_state, body_sha256, body_bytes, session_id, transaction_id, merchant_reference, event,
    event_id, error, event_delivery, peer_address, next_attempt_at
  )
  select $1, delivery_id, channel, received_at, received_at, signed_at, key_number, method, raw_query,
    headers, body, body_state, body_sha256, body_bytes, session_id, transaction_id, merchant_reference, event,
    event_id, error, event_delivery, peer_address, received_at
  from unnest(
    $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::integer[], $7::text[], $8::text[],
    $9::jsonb[], $10::bytea[], $11::text[], $12::bytea[], $13::bigint[], $14::text[], $15::text[], $16::text[],
    $17::text[], $18::text[], $19::text[], $20::text[], $21::text[]
  ) as given (
    delivery_id, channel, received_at, signed_at, key_number, method, raw_query,
    headers, body, body_state, body_sha256, body_bytes, session_id, transaction_id, merchant_reference,
    event, event_id, error, event_delivery, peer_address
  )
  on conflict (account_id, delivery_id) do update set
    receipts = held.receipts + 1,
    last_received_at = greatest(held.last_received_at, excluded.last_received_at),
    body_variants = case
      when excluded.body_sha256 is null or excluded.body_sha256 = held.body_sha256
        or excluded.body_sha256 = any (held.body_variants)
        or cardinality(held.body_variants) >= 5 then held.body_variants
      else held.body_variants || excluded.body_sha256
    end
  returning delivery_id, case
    when receipts = 1 then 'new'
    when cardinality(body_variants) > 0 then 'conflict'
    else 'repeat'
  end as stored_as`;
