import { z } from "zod";
import { DELIVERY_OUTCOMES, type DeliveryLogRow, LOG_KINDS, type LogKind } from "@/lib/domain/delivery-log";
import { logId } from "@/lib/domain/log-id";
import { REFUSAL_STATUS_BY_CODE } from "@/lib/errors";
import type { Queryable } from "./connect";
import { OUTCOME } from "./delivery-outcome";
import { instantField, readRows } from "./rows";

/**
 * What the log tells of each entry of `page (kind, at, key)`, a common table expression before it; $1 is the account.
 */
export const ENTRIES = `
  select at, page.kind, page.key,
    case page.kind when 'finding' then null when 'late' then 'callback' else coalesce(d.channel, r.channel) end as channel,
    case page.kind when 'delivery' then d.outcome when 'late' then 'late' when 'refusal' then 'refused' else 'found' end
      as outcome,
    coalesce(d.event, l.event, f.event) as event,
    coalesce(d.error, l.error) as error,
    coalesce(d.session_id, l.session_id, f.session_id) as session_id,
    coalesce(d.transaction_id, l.transaction_id, f.transaction_id) as transaction_id,
    coalesce(d.merchant_reference, l.merchant_reference, f.merchant_reference) as merchant_reference,
    coalesce(d.receipts, l.receipts, 1) as receipts,
    coalesce(d.attempts, l.attempts, 0) as attempts,
    coalesce(d.last_error, l.last_error, r.code) as code,
    d.changed,
    d.event_delivery,
    coalesce(d.event_id, l.event_id, f.event_id) as event_id,
    f.event_at
  from page
  left join lateral (
    select *, ${OUTCOME} as outcome, (effect ->> 'is_changed')::boolean as changed from deliveries
    where account_id = $1 and delivery_id = page.key and page.kind = 'delivery'
  ) d on true
  left join late_deliveries l on l.account_id = $1 and l.delivery_id = page.key and page.kind = 'late'
  left join refusals r on r.account_id = $1 and r.refusal_id = page.key and page.kind = 'refusal'
  left join findings f on f.account_id = $1 and f.finding_id = page.key and page.kind = 'finding'`;

const entryFields = z.object({
  at: instantField,
  kind: z.enum(LOG_KINDS),
  key: z.string(),
  channel: z.enum(["callback", "webhook"]).optional(),
  outcome: z.enum(DELIVERY_OUTCOMES),
  event: z.string().optional(),
  error: z.string().optional(),
  sessionId: z.string().optional(),
  transactionId: z.string().optional(),
  merchantReference: z.string().optional(),
  receipts: z.number(),
  attempts: z.number(),
  code: z.string().optional(),
  changed: z.boolean().optional(),
  eventDelivery: z.string().optional(),
  eventId: z.string().optional(),
  eventAt: instantField.optional(),
});

/** One entry of the log as `ENTRIES` gives it. */
export type LogEntry = z.infer<typeof entryFields>;

export function readEntries(rows: readonly object[]): LogEntry[] {
  return readRows(entryFields, rows);
}

/** The entry of this name, if there is one. */
export async function findLogEntry(
  db: Queryable,
  accountId: string,
  kind: LogKind,
  key: string,
): Promise<LogEntry | undefined> {
  const { rows } = await db.query(
    `with page as (
       select 'delivery' collate "C" as kind, received_at as at, delivery_id as key from deliveries
       where $2 = 'delivery' and account_id = $1 and delivery_id = $3
       union all
       select 'late', received_at, delivery_id from late_deliveries
       where $2 = 'late' and account_id = $1 and delivery_id = $3
       union all
       select 'refusal', received_at, refusal_id from refusals
       where $2 = 'refusal' and account_id = $1 and refusal_id = $3
       union all
       select 'finding', found_at, finding_id from findings
       where $2 = 'finding' and account_id = $1 and finding_id = $3 and found_at is not null
     ) ${ENTRIES}`,
    [accountId, kind, key],
  );
  return readEntries(rows)[0];
}

export function toRow(found: LogEntry): DeliveryLogRow {
  const { key, code, eventDelivery: _, eventId: __, eventAt: ___, ...entry } = found;
  return {
    ...entry,
    id: logId(entry.kind, key),
    code: entry.kind === "late" ? (code ?? "timestamp-outside-window") : code,
    answer: answerOf(entry.kind, code),
  };
}

/** The status that was answered: an acknowledged delivery 200, ever. */
function answerOf(kind: LogKind, code: string | undefined): number | undefined {
  switch (kind) {
    case "delivery":
      return 200;
    case "late":
      return REFUSAL_STATUS_BY_CODE["timestamp-outside-window"];
    case "refusal":
      return Object.entries(REFUSAL_STATUS_BY_CODE).find(([name]) => name === code)?.[1] ?? 401;
    case "finding":
      return undefined;
  }
}
