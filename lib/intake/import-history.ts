import type { Database } from "@/lib/db/connect";
import { exclusively } from "@/lib/db/exclusive";
import { listImportedDays, noteDayImported } from "@/lib/db/imported-days";
import type { Dintero } from "@/lib/dintero/client";
import { addDays, type LocalDay, startOfDay } from "@/lib/domain/local-day";
import { AppError } from "@/lib/errors";
import { newTally, type TakeInDeps, type Tally } from "./take-in";
import { takeInWindow } from "./windows";

export interface ImportDeps {
  readonly db: Database;
  readonly accountId: string;
  /** As `polite` makes it. */
  readonly dintero: Dintero;
  /** Whose days; an IANA name. */
  readonly timeZone: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onUnreadable: TakeInDeps["onUnreadable"];
  /** Told before each day and after each page. */
  readonly onProgress: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  /** The day that is being read. */
  readonly day: LocalDay;
  readonly daysDone: number;
  readonly days: number;
  readonly tally: Readonly<Tally>;
}

export interface ImportResult {
  readonly tally: Tally;
  /** Days that were read now, and days that an earlier import had read. */
  readonly daysRead: number;
  readonly daysKnown: number;
}

/** What an order's day may still get after its end, as lists lag behind. */
const SETTLE_MS = 3_600_000;

/**
 * Reads the history of the days from `from` to `to`, both included, newest first, since that is what people ask about:
 * the sessions and transactions made on them, as they are today. A day that was read whole is not read again unless
 * `isAgain`; so an import that was cut off goes on where it was. Every document goes through the same `apply` as a
 * callback's, so to repeat is safe, beside a running Kontor too.
 * @throws AppError "invalid-request" when another import is at it; else as `Dintero` and the store do
 */
export async function importHistory(
  deps: ImportDeps,
  { from, to, isAgain }: { readonly from: LocalDay; readonly to: LocalDay; readonly isAgain: boolean },
): Promise<ImportResult> {
  const done = await exclusively(deps.db, deps.accountId, "import", async (stillAlone) => {
    const { db, accountId, timeZone } = deps;
    const known = isAgain ? new Set<string>() : await listImportedDays(db, accountId, timeZone, { from, to });
    const days = daysBetween(from, to).filter((day) => !known.has(day));
    const tally = newTally();
    for (const [daysDone, day] of days.entries()) {
      await importDay(deps, day, tally, () => deps.onProgress({ day, daysDone, days: days.length, tally }));
      await stillAlone();
    }
    return { tally, daysRead: days.length, daysKnown: known.size };
  });
  if (done === undefined) throw new AppError("invalid-request", "another import is running; let it finish");
  return done.result;
}

async function importDay(deps: ImportDeps, day: LocalDay, tally: Tally, tell: () => void): Promise<void> {
  const { db, accountId, timeZone, dintero } = deps;
  const from = startOfDay(day, timeZone);
  const to = startOfDay(addDays(day, 1), timeZone);
  const taking: TakeInDeps = { ...deps, source: "import", dintero };
  tell();
  for (const stream of ["transactions-created", "sessions-created"] as const) {
    await takeInWindow(stream, { from, to: to - 1 }, taking, tally, tell);
  }
  // By Dintero's clock, which the answers have just told.
  const now = deps.now() - (dintero.health().clockSkewMs ?? 0);
  if (now >= to + SETTLE_MS) await noteDayImported(db, accountId, timeZone, day, deps.now());
}

function daysBetween(from: LocalDay, to: LocalDay): readonly LocalDay[] {
  const days: LocalDay[] = [];
  for (let day = to; day >= from; day = addDays(day, -1)) days.push(day);
  return days;
}
