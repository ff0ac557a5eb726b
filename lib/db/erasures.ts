import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { PersonalIdentifiers } from "@/lib/domain/personal-identifiers";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

/** What a tombstone may be about. */
export interface ErasureSubject extends PersonalIdentifiers {
  /** Of sessions and transactions. */
  readonly ids: readonly string[];
  /** ISO; undefined when nothing tells: then it counts as older than every erasure. */
  readonly createdAt?: string | undefined;
}

const erasedFields = z.object({ erasedAt: instantField.optional() });

/** When the order with these ids, or the person with these contacts, was erased; undefined when neither was. */
export async function findErasure(
  db: Queryable,
  accountId: string,
  { ids, emails, phones, createdAt }: ErasureSubject,
): Promise<string | undefined> {
  const { rows } = await db.query(
    `select min(erased_at) as erased_at from (
       select erased_at from erasures where account_id = $1 and kind = 'order' and value = any($2)
       union all
       select e.erased_at from erasure_keys k cross join unnest($3::text[]) as contact
       join erasures e on e.account_id = $1 and e.kind = 'contact'
         and e.value = encode(sha256(k.secret || convert_to(contact, 'UTF8')), 'hex')
       where k.account_id = $1 and ($4::timestamptz is null or $4::timestamptz <= e.erased_at)
     ) as found`,
    [accountId, ids, [...emails, ...phones], createdAt],
  );
  return readFirst(erasedFields, rows)?.erasedAt;
}

export interface Tombstones extends PersonalIdentifiers {
  readonly ids: readonly string[];
  readonly because: "request" | "retention";
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** Writes what is erased from now on. In a transaction that keeps everybody
 * from writing orders (`lockRollup`), so that none of them has looked before. What was erased before stays so. */
export async function insertErasures(
  tx: Queryable,
  accountId: string,
  { ids, emails, phones, because, at }: Tombstones,
): Promise<void> {
  const contacts = [...emails, ...phones];
  if (contacts.length > 0)
    await tx.query(
      `insert into erasure_keys (account_id, key_id, secret)
       select $1, 'first', $2 where not exists (select 1 from erasure_keys where account_id = $1)
       on conflict do nothing`,
      [accountId, randomBytes(32)],
    );
  await tx.query(
    `insert into erasures (account_id, kind, value, erased_at, because, finished_at)
     select $1, 'order', value, $4::timestamptz, $5, null::timestamptz from unnest($2::text[]) as value
     union
     select $1, 'contact', encode(sha256(secret || convert_to(contact, 'UTF8')), 'hex'), $4::timestamptz, $5, $4
     from unnest($3::text[]) as contact
     cross join (select secret from erasure_keys where account_id = $1 order by key_id limit 1) as key
     on conflict (account_id, kind, value) do update set erased_at = greatest(erasures.erased_at, excluded.erased_at)
       where excluded.kind = 'contact'`,
    [accountId, ids, contacts, new Date(at).toISOString(), because],
  );
}

const heldFields = z.object({
  orderKey: z.string(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
});

/** An order that holds personal data still. */
export type HeldPerson = z.infer<typeof heldFields>;

/** Orders created before `before` (ms since 1970) that are not erased, the oldest first. */
export async function listPastRetention(
  db: Queryable,
  accountId: string,
  before: number,
  limit: number,
): Promise<HeldPerson[]> {
  const { rows } = await db.query(
    `select order_key, session_id, transaction_id from orders
     where account_id = $1 and erased_at is null and listed_at < $2 order by listed_at limit $3`,
    [accountId, new Date(before).toISOString(), limit],
  );
  return readRows(heldFields, rows);
}

const idFields = z.object({ value: z.string() });

/** Ids of sessions and transactions that are to be erased and may not be yet: just asked for, cut off, or restored. */
export async function listUnfinishedErasures(
  db: Queryable,
  accountId: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await db.query(
    "select value from erasures where account_id = $1 and finished_at is null order by value limit $2",
    [accountId, limit],
  );
  return readRows(idFields, rows).map(({ value }) => value);
}

/** Nothing of these ids holds personal data any more. `now` in ms since 1970. */
export async function finishErasures(
  db: Queryable,
  accountId: string,
  ids: readonly string[],
  now: number,
): Promise<void> {
  await db.query(
    "update erasures set finished_at = $3 where account_id = $1 and kind = 'order' and value = any($2)",
    [accountId, ids, new Date(now).toISOString()],
  );
}

/**
 * Takes a person out of what orders are found and listed by, without the documents they are made from: where there are
 * none, and at once after a backup was restored.
 */
export async function blankOrders(db: Queryable, accountId: string, ids: readonly string[]): Promise<void> {
  await db.query(
    `with blanked as (
       update orders set customer_name = null, erased_at = e.erased_at,
         search = lower(concat_ws(E'\n', merchant_reference, merchant_reference_2))
       from erasures e
       where orders.account_id = $1 and orders.erased_at is null
         and e.account_id = $1 and e.kind = 'order' and e.value = any($2)
         and (orders.order_key = e.value or orders.transaction_id = e.value)
       returning orders.order_key
     )
     delete from order_keys
     where account_id = $1 and kind in ('email', 'phone') and order_key in (select order_key from blanked)`,
    [accountId, ids],
  );
}

/** Takes the bodies of what Dintero told of these orders away; their hashes stay. @returns how many */
export async function removeBodiesOf(
  db: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<number> {
  const { rowCount } = await db.query(
    `update deliveries set body = null, body_state = 'removed'
     where account_id = $1 and body is not null and (session_id = any($2) or transaction_id = any($2))`,
    [accountId, ids],
  );
  return rowCount ?? 0;
}

/** Takes bodies away that came before `before` (ms since 1970), the oldest first; their hashes stay. @returns how many */
export async function removeOldBodies(
  db: Queryable,
  accountId: string,
  before: number,
  limit: number,
): Promise<number> {
  const { rowCount } = await db.query(
    `update deliveries set body = null, body_state = 'removed'
     where account_id = $1 and delivery_id in (
       select delivery_id from deliveries
       where account_id = $1 and body is not null and received_at < $2
         and state in ('applied', 'unconfirmed', 'parked')
       order by received_at limit $3 for update skip locked
     )`,
    [accountId, new Date(before).toISOString(), limit],
  );
  return rowCount ?? 0;
}
