import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { LogKind } from "@/lib/domain/delivery-log";
import type { Queryable } from "./connect";
import { OUTCOME } from "./delivery-outcome";
import { effectFields } from "./log-detail";
import type { OrderFigures } from "./order-figures";
import { instantField, readRows } from "./rows";

export interface NewReprocessing {
  readonly kind: LogKind;
  readonly entryKey: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actorId: string;
  readonly outcome: "applied" | "unconfirmed" | "failed";
  readonly code?: string | undefined;
  readonly effect?:
    | {
        readonly before?: OrderFigures | undefined;
        readonly after?: OrderFigures | undefined;
        readonly isChanged: boolean;
      }
    | undefined;
  readonly requestId?: string | undefined;
}

/** Keeps that an entry was processed again, and what came of it. */
export async function insertReprocessing(
  db: Queryable,
  accountId: string,
  { effect, ...reprocessing }: NewReprocessing,
): Promise<void> {
  await db.query(
    `insert into reprocessings (account_id, reprocess_id, kind, entry_key, at, actor_id, outcome, code, effect,
       request_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      accountId,
      randomUUID(),
      reprocessing.kind,
      reprocessing.entryKey,
      new Date(reprocessing.at).toISOString(),
      reprocessing.actorId,
      reprocessing.outcome,
      reprocessing.code ?? null,
      effect === undefined
        ? null
        : JSON.stringify({ before: effect.before, after: effect.after, is_changed: effect.isChanged }),
      reprocessing.requestId ?? null,
    ],
  );
}

const reprocessingFields = z.object({
  at: instantField,
  by: z.string().optional(),
  outcome: z.enum(["applied", "unconfirmed", "failed", "queued"]),
  code: z.string().optional(),
  effect: effectFields.optional(),
});

/** The re-processings of one entry, newest first, fifty at most, with the names of who asked for them. */
export async function listReprocessings(db: Queryable, accountId: string, kind: LogKind, entryKey: string) {
  const { rows } = await db.query(
    `select r.at, coalesce(nullif(u.name, ''), u.email) as by, r.outcome, r.code, r.effect
     from reprocessings r left join users u on u.account_id = r.account_id and u.user_id = r.actor_id
     where r.account_id = $1 and r.kind = $2 and r.entry_key = $3
     order by r.at desc, r.reprocess_id desc limit 50`,
    [accountId, kind, entryKey],
  );
  return readRows(reprocessingFields, rows);
}

/**
 * Takes a delivery out of parking once it has been applied after all: what it did the first time stays, and its worker,
 * should one be at it, finds that its loan is over. Nothing happens to one that is applied already.
 */
export async function markReprocessed(
  db: Queryable,
  accountId: string,
  deliveryId: string,
  {
    isBodyJson,
    bodyDifferences,
    effect,
  }: {
    readonly isBodyJson?: boolean | undefined;
    readonly bodyDifferences?: readonly string[] | undefined;
    readonly effect: NonNullable<NewReprocessing["effect"]>;
  },
  now: number,
): Promise<void> {
  await db.query(
    `update deliveries set state = 'applied', attempts = attempts + 1, last_error = null, processed_at = $3,
       is_body_json = $4, body_differences = $5,
       effect = jsonb_build_object('before', $6::jsonb) || coalesce(effect, '{}') || $7::jsonb
     where account_id = $1 and delivery_id = $2 and state <> 'applied'`,
    [
      accountId,
      deliveryId,
      new Date(now).toISOString(),
      isBodyJson ?? null,
      bodyDifferences ?? null,
      JSON.stringify(effect.before ?? null),
      JSON.stringify({ is_changed: effect.isChanged, after: effect.after ?? null }),
    ],
  );
}

/** How many deliveries are parked. */
export async function countParked(db: Queryable, accountId: string): Promise<number> {
  const { rows } = await db.query<{ parked: number }>(
    `select count(*)::integer as parked from deliveries
     where account_id = $1 and channel in ('callback', 'webhook') and ${OUTCOME} = 'parked'`,
    [accountId],
  );
  return rows[0]?.parked ?? 0;
}

/**
 * Gives at most `limit` parked deliveries back to the workers, with all their tries before them, and keeps who did.
 * Each process may take them; those that another call has just taken are passed over.
 * @returns how many
 */
export async function requeueParked(
  db: Queryable,
  accountId: string,
  {
    parkedBefore,
    limit,
    actorId,
    requestId,
    now,
  }: {
    /** Only what was parked until then, in milliseconds since 1970: what is parked again stays. */
    readonly parkedBefore: number;
    readonly limit: number;
    readonly actorId: string;
    readonly requestId?: string | undefined;
    readonly now: number;
  },
): Promise<number> {
  const { rows } = await db.query<{ queued: number }>(
    `with parked as (
       select delivery_id from deliveries
       where account_id = $1 and channel in ('callback', 'webhook') and ${OUTCOME} = 'parked' and processed_at <= $2
       order by received_at limit $3 for update skip locked
     ), queued as (
       update deliveries d set state = 'received', failures = 0, next_attempt_at = $4
       from parked where d.account_id = $1 and d.delivery_id = parked.delivery_id
       returning d.delivery_id
     ), noted as (
       insert into reprocessings (account_id, reprocess_id, kind, entry_key, at, actor_id, outcome, request_id)
       select $1, gen_random_uuid()::text, 'delivery', delivery_id, $4, $5, 'queued', $6 from queued
       returning 1
     )
     select count(*)::integer as queued from noted`,
    [
      accountId,
      new Date(parkedBefore).toISOString(),
      limit,
      new Date(now).toISOString(),
      actorId,
      requestId ?? null,
    ],
  );
  return rows[0]?.queued ?? 0;
}
