import { type GapCheck, listGapChecks, listHeldCaptures, saveGapCheck } from "@/lib/db/capture-counts";
import { listDocumentMarks } from "@/lib/db/document-marks";
import { addDays, type LocalDay, localDayOf, startOfDay } from "@/lib/domain/local-day";
import { newTally, type TakeInDeps, type Tally, takeInPage } from "./take-in";
import { pagesIn } from "./windows";

export interface GapCheckDeps extends TakeInDeps {
  /** Whose days; an IANA name. */
  readonly timeZone: string;
}

/**
 * Counts the transactions that Dintero lists as captured on `day` of the business time zone against those we hold, and
 * fetches what is missing or has changed since.
 */
export async function gapCheck(
  deps: GapCheckDeps,
  day: LocalDay,
  tally: Tally = newTally(),
): Promise<GapCheck> {
  const { db, accountId, timeZone } = deps;
  const from = startOfDay(day, timeZone);
  const to = startOfDay(addDays(day, 1), timeZone);
  const listed = new Set<string>();
  const found = new Set<string>();
  const missing = new Set<string>();
  for await (const page of pagesIn("transactions-captured", { from, to: to - 1 }, deps.dintero)) {
    const entries = page.entries.flatMap(({ value }) => value.id ?? []);
    const unreadable = page.unreadable.flatMap(({ id }) => id ?? []);
    const ids = [...entries, ...unreadable].filter((id) => !listed.has(id));
    const before = await listHeldCaptures(db, accountId, ids, { from, to });
    await takeInPage("transaction", page, deps, tally);
    const after = await listHeldCaptures(db, accountId, ids, { from, to });
    // Dintero reserves the right to change what captured_at means: what was listed and is held is not missing.
    const marks = await listDocumentMarks(db, accountId, "transaction", ids);
    for (const id of ids) {
      listed.add(id);
      if (!marks.has(id)) missing.add(id);
      else if (!before.has(id) && after.has(id)) found.add(id);
    }
  }
  const check: GapCheck = {
    day,
    timeZone,
    checkedAt: new Date(deps.now()).toISOString(),
    atDintero: listed.size,
    held: listed.size - missing.size,
    missing: [...missing].sort(),
    found: [...found].sort(),
    roundsDone: missing.size > 0 ? 0 : roundsDue(to, deps.now()),
  };
  await saveGapCheck(db, accountId, check);
  return check;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** When a day is checked, after its end. The late rounds are for settlements and corrections, which no other list tells of. */
const ROUNDS_MS = [HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS];
const MAX_DAYS_BACK = 32;
/** Of a run, so that the lists of what is new are not held up. */
const MAX_DAYS_AT_ONCE = 3;

function roundsDue(dayEndedAt: number, now: number): number {
  return ROUNDS_MS.filter((ms) => now >= dayEndedAt + ms).length;
}

/**
 * The days whose check is due, newest first: yesterday, and the days before it that are not closed yet. Not those before
 * `since` (milliseconds since 1970), of which this store was never told.
 */
export async function daysToCheck(deps: GapCheckDeps, since: number): Promise<readonly LocalDay[]> {
  const { db, accountId, timeZone } = deps;
  const now = deps.now();
  const checks = await listGapChecks(db, accountId, MAX_DAYS_BACK);
  const byDay = new Map(checks.map((check) => [check.day, check]));
  const today = localDayOf(now, timeZone);
  const days = Array.from({ length: MAX_DAYS_BACK }, (_, index) => addDays(today, -1 - index));
  return days
    .filter((day) => {
      if (startOfDay(day, timeZone) < since) return false;
      const last = byDay.get(day);
      if (last !== undefined && last.missing.length > 0) return now - Date.parse(last.checkedAt) >= HOUR_MS;
      return roundsDue(startOfDay(addDays(day, 1), timeZone), now) > (last?.roundsDone ?? 0);
    })
    .slice(0, MAX_DAYS_AT_ONCE);
}
