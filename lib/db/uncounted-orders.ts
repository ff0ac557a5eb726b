import { z } from "zod";
import { CAPTURE_PARTS_VERSION } from "@/lib/domain/capture-parts";
import { minorUnits } from "@/lib/domain/minor-units";
import type { Queryable } from "./connect";
import { documentField, instantField, readRows } from "./rows";

/** Where a walk over the orders, newest first, has come to. */
export interface WalkPlace {
  readonly listedAt: string;
  readonly orderKey: string;
}

export const WALK_START: WalkPlace = { listedAt: "infinity", orderKey: "" };

const placeFields = z.object({
  orderKey: z.string(),
  listedAt: instantField,
  isDue: z.boolean(),
  isCurrent: z.boolean(),
  isLast: z.boolean(),
});

export interface UncountedPage {
  /** Whose contribution the rollup has not, or has of other figures than the order's. */
  readonly due: readonly {
    readonly orderKey: string;
    /** Its parts are stored as the rules of today make them: they only have to be added. */
    readonly isCurrent: boolean;
  }[];
  /** Absent at the end. */
  readonly next: WalkPlace | undefined;
}

/**
 * Looks at the next `limit` orders behind `place`. An order of which no money was reserved or moved is not due unless
 * something is counted of it. What a newer Kontor counted is left alone.
 */
export async function listUncounted(
  db: Queryable,
  accountId: string,
  generation: number,
  { listedAt, orderKey }: WalkPlace,
  limit: number,
): Promise<UncountedPage> {
  const { rows } = await db.query(UNCOUNTED, [
    accountId,
    listedAt,
    orderKey,
    limit,
    CAPTURE_PARTS_VERSION,
    generation,
  ]);
  const found = readRows(placeFields, rows);
  return { due: found.filter(({ isDue }) => isDue), next: found.find(({ isLast }) => isLast) };
}

const UNCOUNTED = `with page as materialized (
    select order_key, listed_at, currency, payment_product_type, card_brand, store_id, authorized_minor, captured_minor,
      refunded_minor
    from orders where account_id = $1 and (listed_at, order_key) < ($2::timestamptz, $3)
    order by listed_at desc, order_key desc limit $4
  ), compared as (
    select o.order_key, o.listed_at, c.version is null as is_new, c.version, c.counted_in,
      o.authorized_minor <> 0 or o.captured_minor <> 0 or o.refunded_minor <> 0 as has_money,
      (c.authorized_minor, c.captured_minor, c.refunded_minor, c.currency)
        = (o.authorized_minor, o.captured_minor, o.refunded_minor, o.currency)
        and c.payment_product_type is not distinct from o.payment_product_type
        and c.card_brand is not distinct from o.card_brand and c.store_id is not distinct from o.store_id as is_same,
      row_number() over (order by o.listed_at, o.order_key) = 1 as is_last
    from page o left join counted_orders c on c.account_id = $1 and c.order_key = o.order_key
  ), judged as (
    select order_key, listed_at, is_last, not is_new and version >= $5 and is_same as is_current,
      case when is_new then has_money else version < $5 or counted_in <> $6 or not is_same end as is_due
    from compared
  )
  select * from judged where is_due or is_last order by listed_at desc, order_key desc`;

const countedFields = z.object({
  orderKey: z.string(),
  currency: z.string(),
  authorized: z.number().transform(minorUnits),
  captured: z.number().transform(minorUnits),
  refunded: z.number().transform(minorUnits),
  paymentProductType: z.string().optional(),
  cardBrand: z.string().optional(),
  storeId: z.string().optional(),
  createdAt: instantField.optional(),
  authorizedAt: instantField.optional(),
  capturedAt: instantField.optional(),
  refundedAt: instantField.optional(),
  lastEventAt: instantField.optional(),
  transaction: documentField.optional(),
});

/** An order's figures as its row has them, and its transaction as it was last sent, where that is held. */
export type CountableOrder = z.infer<typeof countedFields>;

export async function listCountable(
  db: Queryable,
  accountId: string,
  orderKeys: readonly string[],
): Promise<CountableOrder[]> {
  const { rows } = await db.query(
    `select o.order_key, currency, authorized_minor as authorized, captured_minor as captured,
       refunded_minor as refunded, payment_product_type, card_brand, store_id, created_at, authorized_at, captured_at,
       refunded_at, last_event_at, d.document as transaction
     from orders o
     left join order_documents d on d.account_id = o.account_id and d.kind = 'transaction'
       and d.document_id = o.transaction_id
     where o.account_id = $1 and o.order_key = any($2)`,
    [accountId, orderKeys],
  );
  return readRows(countedFields, rows);
}
