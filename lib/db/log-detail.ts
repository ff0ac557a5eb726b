import { z } from "zod";
import { SIGNATURE_DIFFERENCES } from "@/lib/domain/signature-difference";
import type { Queryable } from "./connect";
import { figureFields } from "./order-figures";
import { instantField, readFirst, readRows } from "./rows";

const headersField = z.record(z.string(), z.string());

/** What applying did, as the worker keeps it. */
export const effectFields = z.object({
  before: figureFields.nullish(),
  after: figureFields.nullish(),
  is_changed: z.boolean().optional(),
});

const deliveryFields = z.object({
  deliveryId: z.string(),
  channel: z.enum(["callback", "webhook"]),
  receivedAt: instantField,
  lastReceivedAt: instantField,
  receipts: z.number(),
  signedAt: instantField.optional(),
  keyNumber: z.number(),
  method: z.string(),
  rawQuery: z.string(),
  headers: headersField,
  /** Deflated. */
  body: z.instanceof(Buffer).optional(),
  bodyState: z.enum(["absent", "kept", "omitted", "removed"]),
  bodySha256: z.instanceof(Buffer).optional(),
  bodyBytes: z.number(),
  bodyVariants: z.array(z.instanceof(Buffer)),
  eventDelivery: z.string().optional(),
  peerAddress: z.string().optional(),
  state: z.enum(["received", "fetched", "applied", "parked", "unconfirmed"]),
  failures: z.number(),
  nextAttemptAt: instantField,
  processedAt: instantField.optional(),
  isBodyJson: z.boolean().optional(),
  bodyDifferences: z.array(z.string()).optional(),
  effect: effectFields.optional(),
});

export type KeptDelivery = z.infer<typeof deliveryFields>;

/** An accepted delivery as it is held, with its bytes unless they are not `wanted`. */
export async function findKeptDelivery(
  db: Queryable,
  accountId: string,
  deliveryId: string,
  isBodyWanted: boolean,
): Promise<KeptDelivery | undefined> {
  const { rows } = await db.query(
    `select delivery_id, channel, received_at, last_received_at, receipts, signed_at, key_number, method, raw_query,
       headers, case when $3::boolean then body end as body, body_state, body_sha256, body_bytes, body_variants,
       event_delivery, peer_address, state, failures, next_attempt_at, processed_at, is_body_json, body_differences,
       effect
     from deliveries where account_id = $1 and delivery_id = $2`,
    [accountId, deliveryId, isBodyWanted],
  );
  return readFirst(deliveryFields, rows);
}

const lateFields = z.object({
  receivedAt: instantField,
  lastReceivedAt: instantField.optional(),
  signedAt: instantField.optional(),
  skewSeconds: z.number(),
  keyNumber: z.number().optional(),
  method: z.string().optional(),
  rawQuery: z.string(),
  headers: headersField.optional(),
  peerAddress: z.string().optional(),
  nextAttemptAt: instantField,
  lastError: z.string().optional(),
  fetchedAt: instantField.optional(),
});

export type KeptLateDelivery = z.infer<typeof lateFields>;

export async function findKeptLateDelivery(
  db: Queryable,
  accountId: string,
  deliveryId: string,
): Promise<KeptLateDelivery | undefined> {
  const { rows } = await db.query(
    `select received_at, last_received_at, signed_at, skew_seconds, key_number, method, raw_query, headers,
       peer_address, next_attempt_at, last_error, fetched_at
     from late_deliveries where account_id = $1 and delivery_id = $2`,
    [accountId, deliveryId],
  );
  return readFirst(lateFields, rows);
}

/** The inverse of `RefusalExplanation` as it is written; what older or newer code wrote may be less. */
const explanationFields = z.object({
  matchesWhen: z.object({ difference: z.enum(SIGNATURE_DIFFERENCES), value: z.string() }).optional(),
  method: z.string().optional(),
  timestamp: z.number().optional(),
  expectedDigest: z.string().optional(),
  receivedDigest: z.string().optional(),
});

const refusalFields = z.object({
  channel: z.enum(["callback", "webhook"]),
  receivedAt: instantField,
  code: z.string(),
  peerAddress: z.string().optional(),
  parameterNames: z.array(z.string()),
  bodySha256: z.instanceof(Buffer).optional(),
  explanation: explanationFields.optional().catch(undefined),
});

export type KeptRefusal = z.infer<typeof refusalFields>;

export async function findKeptRefusal(
  db: Queryable,
  accountId: string,
  refusalId: string,
): Promise<KeptRefusal | undefined> {
  const { rows } = await db.query(
    `select channel, received_at, code, peer_address, parameter_names, body_sha256, explanation
     from refusals where account_id = $1 and refusal_id = $2`,
    [accountId, refusalId],
  );
  return readFirst(refusalFields, rows);
}

/** What the newest refusals of the 24 hours before `now` would have matched with, twenty looked at. */
export async function listMatchesOfRefusals(db: Queryable, accountId: string, now: number) {
  const { rows } = await db.query(
    `select channel, received_at, code, peer_address, parameter_names, body_sha256, explanation
     from refusals where account_id = $1 and received_at > $2::timestamptz - interval '24 hours'
     order by received_at desc, refusal_id desc limit 20`,
    [accountId, new Date(now).toISOString()],
  );
  return readRows(refusalFields, rows).map(({ explanation }) => explanation?.matchesWhen);
}

export type KeptEffect = z.infer<typeof effectFields>;
