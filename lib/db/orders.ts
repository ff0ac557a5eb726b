import { z } from "zod";
import type { JsonObject } from "@/lib/domain/json";
import { minorUnits } from "@/lib/domain/minor-units";
import type { Queryable } from "./connect";
import { type ExactTerm, type KeyKind, keyValue } from "./order-keys";
import { documentField, instantField, readFirst, readRows } from "./rows";

export const foundFields = z.object({
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  merchantReference: z.string().optional(),
  merchantReference2: z.string().optional(),
  status: z.string(),
  /** What the order asks for, in minor units of `currency`. */
  ordered: z.number().transform(minorUnits),
  currency: z.string(),
  paymentProductType: z.string().optional(),
  createdAt: instantField.optional(),
});

/** An order as a list shows it: enough to tell the several orders of one reference apart, and nothing personal. */
export type FoundOrder = z.infer<typeof foundFields>;

/** Why an order was found: `term.kind`, or for part of a text what it is part of. */
export type MatchedField = KeyKind | "name";

export interface OrderMatch extends FoundOrder {
  readonly matchedField: MatchedField;
}

/** Of a row `o` of orders, for `foundFields`. */
export const FOUND_COLUMNS = `o.session_id, o.transaction_id, o.merchant_reference, o.merchant_reference_2, o.status,
  o.ordered_minor as ordered, o.currency, o.payment_product_type, o.created_at`;

const MAX_MATCHES = 50;

/** The stored orders that one exact value leads to, newest first, at most 50. */
export async function findOrders(
  db: Queryable,
  accountId: string,
  { kind, value }: ExactTerm,
): Promise<OrderMatch[]> {
  const { rows } = await db.query(
    `select ${FOUND_COLUMNS} from order_keys k
     join orders o on o.account_id = k.account_id and o.order_key = k.order_key
     where k.account_id = $1 and k.kind = $2 and k.value = $3
     order by o.listed_at desc, o.order_key desc limit ${MAX_MATCHES}`,
    [accountId, kind, keyValue(kind, value)],
  );
  return readRows(foundFields, rows).map((order) => ({ ...order, matchedField: kind }));
}

/** How many of a person's last reads are looked through for different orders. */
const MAX_READS = 200;

/**
 * The orders whose pages the user opened last, by the audit's word; the last opened first, each once. One that is no
 * longer stored is left out.
 */
export async function listOpenedOrders(
  db: Queryable,
  accountId: string,
  userId: string,
  limit: number,
): Promise<FoundOrder[]> {
  const { rows } = await db.query(
    `with reads as (
       select subject_kind, subject_id, at from audit
       where account_id = $1 and actor_id = $2 and action = 'orders.read'
       order by at desc limit ${MAX_READS}
     ), opened as (
       select k.order_key, max(r.at) as at from reads r
       join order_keys k on k.account_id = $1 and k.kind = r.subject_kind || '-id' and k.value = r.subject_id
       group by k.order_key
     )
     select ${FOUND_COLUMNS} from opened
     join orders o on o.account_id = $1 and o.order_key = opened.order_key
     order by opened.at desc, opened.order_key limit $3`,
    [accountId, userId, limit],
  );
  return readRows(foundFields, rows);
}

/** What the store holds of one order. */
export interface SavedDocuments {
  readonly sessionId?: string | undefined;
  readonly transactionId?: string | undefined;
  readonly session?: SavedDocument | undefined;
  readonly transaction?: SavedDocument | undefined;
}

interface SavedDocument {
  readonly document: JsonObject;
  /** ISO instant at which Dintero last said so. */
  readonly fetchedAt: string;
}

const savedFields = z.object({
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  session: documentField.optional(),
  sessionFetchedAt: instantField.optional(),
  transaction: documentField.optional(),
  transactionFetchedAt: instantField.optional(),
});

const SAVED = `select o.session_id, o.transaction_id,
    s.document as session, s.fetched_at as session_fetched_at,
    t.document as transaction, t.fetched_at as transaction_fetched_at
  from orders o
  left join order_documents s
    on s.account_id = o.account_id and s.kind = 'session' and s.document_id = o.session_id
  left join order_documents t
    on t.account_id = o.account_id and t.kind = 'transaction' and t.document_id = o.transaction_id
  where o.account_id = $1 and`;

/** The saved copy of an order by either of its ids, both halves where both are known; undefined when neither is. */
export async function getSavedDocuments(
  db: Queryable,
  accountId: string,
  id: { readonly sessionId: string } | { readonly transactionId: string },
): Promise<SavedDocuments | undefined> {
  const { rows } =
    "sessionId" in id
      ? await db.query(`${SAVED} o.order_key = $2 and o.session_id = $2`, [accountId, id.sessionId])
      : await db.query(`${SAVED} o.transaction_id = $2 order by o.session_id nulls last limit 1`, [
          accountId,
          id.transactionId,
        ]);
  const saved = readFirst(savedFields, rows);
  if (saved === undefined) return undefined;
  return {
    sessionId: saved.sessionId,
    transactionId: saved.transactionId,
    session: savedDocument(saved.session, saved.sessionFetchedAt),
    transaction: savedDocument(saved.transaction, saved.transactionFetchedAt),
  };
}

function savedDocument(document: JsonObject | undefined, fetchedAt: string | undefined) {
  return document === undefined || fetchedAt === undefined ? undefined : { document, fetchedAt };
}
