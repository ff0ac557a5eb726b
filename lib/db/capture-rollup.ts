import { z } from "zod";
import {
  CAPTURE_DIMENSIONS,
  CAPTURE_MEASURES,
  type CaptureDifference,
  type CaptureMeasure,
} from "@/lib/domain/capture-buckets";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

const stateFields = z.object({
  timeZone: z.string(),
  version: z.number(),
  generation: z.number(),
  phase: z.enum(["clearing", "counting", "complete"]),
});

/** By which rules the rollup is made, and how far: the columns of `capture_rollup_state`. */
export type RollupState = z.infer<typeof stateFields>;

/** Undefined before anything was counted. */
export async function readRollupState(db: Queryable, accountId: string): Promise<RollupState | undefined> {
  const { rows } = await db.query(
    "select time_zone, version, generation, phase from capture_rollup_state where account_id = $1",
    [accountId],
  );
  return readFirst(stateFields, rows);
}

/** Writes the state over what is held. Whoever begins a generation keeps everybody else off by `lockRollup`. */
export async function saveRollupState(
  tx: Queryable,
  accountId: string,
  { timeZone, version, generation, phase }: RollupState,
  now: number,
): Promise<void> {
  await tx.query(
    `insert into capture_rollup_state (account_id, time_zone, version, generation, phase, changed_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (account_id) do update set time_zone = excluded.time_zone, version = excluded.version,
       generation = excluded.generation, phase = excluded.phase, changed_at = excluded.changed_at`,
    [accountId, timeZone, version, generation, phase, new Date(now).toISOString()],
  );
}

/** Deletes up to `limit` rows. @returns how many there were */
export async function clearRollup(db: Queryable, accountId: string, limit: number): Promise<number> {
  const { rowCount } = await db.query(
    `delete from capture_rollup where ctid in (select ctid from capture_rollup where account_id = $1 limit $2)`,
    [accountId, limit],
  );
  return rowCount ?? 0;
}

const keyFields = z.object({
  grain: z.string(),
  currency: z.string(),
  dimension: z.string(),
  startsAt: instantField,
  value: z.string(),
});

const COLUMN_BY_MEASURE: Readonly<Record<CaptureMeasure, string>> = {
  captured: "captured_minor",
  capturedCount: "captured_count",
  refunded: "refunded_minor",
  refundedCount: "refunded_count",
  authorized: "authorized_minor",
  authorizedCount: "authorized_count",
  collected: "collected_minor",
  settled: "settled_minor",
  settledRefunded: "settled_refunded_minor",
  fee: "fee_minor",
  untoldFee: "untold_fee_minor",
};
const COLUMNS = CAPTURE_MEASURES.map((measure) => COLUMN_BY_MEASURE[measure]);

const KEY = "grain, currency, dimension, starts_at, value";
const NAMES = COLUMNS.join(", ");
const ARRAYS = COLUMNS.map((_, index) => `$${index + 7}::bigint[]`).join(", ");
const ADDITIONS = COLUMNS.map((column) => `${column} = held.${column} + excluded.${column}`).join(", ");
const IS_NOTHING = COLUMNS.map((column) => `${column} = 0`).join(" and ");

const ADD = `with added as (
    insert into capture_rollup as held (account_id, grain, currency, dimension, starts_at, value, ${NAMES})
    select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], ${ARRAYS})
    on conflict (account_id, grain, currency, dimension, starts_at, value) do update set ${ADDITIONS}
    returning ${KEY}, ${IS_NOTHING} as is_nothing
  )
  select ${KEY} from added where is_nothing`;

const REMOVE = `delete from capture_rollup where account_id = $1 and (${KEY}) in (
  select * from unnest($2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[]))`;

/**
 * Adds differences to the rollup. They come in the one order of `CaptureTally`, and this is the last thing that a
 * transaction does, so that two never wait for each other: whoever holds a row needs nothing but later rows.
 */
export async function addToRollup(
  tx: Queryable,
  accountId: string,
  differences: readonly CaptureDifference[],
): Promise<void> {
  if (differences.length === 0) return;
  const sums = CAPTURE_MEASURES.map((measure) =>
    differences.map((difference) => String(difference[measure])),
  );
  const { rows } = await tx.query(ADD, [accountId, ...keyColumns(differences), ...sums]);
  if (rows.length > 0) await tx.query(REMOVE, [accountId, ...keyColumns(readRows(keyFields, rows))]);
}

function keyColumns(keys: readonly z.infer<typeof keyFields>[]) {
  return (["grain", "currency", "dimension", "startsAt", "value"] as const).map((name) =>
    keys.map((key) => key[name]),
  );
}

const rowFields = z.object({
  grain: z.enum(["hour", "day"]),
  currency: z.string(),
  dimension: z.enum(CAPTURE_DIMENSIONS),
  startsAt: instantField,
  value: z.string(),
  sums: z.record(z.enum(CAPTURE_MEASURES), z.string().transform(BigInt)),
});

const SUMS = CAPTURE_MEASURES.map((measure) => `'${measure}', ${COLUMN_BY_MEASURE[measure]}::text`).join(
  ", ",
);

const LIST = `select ${KEY}, json_build_object(${SUMS}) as sums from capture_rollup
  where account_id = $1 and starts_at >= $2 and starts_at < $3`;

/** Every bucket of the time from `from` to before `to`, ISO instants. */
export async function listRollup(
  db: Queryable,
  accountId: string,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<readonly CaptureDifference[]> {
  const { rows } = await db.query(LIST, [accountId, from, to]);
  return readRows(rowFields, rows).map(({ sums, ...key }) => ({ ...key, ...sums }));
}
