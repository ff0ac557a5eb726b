import { createHash } from "node:crypto";
import type { Database } from "./connect";

/** For tests: an entry of the log as a test plants it, at `at` (ISO), everything else by its kind. */
export interface PlantedEntry {
  readonly kind: "delivery" | "late" | "refusal" | "finding";
  readonly key: string;
  readonly at: string;
  readonly channel?: "callback" | "webhook" | undefined;
  readonly state?: "received" | "fetched" | "applied" | "parked" | "unconfirmed" | undefined;
  readonly isChanged?: boolean | undefined;
  readonly differences?: readonly string[] | undefined;
  readonly event?: string | undefined;
  readonly error?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly merchantReference?: string | undefined;
  readonly receipts?: number | undefined;
  readonly peerAddress?: string | undefined;
  readonly code?: string | undefined;
}

let planted = 0;

/** A digest that no other entry of the run has. */
export function newDigest(): string {
  planted += 1;
  return createHash("sha256").update(String(planted)).digest("hex");
}

/** Puts `entry` where its kind is held. */
export async function plant(db: Database, accountId: string, entry: PlantedEntry): Promise<void> {
  const { key, at, event = null, error = null, receipts = 1, peerAddress = null } = entry;
  const { sessionId = null, transactionId = null, merchantReference = null } = entry;
  const about = [sessionId, transactionId, merchantReference];
  switch (entry.kind) {
    case "delivery": {
      const { state = "applied", isChanged = true, channel = "callback" } = entry;
      const effect = state === "applied" ? JSON.stringify({ is_changed: isChanged, after: null }) : null;
      await db.query(
        `insert into deliveries (account_id, delivery_id, channel, received_at, last_received_at, signed_at,
           key_number, method, raw_query, headers, body_state, body_bytes, session_id, transaction_id,
           merchant_reference, event, error, receipts, state, next_attempt_at, effect, body_differences,
           peer_address, last_error)
         values ($1, $2, $3, $4, $4, $4, 0, 'GET', '', '{}', 'absent', 0, $5, $6, $7, $8, $9, $10, $11, $4, $12, $13,
           $14, $15)`,
        [
          ...[accountId, key, channel, at, ...about, event, error, receipts, state, effect],
          ...[entry.differences ?? null, peerAddress, entry.code ?? null],
        ],
      );
      return;
    }
    case "late":
      await db.query(
        `insert into late_deliveries (account_id, delivery_id, received_at, skew_seconds, raw_query, next_attempt_at,
           session_id, transaction_id, merchant_reference, event, error, receipts)
         values ($1, $2, $3, 900, '', $3, $4, $5, $6, $7, $8, $9)`,
        [accountId, key, at, ...about, event, error, receipts],
      );
      return;
    case "refusal":
      await db.query(
        `insert into refusals (account_id, refusal_id, channel, received_at, code, peer_address, parameter_names)
         values ($1, $2, $3, $4, $5, $6, '{}')`,
        [accountId, key, entry.channel ?? "callback", at, entry.code ?? "signature-mismatch", peerAddress],
      );
      return;
    case "finding":
      await db.query(
        `insert into findings (account_id, finding_id, learnt_at, found_at, order_key, session_id, transaction_id,
           merchant_reference, event)
         values ($1, $2, $3, $3, $2, $4, $5, $6, $7)`,
        [accountId, key, at, ...about, event ?? "CAPTURE"],
      );
  }
}
