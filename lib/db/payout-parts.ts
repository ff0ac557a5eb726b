import { z } from "zod";
import { type CurrencyCode, minorUnits } from "@/lib/domain/minor-units";
import type { PartPlace } from "@/lib/domain/payout-query";
import type { HeldPart, PartTotal, SplitTrouble } from "@/lib/domain/payout-report";
import type { Queryable } from "./connect";
import { instantField, readRows } from "./rows";

/** Which parts of captures and refunds. Instants in ms since 1970; `end` does not belong to them. */
export interface PartQuestion {
  readonly accountId: string;
  readonly from: number;
  readonly end: number;
  readonly currency?: CurrencyCode | undefined;
  /** The merchant's own account, or one destination. */
  readonly destination?: { readonly id?: string | undefined } | undefined;
  readonly kind?: "capture" | "refund" | undefined;
  readonly isSettled?: boolean | undefined;
  readonly issue?: "over" | "short" | undefined;
}

const money = z.number().transform(minorUnits);
const maybeMoney = z
  .number()
  .optional()
  .transform((value) => (value === undefined ? undefined : minorUnits(value)));

const partFields = z.object({
  orderKey: z.string(),
  partId: z.string(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  merchantReference: z.string().optional(),
  kind: z.enum(["capture", "refund"]),
  part: z.enum(["seller", "remainder", "unitemized"]),
  eventId: z.string().optional(),
  at: instantField,
  currency: z.string(),
  payoutDestinationId: z.string().optional(),
  amount: money,
  eventAmount: money,
  fee: maybeMoney,
  eventFee: maybeMoney,
  isSettled: z.boolean(),
  settlementIds: z.array(z.string()),
  paymentProductType: z.string().optional(),
  storeId: z.string().optional(),
});

/** One text whose unused parts PostgreSQL drops, since it is planned for its values each time. */
const CONDITIONS = `p.account_id = $1 and p.at >= $2 and p.at < $3
  and ($4::text is null or p.currency = $4)
  and ($5::text is null or ($5 = 'own' and p.payout_destination_id is null)
    or ($5 = 'one' and p.payout_destination_id = $6))
  and ($7::text is null or p.kind = $7)
  and ($8::boolean is null or ($8 and p.is_settled) or (not $8 and not p.is_settled))
  and ($9::text is null or (p.part = 'remainder' and not p.is_event_first
    and (($9 = 'over' and p.amount_minor < 0) or ($9 = 'short' and p.amount_minor > 0))))`;

function conditionValues({ destination, ...asked }: PartQuestion) {
  return [
    asked.accountId,
    new Date(asked.from).toISOString(),
    new Date(asked.end).toISOString(),
    asked.currency ?? null,
    destination === undefined ? null : destination.id === undefined ? "own" : "one",
    destination?.id ?? null,
    asked.kind ?? null,
    asked.isSettled ?? null,
    asked.issue ?? null,
  ];
}

const LIST = `select p.order_key, p.part_id, o.session_id, o.transaction_id,
    coalesce(o.merchant_reference, o.merchant_reference_2) as merchant_reference, p.kind, p.part, p.event_id, p.at,
    p.currency, p.payout_destination_id, p.amount_minor as amount, p.event_amount_minor as event_amount,
    p.fee_minor as fee, p.event_fee_minor as event_fee, p.is_settled, p.settlement_ids, p.payment_product_type,
    p.store_id
  from capture_parts p join orders o on o.account_id = p.account_id and o.order_key = p.order_key
  where ${CONDITIONS} and ($10::timestamptz is null or (p.at, p.order_key, p.part_id) < ($10, $11, $12))
  order by p.at desc, p.order_key desc, p.part_id desc limit $13`;

/** Newest first, from after a place on. */
export async function listParts(
  db: Queryable,
  question: PartQuestion,
  { after, limit }: { readonly after?: PartPlace | undefined; readonly limit: number },
): Promise<readonly HeldPart[]> {
  const place = [after?.at ?? null, after?.orderKey ?? null, after?.partId ?? null];
  const { rows } = await db.query(LIST, [...conditionValues(question), ...place, limit], {
    isPlannedByValue: true,
  });
  return readRows(partFields, rows);
}

const totalFields = z.object({
  currency: z.string(),
  kind: z.enum(["capture", "refund"]),
  amount: money,
  parts: z.number(),
});

/** Parts that a total looks at, the newest. */
const MOST_SUMMED = 10_000;

const SUM = `select currency, kind, sum(amount_minor)::bigint as amount, count(*) as parts from (
    select p.currency, p.kind, p.amount_minor from capture_parts p where ${CONDITIONS}
    order by p.at desc, p.order_key desc, p.part_id desc limit $10
  ) found group by currency, kind order by currency, kind`;

/** What the parts come to; of more than `MOST_SUMMED`, the newest. */
export async function sumParts(
  db: Queryable,
  question: PartQuestion,
): Promise<{ readonly totals: readonly PartTotal[]; readonly isExact: boolean }> {
  const { rows } = await db.query(SUM, [...conditionValues(question), MOST_SUMMED], {
    isPlannedByValue: true,
  });
  const totals = readRows(totalFields, rows);
  return { totals, isExact: totals.reduce((count, { parts }) => count + parts, 0) < MOST_SUMMED };
}

const troubleFields = z.object({
  currency: z.string(),
  issue: z.enum(["over", "short"]),
  count: z.number(),
  amount: money,
});

/** Captures and refunds whose splits do not come to their amount: by more, or by less. */
export async function countSplitTroubles(
  db: Queryable,
  { accountId, from, end, currency }: PartQuestion,
): Promise<{ readonly troubles: readonly SplitTrouble[]; readonly isExact: boolean }> {
  const { rows } = await db.query(
    `select currency, case when amount_minor < 0 then 'over' else 'short' end as issue, count(*) as count,
       sum(abs(amount_minor))::bigint as amount
     from (
       select currency, amount_minor from capture_parts
       where account_id = $1 and at >= $2 and at < $3 and ($4::text is null or currency = $4)
         and part = 'remainder' and not is_event_first and amount_minor <> 0
       limit $5
     ) found group by 1, 2 order by 2, 1`,
    [accountId, new Date(from).toISOString(), new Date(end).toISOString(), currency ?? null, MOST_SUMMED],
    { isPlannedByValue: true },
  );
  const troubles = readRows(troubleFields, rows);
  return { troubles, isExact: troubles.reduce((sum, { count }) => sum + count, 0) < MOST_SUMMED };
}
