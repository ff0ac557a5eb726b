import { z } from "zod";
import type { Queryable } from "./connect";
import { instantField, readRows } from "./rows";

/** A right signature outside the time window, kept apart from what was acknowledged (F7). */
export interface NewLateDelivery {
  readonly deliveryId: string;
  readonly receivedAt: string;
  readonly signedAt: string;
  readonly skewSeconds: number;
  readonly keyNumber: number;
  readonly method: string;
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly peerAddress?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly event?: string | undefined;
  readonly eventId?: string | undefined;
  readonly error?: string | undefined;
}

/** Keeps a late delivery; the same one again counts one receipt more. */
export async function insertLateDelivery(
  db: Queryable,
  accountId: string,
  late: NewLateDelivery,
): Promise<void> {
  await db.query(
    `insert into late_deliveries as held
       (account_id, delivery_id, received_at, last_received_at, next_attempt_at, skew_seconds, raw_query, session_id,
        transaction_id, merchant_reference, event, event_id, error, signed_at, key_number, method, headers,
        peer_address)
     values ($1, $2, $3, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
     on conflict (account_id, delivery_id) do update set
       receipts = held.receipts + 1, last_received_at = excluded.last_received_at`,
    [
      accountId,
      late.deliveryId,
      late.receivedAt,
      late.skewSeconds,
      late.rawQuery,
      late.sessionId ?? null,
      late.transactionId ?? null,
      late.merchantReference ?? null,
      late.event ?? null,
      late.eventId ?? null,
      late.error ?? null,
      late.signedAt,
      late.keyNumber,
      late.method,
      JSON.stringify(late.headers),
      late.peerAddress ?? null,
    ],
  );
}

const dueLateFields = z.object({
  deliveryId: z.string(),
  receivedAt: instantField,
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  attempts: z.number(),
});

/** A late delivery whose order is to be fetched. */
export type DueLateDelivery = z.infer<typeof dueLateFields>;

/** Takes late deliveries as `takeDueDeliveries` takes accepted ones. */
export async function takeDueLateDeliveries(
  db: Queryable,
  accountId: string,
  now: number,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<DueLateDelivery[]> {
  const { rows } = await db.query(
    `with due as (
       select delivery_id from late_deliveries
       where account_id = $1 and fetched_at is null and next_attempt_at <= $2
       order by next_attempt_at limit $3 for update skip locked
     )
     update late_deliveries d set attempts = d.attempts + 1, next_attempt_at = $4
     from due where d.account_id = $1 and d.delivery_id = due.delivery_id
     returning d.delivery_id, d.received_at, d.session_id, d.transaction_id, d.attempts`,
    [accountId, new Date(now).toISOString(), limit, new Date(now + leaseMs).toISOString()],
  );
  return readRows(dueLateFields, rows);
}

/** Ends the work on a late delivery: its order was fetched, or, with `lastError`, given up on. */
export async function finishLateDelivery(
  db: Queryable,
  accountId: string,
  deliveryId: string,
  lastError: string | undefined,
  now: number,
): Promise<void> {
  await db.query(
    "update late_deliveries set fetched_at = $3, last_error = $4 where account_id = $1 and delivery_id = $2",
    [accountId, deliveryId, new Date(now).toISOString(), lastError ?? null],
  );
}

/** Gives a late delivery back, to be taken again at `nextAttemptAt`. */
export async function postponeLateDelivery(
  db: Queryable,
  accountId: string,
  deliveryId: string,
  lastError: string,
  nextAttemptAt: number,
): Promise<void> {
  await db.query(
    "update late_deliveries set next_attempt_at = $3, last_error = $4 where account_id = $1 and delivery_id = $2",
    [accountId, deliveryId, new Date(nextAttemptAt).toISOString(), lastError],
  );
}
