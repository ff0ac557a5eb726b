import { z } from "zod";
import { BAND, type BandCount } from "@/lib/domain/failure-band";
import type { Queryable } from "./connect";
import { instantField, readFirst, readRows } from "./rows";

export interface ReasonBand extends BandCount {
  /** A rule of the decision table. */
  readonly reason: string;
}

export interface ReasonBands {
  readonly bands: readonly ReasonBand[];
  /** How many whole windows of orders there are to compare with, at most `BAND.mostWindows`. */
  readonly windows: number;
}

const WINDOW_MS = BAND.windowHours * 3_600_000;
const oldestFields = z.object({ oldestAt: instantField.optional() });
const bandFields = z.object({ reason: z.string(), count: z.number(), before: z.number() });

/** How often each reason came in the last window before `now` (ms since 1970), and in those before it. */
export async function countReasonBands(db: Queryable, accountId: string, now: number): Promise<ReasonBands> {
  const instantBefore = (windows: number) => new Date(now - windows * WINDOW_MS).toISOString();
  const oldest = await db.query(
    // An order without any time stands at 1970, and says nothing about how long we have looked.
    `select min(listed_at) as oldest_at from orders where account_id = $1 and listed_at > timestamptz '1971-01-01 00:00:00+00'`,
    [accountId],
  );
  const oldestAt = readFirst(oldestFields, oldest.rows)?.oldestAt;
  const known = oldestAt === undefined ? 0 : Math.floor((now - Date.parse(oldestAt)) / WINDOW_MS) - 1;
  const windows = Math.max(0, Math.min(known, BAND.mostWindows));
  if (windows < BAND.fewestWindows) return { bands: [], windows };
  const { rows } = await db.query(
    `select failure_reason as reason, count(*) filter (where failed_at > $2)::int as count,
       count(*) filter (where failed_at <= $2)::int as before
     from orders
     where account_id = $1 and failed_at > $3 and failed_at <= $4 and failure_reason is not null
     group by failure_reason order by failure_reason`,
    [accountId, instantBefore(1), instantBefore(1 + windows), instantBefore(0)],
  );
  return { bands: readRows(bandFields, rows).map((band) => ({ ...band, windows })), windows };
}
