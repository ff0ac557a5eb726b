import type { Database } from "@/lib/db/connect";
import { exclusively, type StillAlone } from "@/lib/db/exclusive";
import { settleFindings } from "@/lib/db/findings";
import {
  moveCursor,
  noteRunEnded,
  noteRunStarted,
  type RunEnd,
  readCheckState,
  readCursors,
  STREAMS,
} from "@/lib/db/sync-cursors";
import { forgetNameless, listUnreadable } from "@/lib/db/unreadable-documents";
import type { Dintero } from "@/lib/dintero/client";
import { isAppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import type { Metrics } from "@/lib/metrics";
import { daysToCheck, type GapCheckDeps, gapCheck } from "./gap-check";
import { polite } from "./politely";
import { newTally, type Tally, takeInAll } from "./take-in";
import { checkUnfinished } from "./watch";
import { OVERLAP_MS, takeInWindow, windowsBetween } from "./windows";

export interface ReconcileDeps {
  readonly db: Database;
  readonly accountId: string;
  readonly dintero: Dintero;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Whose days the gap check counts; an IANA name. */
  readonly timeZone: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  /** Aborted when the process wants to end: the run stops between two requests. */
  readonly signal: AbortSignal;
}

export type RunOutcome =
  | { readonly kind: "done"; readonly tally: Tally; readonly found: number }
  /** Its time was up, or the process ends; the next run goes on from there. */
  | { readonly kind: "partial" | "stopped" }
  /** Another process is at it. */
  | { readonly kind: "elsewhere" };

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What the first run of an empty store reads back; the rest is for `npm run sync`. */
const FIRST_WINDOW_MS = 7 * 24 * HOUR_MS;
/** How long a delivery may be on its way after we learnt of its event by ourselves. */
export const GRACE_MS = 5 * MINUTE_MS;
/** No run takes longer, so that other processes get their turn and the findings of a long one are settled. */
const LONGEST_RUN_MS = 15 * MINUTE_MS;
const LIMITED_MS = 2 * MINUTE_MS;
/** Dintero's clock is known by a header of whole seconds: the last window reaches a little past it. */
const CLOCK_PRECISION_MS = 2_000;
const RETRY_UNREADABLE_MS = HOUR_MS;
const MAX_UNREADABLE = 10;
const KEEP_NAMELESS_MS = 7 * 24 * HOUR_MS;

/**
 * One run: what changed at Dintero since the last one, told or not, is known here afterwards. Safe to kill at any point
 * and to call from any number of processes: one of them works.
 * @throws AppError as `Dintero` and the store do; what was done until then is kept
 */
export async function reconcile(deps: ReconcileDeps): Promise<RunOutcome> {
  const done = await exclusively(deps.db, deps.accountId, "reconcile", (stillAlone) => run(deps, stillAlone));
  return done?.result ?? { kind: "elsewhere" };
}

async function run(deps: ReconcileDeps, stillAlone: StillAlone): Promise<RunOutcome> {
  const { db, accountId, log, metrics, signal, now } = deps;
  const startedAt = deps.elapsed();
  const watchingSince = await noteRunStarted(db, accountId, now());
  const tally = newTally();
  const dintero = polite(deps.dintero, { signal, limitedMs: LIMITED_MS, outageMs: 0, elapsed: deps.elapsed });
  const taking: GapCheckDeps = {
    ...{ db, accountId, dintero, now, watchingSince, timeZone: deps.timeZone },
    source: "reconcile",
    onUnreadable(kind, id, problem, isNew) {
      metrics.reconcileUnreadable(1);
      if (isNew) log.error("reconcile.unreadable", { part: kind, [`${kind}_id`]: id, reason: problem });
    },
  };
  const isTimeUp = () => deps.elapsed() - startedAt > LONGEST_RUN_MS;
  let end: RunEnd = "partial";
  try {
    const isWhole = await readLists(taking, tally, { stillAlone, isTimeUp });
    if (isWhole) {
      await checkUnfinished(taking, tally);
      await retryUnreadable(taking, tally);
      await checkGaps(deps, taking, { since: watchingSince - FIRST_WINDOW_MS, isTimeUp }, tally);
    }
    const found = await settle(deps);
    log.info("reconcile.done", { count: tally.changed, ms: Math.round(deps.elapsed() - startedAt) });
    if (!isWhole) return { kind: "partial" };
    end = "done";
    return { kind: "done", tally, found };
  } catch (error) {
    if (signal.aborted) return { kind: "stopped" };
    end = { errorCode: isAppError(error) ? error.code : "internal" };
    throw error;
  } finally {
    await noteEnd(deps, end);
  }
}

/** A store that is gone cannot be told how the run ended; the error that ended it says so. */
async function noteEnd(deps: ReconcileDeps, end: RunEnd): Promise<void> {
  const { db, accountId, metrics, now } = deps;
  try {
    await noteRunEnded(db, accountId, now(), end);
    const { completeTo } = await readCheckState(db, accountId, now());
    if (completeTo !== undefined) metrics.reconcileCompleteTo(Date.parse(completeTo) / 1000);
  } catch {
    // Told by the run itself.
  }
}

/** @returns whether all lists were read to the present */
async function readLists(
  deps: GapCheckDeps,
  tally: Tally,
  { stillAlone, isTimeUp }: { readonly stillAlone: StillAlone; readonly isTimeUp: () => boolean },
): Promise<boolean> {
  const { db, accountId } = deps;
  const to = await nowAtDintero(deps);
  const cursors = await readCursors(db, accountId);
  for (const stream of STREAMS) {
    // A cursor ahead of Dintero's clock was set by a wrong clock of ours (F34).
    const cursor = Math.min(cursors.get(stream) ?? to - FIRST_WINDOW_MS, to);
    for (const window of windowsBetween(cursor - OVERLAP_MS, to + CLOCK_PRECISION_MS)) {
      if (isTimeUp()) return false;
      await takeInWindow(stream, window, deps, tally);
      await stillAlone();
      await moveCursor(db, accountId, stream, Math.min(window.to, to), deps.now());
    }
  }
  return true;
}

/**
 * The windows are in Dintero's time, so that a wrong clock of ours, even one that was set a moment ago, skips nothing:
 * it is asked for at the start of each run, with the smallest of questions (F34).
 */
async function nowAtDintero({ dintero, now }: GapCheckDeps): Promise<number> {
  await dintero.listTransactions({ limit: 1 });
  return now() - (dintero.health().clockSkewMs ?? 0);
}

async function retryUnreadable(deps: GapCheckDeps, tally: Tally): Promise<void> {
  const { db, accountId, now } = deps;
  await forgetNameless(db, accountId, now() - KEEP_NAMELESS_MS);
  const due = await listUnreadable(db, accountId, {
    seenBefore: now() - RETRY_UNREADABLE_MS,
    limit: MAX_UNREADABLE,
  });
  for (const { kind, documentId } of due) await takeInAll(kind, [documentId], deps, tally);
}

async function checkGaps(
  { log }: ReconcileDeps,
  deps: GapCheckDeps,
  { since, isTimeUp }: { readonly since: number; readonly isTimeUp: () => boolean },
  tally: Tally,
): Promise<void> {
  for (const day of await daysToCheck(deps, since)) {
    if (isTimeUp()) return;
    const { found, missing } = await gapCheck(deps, day, tally);
    const count = found.length + missing.length;
    if (count > 0) log.warn("reconcile.gap", { count, reason: `${day}: ${missing.length} still missing` });
  }
}

async function settle({ db, accountId, log, metrics, now }: ReconcileDeps): Promise<number> {
  const found = await settleFindings(db, accountId, now() - GRACE_MS, now());
  metrics.reconcileMissing(found.length);
  if (found.length > 0) log.warn("reconcile.missing", { count: found.length });
  return found.length;
}
