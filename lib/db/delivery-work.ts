import { z } from "zod";
import type { JsonObject } from "@/lib/domain/json";
import type { Queryable } from "./connect";
import { instantField, readRows } from "./rows";

const dueFields = z.object({
  deliveryId: z.string(),
  channel: z.enum(["callback", "webhook"]),
  receivedAt: instantField,
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  event: z.string().optional(),
  eventId: z.string().optional(),
  error: z.string().optional(),
  attempts: z.number(),
  failures: z.number(),
  /** Deflated. */
  body: z.instanceof(Buffer).optional(),
});

/** A delivery that a worker has taken, with what it needs to work on it. */
export type DueDelivery = z.infer<typeof dueFields>;

/**
 * Takes deliveries that are due and lends them to the caller until `leaseMs` from `now`: who does not finish by then
 * (killed, cut off) loses them to another. `SKIP LOCKED`, so any number of processes may take at once.
 */
export async function takeDueDeliveries(
  db: Queryable,
  accountId: string,
  now: number,
  { limit, leaseMs }: { readonly limit: number; readonly leaseMs: number },
): Promise<DueDelivery[]> {
  const { rows } = await db.query(
    `with due as (
       select delivery_id from deliveries
       where account_id = $1 and state in ('received', 'fetched') and next_attempt_at <= $2
       order by next_attempt_at limit $3 for update skip locked
     )
     update deliveries d set attempts = d.attempts + 1, next_attempt_at = $4
     from due where d.account_id = $1 and d.delivery_id = due.delivery_id
     returning d.delivery_id, d.channel, d.received_at, d.session_id, d.transaction_id, d.event, d.event_id, d.error,
       d.attempts, d.failures, d.body`,
    [accountId, new Date(now).toISOString(), limit, new Date(now + leaseMs).toISOString()],
  );
  return readRows(dueFields, rows);
}

/** What applying a delivery did: figures before and after; nothing personal. */
export interface DeliveryOutcome {
  readonly state: "applied" | "parked" | "unconfirmed";
  readonly lastError?: string | undefined;
  /** Paths where the body differs from Dintero's answer; empty when it agrees; absent when there was nothing to compare. */
  readonly bodyDifferences?: readonly string[] | undefined;
  readonly effect?: JsonObject | undefined;
}

/** Ends the work on a delivery. */
export async function finishDelivery(
  db: Queryable,
  accountId: string,
  deliveryId: string,
  outcome: DeliveryOutcome,
  now: number,
): Promise<void> {
  await db.query(
    `update deliveries set state = $3, last_error = $4, body_differences = $5, effect = $6::jsonb, processed_at = $7
     where account_id = $1 and delivery_id = $2`,
    [
      accountId,
      deliveryId,
      outcome.state,
      outcome.lastError ?? null,
      outcome.bodyDifferences ?? null,
      outcome.effect === undefined ? null : JSON.stringify(outcome.effect),
      new Date(now).toISOString(),
    ],
  );
}

/** Notes that Dintero has answered; what is left is ours alone. */
export async function markFetched(db: Queryable, accountId: string, deliveryId: string): Promise<void> {
  await db.query(
    "update deliveries set state = 'fetched' where account_id = $1 and delivery_id = $2 and state = 'received'",
    [accountId, deliveryId],
  );
}

/** Gives a delivery back, to be taken again at `nextAttemptAt`. Only a `failure` of ours or of the data counts towards parking. */
export async function postponeDelivery(
  db: Queryable,
  accountId: string,
  deliveryId: string,
  {
    nextAttemptAt,
    lastError,
    isFailure,
  }: { readonly nextAttemptAt: number; readonly lastError: string; readonly isFailure: boolean },
): Promise<void> {
  await db.query(
    `update deliveries set next_attempt_at = $3, last_error = $4, failures = failures + $5
     where account_id = $1 and delivery_id = $2`,
    [accountId, deliveryId, new Date(nextAttemptAt).toISOString(), lastError, isFailure ? 1 : 0],
  );
}

/** When the next delivery is due, in milliseconds since 1970; undefined when none waits. */
export function nextDueAt(db: Queryable, accountId: string): Promise<number | undefined> {
  return readInstant(
    db.query(
      `select min(next_attempt_at) as at from deliveries
       where account_id = $1 and state in ('received', 'fetched')`,
      [accountId],
    ),
  );
}

/** When the oldest delivery that still waits came, in milliseconds since 1970. */
export function oldestWaitingAt(db: Queryable, accountId: string): Promise<number | undefined> {
  return readInstant(
    db.query(
      `select min(received_at) as at from deliveries
       where account_id = $1 and state in ('received', 'fetched')`,
      [accountId],
    ),
  );
}

async function readInstant(
  result: Promise<{ readonly rows: readonly { readonly at: string | null }[] }>,
): Promise<number | undefined> {
  const at = (await result).rows[0]?.at;
  return at == null ? undefined : Date.parse(at);
}
