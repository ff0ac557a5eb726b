import { z } from "zod";
import { minorUnits } from "@/lib/domain/minor-units";
import type { SettlementLine } from "@/lib/domain/settlement-lines";
import type { SettlementLinePlace } from "@/lib/domain/settlement-query";
import type { MatchedLine } from "@/lib/domain/settlement-report";
import type { Queryable } from "./connect";
import { indexed } from "./order-keys";
import { instantColumn, readRows } from "./rows";

/** Makes what an order's captures and refunds say of settlements what its document says, and nothing else. */
export async function replaceSettlementLines(
  tx: Queryable,
  accountId: string,
  orderKey: string,
  { currency, lines }: { readonly currency: string; readonly lines: readonly SettlementLine[] },
): Promise<void> {
  const rows = lines.map((line, position) => ({
    line_id: String(position),
    settlement_id: line.settlementId && indexed(line.settlementId),
    provider_reference: line.providerReference && indexed(line.providerReference),
    event_correlation_id: line.eventCorrelationId,
    payout_correlation_id: line.payoutCorrelationId,
    event: line.event,
    event_id: line.eventId,
    at: instantColumn(line.at),
    amount_minor: line.amount,
    capture_minor: line.capture,
    refund_minor: line.refund,
    fee_minor: line.fee,
  }));
  await tx.query(REPLACE, [accountId, orderKey, currency, rows.length, JSON.stringify(rows)]);
}

const REPLACE = `with dropped as (
    delete from settlement_lines where account_id = $1 and order_key = $2 and line_id::integer >= $4
  )
  insert into settlement_lines as held (account_id, order_key, currency, line_id, settlement_id, provider_reference,
    event_correlation_id, payout_correlation_id, event, event_id, at, amount_minor, capture_minor, refund_minor,
    fee_minor)
  select $1, $2, $3, * from jsonb_to_recordset($5::jsonb) as told (line_id text, settlement_id text,
    provider_reference text, event_correlation_id text, payout_correlation_id text, event text, event_id text,
    at timestamptz, amount_minor bigint, capture_minor bigint, refund_minor bigint, fee_minor bigint)
  on conflict (account_id, order_key, line_id) do update set
    currency = excluded.currency, settlement_id = excluded.settlement_id,
    provider_reference = excluded.provider_reference, event_correlation_id = excluded.event_correlation_id,
    payout_correlation_id = excluded.payout_correlation_id, event = excluded.event, event_id = excluded.event_id,
    at = excluded.at, amount_minor = excluded.amount_minor, capture_minor = excluded.capture_minor,
    refund_minor = excluded.refund_minor, fee_minor = excluded.fee_minor
    where (held.*) is distinct from (excluded.*)`;

/**
 * The lines of a settlement: those that name its id, and those without an id that name its provider's reference.
 * A subquery beside `settlements s`.
 */
export const LINES_OF = `(
    select * from settlement_lines
    where account_id = s.account_id and settlement_id = s.settlement_id
    union all
    select * from settlement_lines
    where account_id = s.account_id and settlement_id is null and provider_reference = s.provider_reference
  )`;

const matchedFields = z.object({
  settlementId: z.string(),
  currency: z.string(),
  amount: z.number().transform(minorUnits),
  capture: z.number().transform(minorUnits),
  refund: z.number().transform(minorUnits),
  fee: z.number().transform(minorUnits),
  lines: z.number(),
});

/** What the captures and refunds that we hold say of a settlement, in one currency. */
export type MatchedAmounts = z.infer<typeof matchedFields>;

export async function sumMatchedLines(
  db: Queryable,
  accountId: string,
  settlementIds: readonly string[],
): Promise<readonly MatchedAmounts[]> {
  const { rows } = await db.query(SUM_MATCHED, [accountId, settlementIds]);
  return readRows(matchedFields, rows);
}

const SUM_MATCHED = `select s.settlement_id, l.currency, coalesce(sum(l.amount_minor), 0)::bigint as amount,
    coalesce(sum(l.capture_minor), 0)::bigint as capture, coalesce(sum(l.refund_minor), 0)::bigint as refund,
    coalesce(sum(l.fee_minor), 0)::bigint as fee, count(*) as lines
  from settlements s, lateral ${LINES_OF} l
  where s.account_id = $1 and s.settlement_id = any($2)
  group by s.settlement_id, l.currency order by s.settlement_id, l.currency`;

const maybeMoney = z
  .number()
  .optional()
  .transform((value) => (value === undefined ? undefined : minorUnits(value)));
const lineFields = z.object({
  orderKey: z.string(),
  lineId: z.string(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  merchantReference: z.string().optional(),
  event: z.string(),
  at: z.string().optional(),
  currency: z.string(),
  amount: maybeMoney,
  capture: maybeMoney,
  refund: maybeMoney,
  fee: maybeMoney,
  eventCorrelationId: z.string().optional(),
  payoutCorrelationId: z.string().optional(),
});

/** The lines of a settlement, oldest first; at most `limit`. */
export async function listMatchedLines(
  db: Queryable,
  accountId: string,
  settlementId: string,
  { after, limit }: { readonly after?: SettlementLinePlace | undefined; readonly limit: number },
): Promise<readonly MatchedLine[]> {
  const { rows } = await db.query(
    LIST_MATCHED,
    [accountId, settlementId, after?.at ?? null, after?.orderKey ?? null, after?.lineId ?? null, limit],
    { isPlannedByValue: true },
  );
  return readRows(lineFields, rows);
}

const LIST_MATCHED = `select l.order_key, l.line_id, o.session_id, o.transaction_id,
    coalesce(o.merchant_reference, o.merchant_reference_2) as merchant_reference,
    l.event, l.at, l.currency, l.amount_minor as amount, l.capture_minor as capture,
    l.refund_minor as refund, l.fee_minor as fee,
    l.event_correlation_id, l.payout_correlation_id
  from settlements s, lateral ${LINES_OF} l
    join orders o on o.account_id = l.account_id and o.order_key = l.order_key
  where s.account_id = $1 and s.settlement_id = $2
    and ($3::timestamptz is null
      or (coalesce(l.at, '-infinity'), l.order_key, l.line_id) > ($3::timestamptz, $4, $5))
  order by coalesce(l.at, '-infinity'), l.order_key, l.line_id limit $6`;
