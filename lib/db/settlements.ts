import { z } from "zod";
import { minorUnits } from "@/lib/domain/minor-units";
import type { Settlement } from "@/lib/domain/settlement";
import type { HeldSettlement } from "@/lib/domain/settlement-report";
import type { Queryable } from "./connect";
import { indexed } from "./order-keys";
import { instantColumn, instantField, readFirst, readRows } from "./rows";

/** Writes what Dintero said of settlements over what is held; one it no longer lists stays. `now` in ms since 1970. */
export async function saveSettlements(
  tx: Queryable,
  accountId: string,
  settlements: readonly Settlement[],
  now: number,
): Promise<void> {
  if (settlements.length === 0) return;
  const byId = new Map(settlements.map((settlement) => [indexed(settlement.id), settlement]));
  const rows = [...byId].map(([settlement_id, settlement]) => ({
    settlement_id,
    settled_at: instantColumn(settlement.settledAt),
    start_at: instantColumn(settlement.startAt),
    end_at: instantColumn(settlement.endAt),
    created_at: instantColumn(settlement.createdAt),
    updated_at: instantColumn(settlement.updatedAt),
    provider: settlement.provider,
    provider_reference: settlement.providerReference && indexed(settlement.providerReference),
    payment_status: settlement.paymentStatus,
    store_id: settlement.storeId,
    payout_destination_id: settlement.payoutDestinationId,
    attachments: settlement.attachments,
  }));
  const amounts = [...byId].flatMap(([settlement_id, settlement]) =>
    settlement.amounts.map(({ currency, amount, capture, refund, fee }, position) => ({
      ...{ settlement_id, position, currency, amount_minor: amount },
      ...{ capture_minor: capture, refund_minor: refund, fee_minor: fee },
    })),
  );
  await tx.query(SAVE, [accountId, new Date(now).toISOString(), JSON.stringify(rows)]);
  await tx.query("delete from settlement_amounts where account_id = $1 and settlement_id = any($2)", [
    accountId,
    [...byId.keys()],
  ]);
  await tx.query(SAVE_AMOUNTS, [accountId, JSON.stringify(amounts)]);
}

const TOLD = `settled_at, start_at, end_at, created_at, updated_at, provider, provider_reference, payment_status, store_id,
  payout_destination_id, attachments`;
const SAVE = `insert into settlements as held (account_id, first_seen_at, fetched_at, settlement_id, ${TOLD})
  select $1, $2, $2, settlement_id, ${TOLD} from jsonb_to_recordset($3::jsonb) as told (settlement_id text,
    settled_at timestamptz, start_at timestamptz, end_at timestamptz, created_at timestamptz, updated_at timestamptz,
    provider text, provider_reference text, payment_status text, store_id text, payout_destination_id text,
    attachments jsonb)
  on conflict (account_id, settlement_id) do update set
    settled_at = excluded.settled_at, start_at = excluded.start_at, end_at = excluded.end_at,
    created_at = excluded.created_at, updated_at = excluded.updated_at, provider = excluded.provider,
    provider_reference = excluded.provider_reference, payment_status = excluded.payment_status,
    store_id = excluded.store_id, payout_destination_id = excluded.payout_destination_id,
    attachments = excluded.attachments, fetched_at = excluded.fetched_at, problem = null`;
const SAVE_AMOUNTS = `insert into settlement_amounts (account_id, settlement_id, position, currency, amount_minor,
    capture_minor, refund_minor, fee_minor)
  select $1, * from jsonb_to_recordset($2::jsonb) as told (settlement_id text, position integer, currency text,
    amount_minor bigint, capture_minor bigint, refund_minor bigint, fee_minor bigint)`;

/** Notes that an entry could not be read: what was read of it before stays, and the page says that it may be old. */
export async function noteUnreadableSettlement(
  tx: Queryable,
  accountId: string,
  { id, problem }: { readonly id: string; readonly problem: string },
  now: number,
): Promise<void> {
  await tx.query(
    `insert into settlements (account_id, settlement_id, problem, first_seen_at, fetched_at) values ($1, $2, $3, $4, $4)
     on conflict (account_id, settlement_id) do update set problem = excluded.problem, fetched_at = excluded.fetched_at`,
    [accountId, indexed(id), problem, new Date(now).toISOString()],
  );
}

const attachmentField = z.object({
  id: z.string(),
  key: z.string().optional(),
  contentType: z.string().optional(),
  extension: z.string().optional(),
  createdBy: z.string().optional(),
});
const amountsField = z.array(
  z
    .object({
      currency: z.string(),
      amount: z.number(),
      capture: z.number().nullable(),
      refund: z.number().nullable(),
      fee: z.number().nullable(),
    })
    .transform(({ currency, ...sums }) => ({
      currency,
      amount: minorUnits(sums.amount),
      capture: sums.capture === null ? undefined : minorUnits(sums.capture),
      refund: sums.refund === null ? undefined : minorUnits(sums.refund),
      fee: sums.fee === null ? undefined : minorUnits(sums.fee),
    })),
);
const settlementFields = z.object({
  id: z.string(),
  settledAt: instantField.optional(),
  startAt: instantField.optional(),
  endAt: instantField.optional(),
  createdAt: instantField.optional(),
  updatedAt: instantField.optional(),
  provider: z.string().optional(),
  providerReference: z.string().optional(),
  paymentStatus: z.string().optional(),
  storeId: z.string().optional(),
  payoutDestinationId: z.string().optional(),
  attachments: z.array(attachmentField),
  problem: z.string().optional(),
  fetchedAt: instantField,
  listedAt: instantField,
  amounts: amountsField,
});

const COLUMNS = `s.settlement_id as id, ${TOLD.split(",")
  .map((column) => `s.${column.trim()}`)
  .join(", ")}, s.problem, s.fetched_at, s.listed_at,
  (select coalesce(json_agg(json_build_object('currency', a.currency, 'amount', a.amount_minor,
     'capture', a.capture_minor, 'refund', a.refund_minor, 'fee', a.fee_minor) order by a.position), '[]')
   from settlement_amounts a
   where a.account_id = s.account_id and a.settlement_id = s.settlement_id) as amounts`;

/** Which settlements, newest first. Instants are in ms since 1970; `to` does not belong to them. */
export interface SettlementQuestion {
  readonly from: number;
  readonly to: number;
  readonly provider?: string | undefined;
  readonly paymentStatus?: string | undefined;
  /** Those before this one. */
  readonly before?: { readonly listedAt: string; readonly id: string } | undefined;
  readonly limit: number;
}

export async function listHeldSettlements(
  db: Queryable,
  accountId: string,
  { from, to, provider, paymentStatus, before, limit }: SettlementQuestion,
): Promise<readonly HeldSettlement[]> {
  const { rows } = await db.query(
    LIST,
    [
      accountId,
      new Date(from).toISOString(),
      new Date(to).toISOString(),
      provider ?? null,
      paymentStatus ?? null,
      before?.listedAt ?? null,
      before?.id ?? null,
      limit,
    ],
    { isPlannedByValue: true },
  );
  return readRows(settlementFields, rows);
}

const LIST = `select ${COLUMNS} from settlements s
  where s.account_id = $1 and s.listed_at >= $2 and s.listed_at < $3
    and ($4::text is null or s.provider = $4) and ($5::text is null or s.payment_status = $5)
    and ($6::timestamptz is null or (s.listed_at, s.settlement_id) < ($6::timestamptz, $7))
  order by s.listed_at desc, s.settlement_id desc limit $8`;

export async function findSettlement(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<HeldSettlement | undefined> {
  const { rows } = await db.query(
    `select ${COLUMNS} from settlements s where s.account_id = $1 and s.settlement_id = $2`,
    [accountId, id],
  );
  return readFirst(settlementFields, rows);
}

/** The providers that settlements name, at most 100, by name. */
export async function listSettlementProviders(db: Queryable, accountId: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ provider: string }>(
    `select distinct provider from settlements where account_id = $1 and provider is not null order by 1 limit 100`,
    [accountId],
  );
  return rows.map(({ provider }) => provider);
}
