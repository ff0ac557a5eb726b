import { z } from "zod";
import {
  CAPTURE_PARTS_VERSION,
  type CaptureContribution,
  type CapturePart,
} from "@/lib/domain/capture-parts";
import { minorUnits } from "@/lib/domain/minor-units";
import type { Queryable } from "./connect";
import { indexed, short } from "./order-keys";
import { instantField, readRows } from "./rows";

const amount = z.number().transform(minorUnits);
const orNothing = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);

const partFields = z
  .object({
    kind: z.enum(["capture", "refund"]),
    part: z.enum(["seller", "remainder", "unitemized"]),
    event_id: orNothing(z.string()),
    at: z.string().transform((at) => new Date(at).toISOString()),
    payout_destination_id: orNothing(z.string()),
    amount_minor: amount,
    event_amount_minor: amount,
    is_event_first: z.boolean(),
    fee_minor: orNothing(amount),
    event_fee_minor: orNothing(amount),
    settlement_ids: z.array(z.string()),
    is_settled: z.boolean(),
  })
  .transform(
    (row): CapturePart => ({
      kind: row.kind,
      part: row.part,
      eventId: row.event_id,
      at: row.at,
      payoutDestinationId: row.payout_destination_id,
      amount: row.amount_minor,
      eventAmount: row.event_amount_minor,
      isEventFirst: row.is_event_first,
      fee: row.fee_minor,
      eventFee: row.event_fee_minor,
      settlementIds: row.settlement_ids,
      isSettled: row.is_settled,
    }),
  );

const heldFields = z.object({
  orderKey: z.string(),
  version: z.number(),
  countedIn: z.number(),
  currency: z.string(),
  paymentProductType: z.string().optional(),
  cardBrand: z.string().optional(),
  storeId: z.string().optional(),
  authorized: amount,
  authorizedAt: instantField,
  captured: amount,
  refunded: amount,
  parts: z.array(partFields),
});

/** What is stored of an order's contribution, by which rules it was made, and which generation of the rollup holds it. */
export interface HeldContribution {
  readonly contribution: CaptureContribution;
  readonly version: number;
  readonly countedIn: number;
}

/** By order key; an order without one contributes nothing, or was never looked at. */
export async function readContributions(
  db: Queryable,
  accountId: string,
  orderKeys: readonly string[],
): Promise<ReadonlyMap<string, HeldContribution>> {
  const { rows } = await db.query(
    `select order_key, version, counted_in, currency, payment_product_type, card_brand, store_id,
       authorized_minor as authorized, authorized_at, captured_minor as captured, refunded_minor as refunded,
       (select coalesce(json_agg(json_build_object('kind', kind, 'part', part, 'event_id', event_id, 'at', at,
            'payout_destination_id', payout_destination_id, 'amount_minor', amount_minor,
            'event_amount_minor', event_amount_minor, 'is_event_first', is_event_first, 'fee_minor', fee_minor,
            'event_fee_minor', event_fee_minor, 'is_settled', is_settled,
            'settlement_ids', settlement_ids) order by part_id), '[]')
        from capture_parts p where p.account_id = c.account_id and p.order_key = c.order_key) as parts
     from counted_orders c where account_id = $1 and order_key = any($2)`,
    [accountId, orderKeys],
  );
  return new Map(
    readRows(heldFields, rows).map(({ orderKey, version, countedIn, ...contribution }) => [
      orderKey,
      { contribution, version, countedIn },
    ]),
  );
}

/** An order and what it contributes now. */
export interface NewContribution {
  readonly orderKey: string;
  readonly contribution: CaptureContribution;
  /** Nothing is held of it. */
  readonly isNew: boolean;
}

/** Writes contributions over what is held of these orders. */
export async function writeContributions(
  tx: Queryable,
  accountId: string,
  orders: readonly NewContribution[],
  countedIn: number,
): Promise<void> {
  const keys = orders.flatMap(({ orderKey, isNew }) => (isNew ? [] : [orderKey]));
  if (keys.length > 0)
    await tx.query("delete from capture_parts where account_id = $1 and order_key = any($2)", [
      accountId,
      keys,
    ]);
  await tx.query(WRITE, [
    accountId,
    CAPTURE_PARTS_VERSION,
    countedIn,
    JSON.stringify(orders.map(orderRow)),
    JSON.stringify(orders.flatMap(partRows)),
  ]);
}

const WRITE = `with told as (
    select * from jsonb_to_recordset($4::jsonb) as told (order_key text, currency text, payment_product_type text,
      card_brand text, store_id text, authorized_minor bigint, authorized_at timestamptz, captured_minor bigint,
      refunded_minor bigint)
  ), parts as (
    insert into capture_parts (account_id, currency, payment_product_type, card_brand, store_id, order_key, part_id, kind,
      part, event_id, at, payout_destination_id, amount_minor, event_amount_minor, is_event_first, fee_minor,
      event_fee_minor, settlement_ids, is_settled)
    select $1, told.currency, told.payment_product_type, told.card_brand, told.store_id, held.*
    from jsonb_to_recordset($5::jsonb) as held (order_key text, part_id text, kind text, part text, event_id text,
      at timestamptz, payout_destination_id text, amount_minor bigint, event_amount_minor bigint,
      is_event_first boolean, fee_minor bigint, event_fee_minor bigint, settlement_ids text[], is_settled boolean)
    join told on told.order_key = held.order_key
  )
  insert into counted_orders (account_id, version, counted_in, order_key, currency, payment_product_type, card_brand,
    store_id, authorized_minor, authorized_at, captured_minor, refunded_minor)
  select $1, $2, $3, told.* from told
  on conflict (account_id, order_key) do update set
    version = excluded.version, counted_in = excluded.counted_in, currency = excluded.currency,
    payment_product_type = excluded.payment_product_type, card_brand = excluded.card_brand,
    store_id = excluded.store_id, authorized_minor = excluded.authorized_minor,
    authorized_at = excluded.authorized_at, captured_minor = excluded.captured_minor,
    refunded_minor = excluded.refunded_minor`;

/** The rollup of this generation holds them, and they are as the rules of today make them. */
export async function markCounted(
  tx: Queryable,
  accountId: string,
  orderKeys: readonly string[],
  countedIn: number,
): Promise<void> {
  await tx.query(
    "update counted_orders set counted_in = $3, version = $4 where account_id = $1 and order_key = any($2)",
    [accountId, orderKeys, countedIn, CAPTURE_PARTS_VERSION],
  );
}

/** These orders contribute nothing any more. */
export async function dropContributions(
  tx: Queryable,
  accountId: string,
  orderKeys: readonly string[],
): Promise<void> {
  await tx.query(
    `with parts as (delete from capture_parts where account_id = $1 and order_key = any($2))
     delete from counted_orders where account_id = $1 and order_key = any($2)`,
    [accountId, orderKeys],
  );
}

/** NUL, and halves of surrogate pairs, which shortening may leave: PostgreSQL's text holds neither. */
const REFUSED = /\0|\p{Surrogate}/gu;

function storableText(text: string | undefined): string | undefined {
  return short(text)?.replace(REFUSED, "\ufffd");
}

/** `contribution` exactly as it comes back from the store, so that it can be compared with what is held. */
export function asStored(contribution: CaptureContribution): CaptureContribution {
  return {
    ...contribution,
    currency: storableText(contribution.currency) ?? "",
    paymentProductType: storableText(contribution.paymentProductType),
    cardBrand: storableText(contribution.cardBrand),
    storeId: storableText(contribution.storeId),
    parts: contribution.parts.map((part) => ({
      ...part,
      eventId: part.eventId === undefined ? undefined : indexed(part.eventId),
      payoutDestinationId:
        part.payoutDestinationId === undefined ? undefined : indexed(part.payoutDestinationId),
      settlementIds: part.settlementIds.map(indexed),
    })),
  };
}

function orderRow({ orderKey, contribution: order }: NewContribution) {
  return {
    order_key: orderKey,
    currency: order.currency,
    payment_product_type: order.paymentProductType,
    card_brand: order.cardBrand,
    store_id: order.storeId,
    authorized_minor: order.authorized,
    authorized_at: order.authorizedAt,
    captured_minor: order.captured,
    refunded_minor: order.refunded,
  };
}

function partRows({ orderKey, contribution }: NewContribution) {
  return contribution.parts.map((part, index) => ({
    order_key: orderKey,
    part_id: String(index + 1).padStart(6, "0"),
    kind: part.kind,
    part: part.part,
    event_id: part.eventId,
    at: part.at,
    payout_destination_id: part.payoutDestinationId,
    amount_minor: part.amount,
    event_amount_minor: part.eventAmount,
    is_event_first: part.isEventFirst,
    fee_minor: part.fee,
    event_fee_minor: part.eventFee,
    settlement_ids: part.settlementIds,
    is_settled: part.isSettled,
  }));
}
