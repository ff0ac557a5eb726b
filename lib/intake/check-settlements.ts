import type { Database } from "@/lib/db/connect";
import { exclusively } from "@/lib/db/exclusive";
import {
  listUnmatchedPeriods,
  noteCompared,
  noteSettlementCheck,
  readSettlementSync,
} from "@/lib/db/settlement-sync";
import { noteUnreadableSettlement, saveSettlements } from "@/lib/db/settlements";
import type { Dintero, SettlementPage, SettlementPlace } from "@/lib/dintero/client";
import { isDinteroError } from "@/lib/dintero/errors";
import { isAppError } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { polite } from "./politely";
import { newTally } from "./take-in";
import { takeInWindow } from "./windows";

export interface SettlementCheckDeps {
  readonly db: Database;
  readonly accountId: string;
  readonly dintero: Dintero;
  readonly log: Logger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Monotonic milliseconds. */
  readonly elapsed: () => number;
  /** Aborted when the process wants to end: the check stops between two requests. */
  readonly signal: AbortSignal;
}

export type SettlementOutcome =
  | { readonly kind: "done"; readonly settlements: number; readonly isWhole: boolean }
  /** Our API client lacks the scope. */
  | { readonly kind: "not-granted" }
  /** Asked less than `everyMs` ago, or being asked by another process. */
  | { readonly kind: "not-due" | "elsewhere" | "stopped" };

const DAY_MS = 24 * 60 * 60_000;
/** Read again by every check: a payout that was postponed is paid, and an amount is corrected. */
const FRESH_MS = 35 * DAY_MS;
/** How far back settlements are read, as many days at a time as they are read again. */
const HISTORY_MS = 400 * DAY_MS;
/** Of history, so that a check ends in time. */
const WINDOWS_AT_ONCE = 3;
const PAGE_SIZE = 200;
/** A list that goes on for longer is not believed to end. */
const MAX_PAGES = 500;
const LIMITED_MS = 2 * 60_000;
/** Captures of a period are asked for anew only after orders have had the time to come by themselves. */
const GRACE_MS = 10 * 60_000;
const PERIODS_AT_ONCE = 5;
const LONGEST_PERIOD_MS = 10 * DAY_MS;

/**
 * Reads Dintero's settlements: those of the last 35 days each time, and before them a little more of history, until 400
 * days are known. Of new ones that the captures we hold do not come to, the captures are asked for again, once: nothing
 * else tells that an event was settled. Safe to kill at any point and to call from any number of processes.
 * @param everyMs nothing is asked when the last check is younger
 * @throws AppError as `Dintero` and the store do, a missing scope aside; that is kept and said on the page
 */
export async function checkSettlements(
  deps: SettlementCheckDeps,
  everyMs: number,
): Promise<SettlementOutcome> {
  const done = await exclusively(deps.db, deps.accountId, "settlements", (stillAlone) =>
    checkIfDue(deps, everyMs, stillAlone),
  );
  return done?.result ?? { kind: "elsewhere" };
}

async function checkIfDue(
  deps: SettlementCheckDeps,
  everyMs: number,
  stillAlone: () => Promise<void>,
): Promise<SettlementOutcome> {
  const { db, accountId, now, signal } = deps;
  const last = await readSettlementSync(db, accountId);
  const ago = last === undefined ? Number.POSITIVE_INFINITY : now() - Date.parse(last.checkedAt);
  // A check that our clock says is yet to come was noted under another one.
  if (ago >= 0 && ago < everyMs) return { kind: "not-due" };
  try {
    return await check(deps, last?.completeFrom, stillAlone);
  } catch (error) {
    if (signal.aborted) return { kind: "stopped" };
    if (isDinteroError(error) && error.reason === "not-granted") {
      await noteSettlementCheck(db, accountId, { checkedAt: now(), isGranted: false });
      return { kind: "not-granted" };
    }
    const lastError = isAppError(error) ? error.code : "internal";
    await noteSettlementCheck(db, accountId, { checkedAt: now(), lastError }).catch(() => {});
    throw error;
  }
}

async function check(
  deps: SettlementCheckDeps,
  knownFrom: string | undefined,
  stillAlone: () => Promise<void>,
): Promise<SettlementOutcome> {
  const { db, accountId, now, signal, elapsed } = deps;
  const dintero = polite(deps.dintero, { signal, limitedMs: LIMITED_MS, outageMs: 0, elapsed });
  const startedAt = now();
  const seen = { settlements: 0, nameless: 0 };
  // No end: what is settled tomorrow, by Dintero's clock or by its word, is listed too.
  await readWindow({ ...deps, dintero }, { from: startedAt - FRESH_MS }, seen);
  let from = Math.min(knownFrom === undefined ? startedAt : Date.parse(knownFrom), startedAt - FRESH_MS);
  const oldest = startedAt - HISTORY_MS;
  for (let count = 0; count < WINDOWS_AT_ONCE && from > oldest; count += 1) {
    await stillAlone();
    await readWindow({ ...deps, dintero }, { from: from - FRESH_MS, to: from }, seen);
    from -= FRESH_MS;
    await noteSettlementCheck(db, accountId, { checkedAt: startedAt, isGranted: true, completeFrom: from });
  }
  await noteSettlementCheck(db, accountId, {
    checkedAt: startedAt,
    isGranted: true,
    completeFrom: from,
    nameless: seen.nameless,
  });
  await compareCaptures({ ...deps, dintero });
  return { kind: "done", settlements: seen.settlements, isWhole: from <= oldest };
}

async function readWindow(
  { db, accountId, dintero, log, now }: SettlementCheckDeps,
  { from, to }: { readonly from: number; readonly to?: number },
  seen: { settlements: number; nameless: number },
): Promise<void> {
  const filter = {
    limit: PAGE_SIZE,
    settledAtGte: new Date(from).toISOString(),
    settledAtLte: to === undefined ? undefined : new Date(to).toISOString(),
  };
  const places = new Set<string>();
  let after: SettlementPlace | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await dintero.listSettlements({ ...filter, after });
    await keep(page);
    // The end is where no place is told, or one that was told before; a short page may have more behind it.
    if (page.next === undefined || places.has(JSON.stringify(page.next))) return;
    places.add(JSON.stringify(page.next));
    after = page.next;
  }

  async function keep(page: SettlementPage): Promise<void> {
    await db.transaction(async (tx) => {
      await saveSettlements(
        tx,
        accountId,
        page.entries.map(({ value }) => value),
        now(),
      );
      for (const { id, error } of page.unreadable) {
        if (id === undefined) continue;
        await noteUnreadableSettlement(tx, accountId, { id, problem: withoutPosition(error.message) }, now());
      }
    });
    seen.settlements += page.entries.length;
    for (const { id, error } of page.unreadable) {
      if (id === undefined) seen.nameless += 1;
      log.error("settlements.unreadable", { reason: withoutPosition(error.message) });
    }
  }
}

/** `items[3].amounts[0].fee: ...` is the same wherever on a page it stands. */
function withoutPosition(problem: string): string {
  return problem.replace(/^items\[\d+\]\.?/, "");
}

async function compareCaptures(deps: SettlementCheckDeps): Promise<void> {
  const { db, accountId, now, log } = deps;
  const periods = await listUnmatchedPeriods(db, accountId, {
    since: now() - FRESH_MS,
    seenBefore: now() - GRACE_MS,
    limit: PERIODS_AT_ONCE,
  });
  const tally = newTally();
  const taking = {
    ...deps,
    source: "reconcile" as const,
    onUnreadable: () => {},
  };
  for (const { id, startAt, endAt } of periods) {
    const to = Date.parse(endAt) + 1_000;
    const from = Math.max(Date.parse(startAt) - 1_000, to - LONGEST_PERIOD_MS);
    for (const stream of ["transactions-captured", "transactions-refunded"] as const) {
      await takeInWindow(stream, { from, to }, taking, tally);
    }
    await noteCompared(db, accountId, [id], now());
  }
  if (periods.length > 0) log.info("settlements.compared", { count: tally.changed });
}
