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

/** A delivery as its taker may write to it: `attempts` tells this loan from every later one of the same delivery. */
export type Loan = Pick<DueDelivery, "deliveryId" | "attempts">;

/** What applying a delivery did: figures before and after; nothing personal. */
export interface DeliveryOutcome {
  readonly state: "applied" | "parked" | "unconfirmed";
  readonly lastError?: string | undefined;
  readonly isBodyJson?: boolean | undefined;
  /** Paths where the body differs from Dintero's answer; empty when it agrees; absent when there was nothing to compare. */
  readonly bodyDifferences?: readonly string[] | undefined;
  /** Where the order stands after it, next to what `markFetched` kept; absent when nothing was applied. */
  readonly effect?: JsonObject | undefined;
}

/**
 * Ends the work on a delivery, unless its loan ran out and another has it. Its order has been heard of then, also when
 * nothing could be applied.
 */
export async function finishDelivery(
  db: Queryable,
  accountId: string,
  loan: Loan,
  outcome: DeliveryOutcome,
  now: number,
): Promise<void> {
  await db.query(
    `with done as (
       update deliveries set state = $4, last_error = $5, is_body_json = $6, body_differences = $7,
         effect = coalesce(effect, '{}') || $8::jsonb, processed_at = $9
       where account_id = $1 and delivery_id = $2 and attempts = $3 and state in ('received', 'fetched')
       returning session_id, transaction_id, received_at
     )
     update orders o set received_at = done.received_at from done
     where o.account_id = $1 and (o.order_key = done.session_id or o.transaction_id = done.transaction_id)
       and o.received_at is null`,
    [
      accountId,
      loan.deliveryId,
      loan.attempts,
      outcome.state,
      outcome.lastError ?? null,
      outcome.isBodyJson ?? null,
      outcome.bodyDifferences ?? null,
      JSON.stringify(outcome.effect ?? {}),
      new Date(now).toISOString(),
    ],
  );
}

/**
 * Notes that Dintero has answered, and how the order stood before: kept from the first time on, so that a crash
 * between applying and finishing does not make the delivery look as if it had changed nothing.
 * @returns what was kept
 */
export async function markFetched(
  db: Queryable,
  accountId: string,
  loan: Loan,
  before: JsonObject | undefined,
): Promise<JsonObject | undefined> {
  const { rows } = await db.query<{ before: JsonObject | null }>(
    `update deliveries set state = 'fetched', effect = coalesce(effect, jsonb_build_object('before', $4::jsonb))
     where account_id = $1 and delivery_id = $2 and attempts = $3 and state in ('received', 'fetched')
     returning nullif(effect -> 'before', 'null') as before`,
    [accountId, loan.deliveryId, loan.attempts, before === undefined ? null : JSON.stringify(before)],
  );
  const [row] = rows;
  return row === undefined ? before : (row.before ?? undefined);
}

/** Gives a delivery back, to be taken again at `nextAttemptAt`. Only a `failure` of ours or of the data counts towards parking. */
export async function postponeDelivery(
  db: Queryable,
  accountId: string,
  loan: Loan,
  {
    nextAttemptAt,
    lastError,
    isFailure,
  }: { readonly nextAttemptAt: number; readonly lastError: string; readonly isFailure: boolean },
): Promise<void> {
  await db.query(
    `update deliveries set next_attempt_at = $4, last_error = $5, failures = failures + $6
     where account_id = $1 and delivery_id = $2 and attempts = $3 and state in ('received', 'fetched')`,
    [
      accountId,
      loan.deliveryId,
      loan.attempts,
      new Date(nextAttemptAt).toISOString(),
      lastError,
      isFailure ? 1 : 0,
    ],
  );
}

/** When the next delivery, accepted or late, is due, in milliseconds since 1970; undefined when none waits. */
export function nextDueAt(db: Queryable, accountId: string): Promise<number | undefined> {
  return readInstant(
    db.query(
      `select least(
         (select min(next_attempt_at) from deliveries where account_id = $1 and state in ('received', 'fetched')),
         (select min(next_attempt_at) from late_deliveries where account_id = $1 and fetched_at is null)
       ) as at`,
      [accountId],
    ),
  );
}

/** How many deliveries wait to be worked on. */
export async function countWaiting(db: Queryable, accountId: string): Promise<number> {
  const { rows } = await db.query<{ waiting: number }>(
    `select count(*)::integer as waiting from deliveries
     where account_id = $1 and state in ('received', 'fetched')`,
    [accountId],
  );
  return rows[0]?.waiting ?? 0;
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
