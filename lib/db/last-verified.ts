import { z } from "zod";
import type { Queryable } from "./connect";
import { OUTCOME, OUTCOMES_OF_DELIVERIES } from "./delivery-outcome";
import { instantField, readRows } from "./rows";

const fields = z.object({
  channel: z.enum(["callback", "webhook"]),
  /** Which of the configured secrets verified it: 0 is the newest. */
  keyNumber: z.number(),
  at: instantField,
});

/** The newest delivery of a channel that was verified. */
export type LastVerified = z.infer<typeof fields>;

/** Of each channel; one that never brought anything is left out. A few rows of an index, whatever the table holds. */
export async function listLastVerified(db: Queryable, accountId: string): Promise<LastVerified[]> {
  const { rows } = await db.query(
    `select c as channel, newest.key_number, newest.at from unnest(array['callback', 'webhook']) c cross join lateral (
       select each.key_number, each.at from unnest($2::text[]) o cross join lateral (
         select key_number, received_at as at from deliveries
         where account_id = $1 and channel = c and ${OUTCOME} = o order by received_at desc limit 1
       ) each order by each.at desc limit 1
     ) newest order by c`,
    [accountId, OUTCOMES_OF_DELIVERIES],
  );
  return readRows(fields, rows);
}
