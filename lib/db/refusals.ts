import type { Queryable } from "./connect";

/** A right signature outside the time window, kept apart from what was acknowledged. */
export interface NewLateDelivery {
  readonly deliveryId: string;
  readonly receivedAt: string;
  readonly skewSeconds: number;
  readonly rawQuery: string;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
}

/** Keeps a late delivery; the same one again counts one receipt more. */
export async function insertLateDelivery(
  db: Queryable,
  accountId: string,
  late: NewLateDelivery,
): Promise<void> {
  await db.query(
    `insert into late_deliveries as held
       (account_id, delivery_id, received_at, skew_seconds, raw_query, session_id, transaction_id)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (account_id, delivery_id) do update set receipts = held.receipts + 1`,
    [
      accountId,
      late.deliveryId,
      late.receivedAt,
      late.skewSeconds,
      late.rawQuery,
      late.sessionId ?? null,
      late.transactionId ?? null,
    ],
  );
}

/** Late deliveries whose order has not been fetched yet, oldest first. */
export async function listUnfetchedLateDeliveries(
  db: Queryable,
  accountId: string,
  limit: number,
): Promise<
  readonly { readonly deliveryId: string; readonly sessionId?: string; readonly transactionId?: string }[]
> {
  const { rows } = await db.query<{
    delivery_id: string;
    session_id: string | null;
    transaction_id: string | null;
  }>(
    `select delivery_id, session_id, transaction_id from late_deliveries
     where account_id = $1 and fetched_at is null order by received_at limit $2`,
    [accountId, limit],
  );
  return rows.map((row) => ({
    deliveryId: row.delivery_id,
    ...(row.session_id === null ? {} : { sessionId: row.session_id }),
    ...(row.transaction_id === null ? {} : { transactionId: row.transaction_id }),
  }));
}

export async function markLateDeliveryFetched(
  db: Queryable,
  accountId: string,
  deliveryId: string,
  now: number,
): Promise<void> {
  await db.query("update late_deliveries set fetched_at = $3 where account_id = $1 and delivery_id = $2", [
    accountId,
    deliveryId,
    new Date(now).toISOString(),
  ]);
}

/** A refused request: names and hashes, no value. */
export interface NewRefusal {
  readonly refusalId: string;
  readonly channel: "callback" | "webhook";
  readonly receivedAt: string;
  readonly code: string;
  readonly peerAddress?: string | undefined;
  readonly parameterNames: readonly string[];
  readonly bodySha256?: Buffer | undefined;
  /** What would have matched, if anything did. */
  readonly explanation?: object | undefined;
}

const MAX_PER_DAY = 1_000;

/** Notes a refusal, unless the last 24 hours hold a thousand already: a flood must not fill the disk (F6). */
export async function insertRefusal(db: Queryable, accountId: string, refusal: NewRefusal): Promise<void> {
  await db.query(
    `insert into refusals
       (account_id, refusal_id, channel, received_at, code, peer_address, parameter_names, body_sha256, explanation)
     select $1, $2, $3, $4, $5, $6, $7::text[], $8, $9::jsonb
     where (
       select count(*) from (
         select 1 from refusals where account_id = $1 and received_at > $4::timestamptz - interval '24 hours'
         limit $10
       ) today
     ) < $10`,
    [
      accountId,
      refusal.refusalId,
      refusal.channel,
      refusal.receivedAt,
      refusal.code,
      refusal.peerAddress ?? null,
      refusal.parameterNames,
      refusal.bodySha256 ?? null,
      refusal.explanation === undefined ? null : JSON.stringify(refusal.explanation),
      MAX_PER_DAY,
    ],
  );
}
