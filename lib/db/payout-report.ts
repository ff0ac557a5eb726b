import { z } from "zod";
import type { CurrencyCode } from "@/lib/domain/minor-units";
import type { PayoutSums } from "@/lib/domain/payout-report";
import type { Queryable } from "./connect";
import { instantField, readRows } from "./rows";

/** Sums come as text: a year of orders may be more than a number holds. */
const wholeField = z.string().transform(BigInt);
const sumFields = {
  captured: wholeField,
  capturedCount: wholeField,
  refunded: wholeField,
  refundedCount: wholeField,
  settled: wholeField,
  settledRefunded: wholeField,
  fee: wholeField,
  untoldFee: wholeField,
};
const SUMS = `sum(r.captured_minor)::text as captured, sum(r.captured_count)::text as captured_count,
  sum(r.refunded_minor)::text as refunded, sum(r.refunded_count)::text as refunded_count,
  sum(r.settled_minor)::text as settled, sum(r.settled_refunded_minor)::text as settled_refunded,
  sum(r.fee_minor)::text as fee, sum(r.untold_fee_minor)::text as untold_fee`;

/** Whose sums, in which currencies, of the days from `from` on and before `end`, in ms since 1970. */
export interface PayoutScope {
  readonly accountId: string;
  readonly currencies: readonly CurrencyCode[];
  readonly from: number;
  readonly end: number;
}

const rowFields = z.object({ currency: z.string(), value: z.string(), ...sumFields });

/** What came to one payout destination in one currency; "" is the merchant's own account. */
export interface DestinationSums extends PayoutSums {
  readonly currency: CurrencyCode;
  readonly value: string;
}

/** Reads one range of the primary key for each currency: what it costs grows with days and destinations. */
const SUM = `select c.currency, found.* from unnest($2::text[]) as c (currency), lateral (
    select r.value, ${SUMS} from capture_rollup r
    where r.account_id = $1 and r.grain = 'day' and r.currency = c.currency and r.dimension = $3
      and r.starts_at >= $4 and r.starts_at < $5
    group by r.value
    having bool_or(r.captured_minor <> 0 or r.refunded_minor <> 0 or r.captured_count <> 0 or r.refunded_count <> 0)
  ) found`;

/** By payout destination, in no order. */
export async function sumByDestination(
  db: Queryable,
  scope: PayoutScope,
): Promise<readonly DestinationSums[]> {
  return sum(db, scope, "payout_destination");
}

/** All destinations together, for what is counted once: events, and fees that nobody is known to bear. */
export async function sumPayouts(db: Queryable, scope: PayoutScope): Promise<readonly DestinationSums[]> {
  return sum(db, scope, "all");
}

async function sum(db: Queryable, { accountId, currencies, from, end }: PayoutScope, dimension: string) {
  const { rows } = await db.query(SUM, [accountId, currencies, dimension, iso(from), iso(end)]);
  return readRows(rowFields, rows);
}

const everFields = z.object({ currency: z.string(), value: z.string() });

/**
 * The destinations of which something was captured before `cutoff` (ms since 1970) and nothing was ever settled. None in
 * a currency in which nothing is settled at all: there Dintero tells nothing of settlements.
 */
export async function listNeverSettled(
  db: Queryable,
  accountId: string,
  currencies: readonly CurrencyCode[],
  cutoff: number,
): Promise<readonly z.infer<typeof everFields>[]> {
  const { rows } = await db.query(
    `select c.currency, found.value from unnest($2::text[]) as c (currency), lateral (
       select r.value from capture_rollup r
       where r.account_id = $1 and r.grain = 'day' and r.currency = c.currency
         and r.dimension = 'payout_destination' and r.value <> ''
       group by r.value
       having bool_and(r.settled_minor = 0) and bool_or(r.captured_minor > 0 and r.starts_at < $3)
     ) found
     where exists (
       select from capture_rollup r where r.account_id = $1 and r.grain = 'day' and r.currency = c.currency
         and r.dimension = 'all' and r.settled_minor <> 0)`,
    [accountId, currencies, iso(cutoff)],
  );
  return readRows(everFields, rows);
}

const lateFields = z.object({ currency: z.string(), amount: z.number(), since: instantField });

/** What was captured before `cutoff` (ms since 1970) and is not settled, by currency. */
export async function sumLateCaptures(
  db: Queryable,
  accountId: string,
  currencies: readonly CurrencyCode[],
  cutoff: number,
): Promise<readonly z.infer<typeof lateFields>[]> {
  const { rows } = await db.query(
    `select c.currency, found.amount, found.since from unnest($2::text[]) as c (currency), lateral (
       select sum(r.captured_minor - r.settled_minor)::bigint as amount,
         min(r.starts_at) filter (where r.captured_minor <> r.settled_minor) as since
       from capture_rollup r
       where r.account_id = $1 and r.grain = 'day' and r.currency = c.currency and r.dimension = 'all'
         and r.starts_at < $3
     ) found
     where found.since is not null and found.amount <> 0`,
    [accountId, currencies, iso(cutoff)],
  );
  return readRows(lateFields, rows);
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
