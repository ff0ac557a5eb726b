import { z } from "zod";
import {
  EXPIRING_WITHIN_MS,
  FAILED_WITHIN_MS,
  MOST_COUNTED,
  REFUSED_STATUSES,
  RESERVED_STATUSES,
} from "@/lib/domain/attention";
import type { Queryable } from "./connect";
import { OUTCOME } from "./delivery-outcome";
import { readFirst } from "./rows";

const figureFields = z.object({
  failed: z.number(),
  operations: z.number(),
  onHold: z.number(),
  differing: z.number(),
  hasUnchecked: z.boolean(),
  expiring: z.array(z.object({ method: z.string().nullable(), count: z.number() })),
  parked: z.number().optional(),
  refused: z.number().optional(),
});

/**
 * What needs somebody. Each count stops at one more than `MOST_COUNTED`; what is expiring is counted by payment product
 * type, the most first; `parked` and `refused` are absent when callbacks were not asked for.
 */
type AttentionFigures = z.infer<typeof figureFields>;

const MOST = "$5::bigint";
/** Rows that an index gives, and no more of them than are counted. */
const counted = (table: string, condition: string, order = "") =>
  `(select count(*)::int from (select from ${table} where account_id = $1 and ${condition} ${order} limit ${MOST} + 1) few)`;
const LATELY = "failed_at >= $3::timestamptz";

const FAILED = counted("orders", `${LATELY} and status = any ($6::text[])`, "order by failed_at");
const OPERATIONS = counted("orders", `${LATELY} and status = any ($7::text[])`, "order by failed_at");
const ON_HOLD = counted("orders", "status = 'ON_HOLD'", "order by status");
const DIFFERING = counted("orders", "check_rules <> '{}'", "order by listed_at");
const REFUSED = counted("refusals", "received_at > $3::timestamptz", "order by received_at desc");

/** One round trip; each part reads one index, as far as it counts. */
export const ATTENTION = `select
    ${FAILED} as failed,
    ${OPERATIONS} as operations,
    ${ON_HOLD} as on_hold,
    ${DIFFERING} as differing,
    exists (select from orders where account_id = $1 and check_rules is null) as has_unchecked,
    (select coalesce(json_agg(json_build_object('method', method, 'count', found) order by found desc, method), '[]')
     from (
       select payment_product_type as method, count(*)::int as found from (
         select payment_product_type from orders
         where account_id = $1 and authorization_expires_at >= $2::timestamptz and authorization_expires_at < $4::timestamptz
         order by authorization_expires_at limit ${MOST} + 1
       ) few group by 1
     ) by_method) as expiring,
    case when $8::boolean then (
      select sum(found)::int from unnest(array['callback', 'webhook']) c cross join lateral (
        select count(*) as found from (
          select from deliveries where account_id = $1 and channel = c and ${OUTCOME} = 'parked'
          order by received_at desc limit ${MOST} + 1
        ) few
      ) each
    ) end as parked,
    case when $8::boolean then ${REFUSED} end as refused`;

/** `now` in milliseconds since 1970. */
export async function readAttentionFigures(
  db: Queryable,
  accountId: string,
  now: number,
  withCallbacks: boolean,
): Promise<AttentionFigures> {
  const { rows } = await db.query(ATTENTION, attentionValues(accountId, now, withCallbacks));
  const figures = readFirst(figureFields, rows);
  if (figures === undefined) throw new Error("a query of figures alone gives one row");
  return figures;
}

export function attentionValues(accountId: string, now: number, withCallbacks: boolean): unknown[] {
  const instant = (at: number) => new Date(at).toISOString();
  return [
    accountId,
    instant(now),
    instant(now - FAILED_WITHIN_MS),
    instant(now + EXPIRING_WITHIN_MS),
    MOST_COUNTED,
    REFUSED_STATUSES,
    RESERVED_STATUSES,
    withCallbacks,
  ];
}
