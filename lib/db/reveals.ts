import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { Queryable } from "./connect";
import { instantField, readFirst } from "./rows";

/** The order whose contact data is meant, by whichever ids are known; at least one. */
export interface RevealSubject {
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
}

const revealFields = z.object({ reason: z.string(), createdAt: instantField, expiresAt: instantField });

/** For how long, and why, one person may see the contact data of one order. */
export type Reveal = z.infer<typeof revealFields>;

/** `now` and `expiresAt` are in milliseconds since 1970. */
export async function createReveal(
  db: Queryable,
  accountId: string,
  reveal: RevealSubject & {
    readonly userId: string;
    readonly reason: string;
    readonly now: number;
    readonly expiresAt: number;
  },
): Promise<void> {
  await db.query(
    `insert into reveals (account_id, reveal_id, user_id, session_id, transaction_id, reason, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      accountId,
      randomBytes(16).toString("base64url"),
      reveal.userId,
      reveal.sessionId,
      reveal.transactionId,
      reveal.reason,
      new Date(reveal.now),
      new Date(reveal.expiresAt),
    ],
  );
}

/** The user's reveal of this order that is alive at `now`, the one that ends last. */
export async function findReveal(
  db: Queryable,
  accountId: string,
  userId: string,
  subject: RevealSubject,
  now: number,
): Promise<Reveal | undefined> {
  const { rows } = await db.query(
    `select reason, created_at, expires_at from reveals
     where account_id = $1 and user_id = $2 and expires_at > $3 and (session_id = $4 or transaction_id = $5)
     order by expires_at desc limit 1`,
    [accountId, userId, new Date(now), subject.sessionId, subject.transactionId],
  );
  return readFirst(revealFields, rows);
}
