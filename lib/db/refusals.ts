import type { SignatureDifference } from "@/lib/domain/signature-difference";
import type { Queryable } from "./connect";

/** What was compared and what would have matched. No whole digest, and no value of the query. */
export interface RefusalExplanation {
  /** Absent when no other reading matches: then it is the secret, or somebody else. */
  readonly matchesWhen?: { readonly difference: SignatureDifference; readonly value: string } | undefined;
  readonly method: string;
  /** The signed time, Unix seconds. */
  readonly timestamp: number;
  /** First and last six characters. */
  readonly expectedDigest: string;
  readonly receivedDigest: string;
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
  /** Of a callback; a webhook signs nothing that could be read differently. */
  readonly explanation?: RefusalExplanation | undefined;
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
