import { z } from "zod";
import type { Database, Queryable } from "./connect";
import { type ExactTerm, keyValue } from "./order-keys";
import { FOUND_COLUMNS, foundFields, type OrderMatch } from "./orders";
import { readRows } from "./rows";

/** An order that a search found, with what it was found by. */
export interface SearchHit extends OrderMatch {
  /**
   * What of the order matched. Personal where `matchedField` is "name", "email" or "phone": to be masked before anybody
   * is shown it.
   */
  readonly matchedText: string;
}

export interface SearchHits {
  /** Newest first. */
  readonly hits: readonly SearchHit[];
  /** False: more match than these, and, beyond what is bounded below, newer ones may be among them. */
  readonly isComplete: boolean;
}

/** How much of the store one search may touch, so that a million orders cost what ten thousand do. */
export interface SearchBounds {
  /** Orders from the newest on that are looked through in the list's own order. */
  readonly walked: number;
  /** The same where the part is no help to an index. */
  readonly walkedAlone: number;
  /** Orders that an index may lead to before it counts as too many. */
  readonly indexed: number;
}

/** Measured by `npm run bench -- search`: what is walked and what the index leads to cost some ten milliseconds each. */
const BOUNDS: SearchBounds = { walked: 4_000, walkedAlone: 12_000, indexed: 1_000 };

const keyFields = foundFields.extend({ place: z.number(), held: z.number() });

/**
 * For each of `terms` the stored orders it leads to, newest first, at most `limit`; one statement for all of them. A value
 * that very many orders share (a till's own e-mail address) gives the newest there are among the newest orders.
 */
export async function findByKeys(
  db: Queryable,
  accountId: string,
  terms: readonly ExactTerm[],
  limit: number,
  bounds = BOUNDS,
): Promise<readonly SearchHits[]> {
  if (terms.length === 0) return [];
  const values = terms.map(({ kind, value }) => keyValue(kind, value));
  const { rows } = await db.query(FIND_BY_KEYS, [
    accountId,
    terms.map(({ kind }) => kind),
    values,
    limit,
    bounds.indexed + 1,
  ]);
  const found = readRows(keyFields, rows);
  return Promise.all(
    terms.map(async (term, index) => {
      const mine = found.filter((order) => order.place === index + 1);
      const held = mine[0]?.held ?? 0;
      const isCut = held > bounds.indexed;
      const walked = isCut ? await walkByKey(db, accountId, term, limit, bounds) : [];
      // Of what so many share and none of the newest has, any will do.
      const orders = walked.length === limit ? walked : mine.map(({ place, held, ...order }) => order);
      const matched = { matchedField: term.kind, matchedText: term.value };
      return { hits: orders.map((order) => ({ ...order, ...matched })), isComplete: held <= limit };
    }),
  );
}

const FIND_BY_KEYS = `select * from (
    select ${FOUND_COLUMNS}, w.place::integer as place,
      count(*) over (partition by w.place)::integer as held,
      row_number() over (partition by w.place order by o.listed_at desc, o.order_key desc) as rank
    from unnest($2::text[], $3::text[]) with ordinality as w (kind, value, place)
    cross join lateral (
      select k.order_key from order_keys k
      where k.account_id = $1 and k.kind = w.kind and k.value = w.value limit $5
    ) k
    join orders o on o.account_id = $1 and o.order_key = k.order_key
  ) found where rank <= $4 order by place, rank`;

async function walkByKey(
  db: Queryable,
  accountId: string,
  { kind, value }: ExactTerm,
  limit: number,
  { walked }: SearchBounds,
) {
  const { rows } = await db.query(WALK_BY_KEY, [accountId, kind, keyValue(kind, value), walked, limit]);
  return readRows(foundFields, rows);
}

/** A limit inside keeps the planner from reading every order of the value first. */
const WALK_BY_KEY = `select ${FOUND_COLUMNS} from (
    select * from orders where account_id = $1 order by listed_at desc, order_key desc limit $4
  ) o
  cross join lateral (
    select 1 from order_keys k
    where k.account_id = $1 and k.kind = $2 and k.value = $3 and k.order_key = o.order_key limit 1
  ) k
  order by o.listed_at desc, o.order_key desc limit $5`;

const startFields = foundFields.extend({ kind: z.enum(["session-id", "transaction-id"]), value: z.string() });

/** The orders whose session's or transaction's id begins with `start`, newest first, at most `limit`. */
export async function findByIdStart(
  db: Queryable,
  accountId: string,
  start: string,
  limit: number,
  bounds = BOUNDS,
): Promise<SearchHits> {
  const kinds = startFields.shape.kind.options;
  const { rows } = await db.query(FIND_BY_ID_START, [accountId, kinds, start, limit + 1, bounds.indexed]);
  const found = readRows(startFields, rows);
  const hits = found.slice(0, limit).map(({ kind, value, ...order }) => ({
    ...order,
    matchedField: kind,
    matchedText: value,
  }));
  return { hits, isComplete: found.length <= limit };
}

/** A range of the primary key, whose texts are compared by byte: nothing that begins with $3 lies past $3 and the last character there is. */
const FIND_BY_ID_START = `select * from (
    select distinct on (o.order_key) ${FOUND_COLUMNS}, o.listed_at, o.order_key, k.kind, k.value
    from unnest($2::text[]) as w (kind)
    cross join lateral (
      select k.order_key, k.kind, k.value from order_keys k
      where k.account_id = $1 and k.kind = w.kind and k.value >= $3 and k.value < $3 || chr(1114111) limit $5
    ) k
    join orders o on o.account_id = $1 and o.order_key = k.order_key
    order by o.order_key, k.kind
  ) found order by listed_at desc, order_key desc limit $4`;

/** A trigram index knows nothing of shorter texts. */
const MIN_PART = 3;

const partFields = foundFields.extend({ customerName: z.string().optional(), held: z.number().optional() });

/**
 * The orders that hold `part` anywhere in a reference or the customer's name, newest first, at most `limit`. Looks
 * through the newest orders first: what many share is there. What few share is then found by the trigram index. Either
 * alone would read the whole store for what the other finds at once.
 */
export async function findByPart(
  db: Database,
  accountId: string,
  part: string,
  limit: number,
  bounds = BOUNDS,
): Promise<SearchHits> {
  const wanted = part.normalize("NFC").trim().toLowerCase();
  if ([...wanted].length < MIN_PART) return { hits: [], isComplete: true };
  const pattern = `%${wanted.replace(/[\\%_]/g, "\\$&")}%`;
  // Without three letters in a row there is no trigram that tells one order from another.
  const isIndexed = /[\p{L}\p{N}]{3}/u.test(wanted);
  const depth = isIndexed ? bounds.walked : bounds.walkedAlone;
  const walk = await db.query(WALK_BY_PART, [accountId, pattern, depth, limit + 1]);
  const newest = readRows(partFields, walk.rows);
  const hitsOf = (orders: typeof newest) => orders.slice(0, limit).map((order) => partHit(order, wanted));
  if (newest.length > limit || !isIndexed) {
    return { hits: hitsOf(newest), isComplete: false };
  }
  const { rows } = await db.transaction(async (tx) => {
    await tx.query(BY_INDEX_ONLY);
    return tx.query(FIND_BY_PART, [accountId, pattern, limit, bounds.indexed + 1], {
      isPlannedByValue: true,
    });
  });
  const found = readRows(partFields, rows);
  const held = found[0]?.held ?? 0;
  if (held <= bounds.indexed) return { hits: hitsOf(found), isComplete: held <= limit };
  const known = new Set(newest.map(keyOf));
  return {
    hits: hitsOf([...newest, ...found.filter((order) => !known.has(keyOf(order)))]),
    isComplete: false,
  };
}

const WALK_BY_PART = `select ${FOUND_COLUMNS}, o.customer_name from (
    select * from orders where account_id = $1 order by listed_at desc, order_key desc limit $3
  ) o
  where o.search like $2 order by o.listed_at desc, o.order_key desc limit $4`;

/** Within a transaction. With a limit and no order the planner would rather read the table from its beginning. */
const BY_INDEX_ONLY = `select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`;

const FIND_BY_PART = `select ${FOUND_COLUMNS}, o.customer_name, count(*) over ()::integer as held from (
    select * from orders where account_id = $1 and search like $2 limit $4
  ) o
  order by o.listed_at desc, o.order_key desc limit $3`;

type PartRow = z.infer<typeof partFields>;

function keyOf({ sessionId, transactionId }: PartRow): string {
  return sessionId ?? transactionId ?? "";
}

function partHit({ customerName, held, ...order }: PartRow, part: string): SearchHit {
  const reference = [order.merchantReference, order.merchantReference2].find((text) =>
    text?.normalize("NFC").toLowerCase().includes(part),
  );
  return reference === undefined
    ? { ...order, matchedField: "name", matchedText: customerName ?? "" }
    : { ...order, matchedField: "reference", matchedText: reference };
}
