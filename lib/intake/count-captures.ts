import { clearRollup, type RollupState, readRollupState, saveRollupState } from "@/lib/db/capture-rollup";
import type { Database, Queryable } from "@/lib/db/connect";
import { countOrders, readBefore } from "@/lib/db/count-orders";
import { exclusively, type StillAlone } from "@/lib/db/exclusive";
import { type CountableOrder, listCountable, listUncounted, WALK_START } from "@/lib/db/uncounted-orders";
import {
  CAPTURE_PARTS_VERSION,
  type CaptureContribution,
  captureContributionOf,
} from "@/lib/domain/capture-parts";
import type { Transaction } from "@/lib/domain/transaction";
import { hasCode } from "@/lib/errors";
import { readTransaction } from "./candidate";
import { lockOrders, lockRollup } from "./lock-orders";

export interface CountDeps {
  readonly db: Database;
  readonly accountId: string;
  /** Whose hours and days; an IANA name. */
  readonly timeZone: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What a walk over all orders came to. */
export interface Counted {
  /** Orders that were added to the rollup, or corrected in it. */
  readonly orders: number;
  /** False when it was stopped before the end. */
  readonly isComplete: boolean;
}

/** Orders looked at in one statement; few of them are due as a rule. */
const PAGE = 2_000;
/** Orders of one transaction: whoever works on one of them waits that long. */
const STORED_PIECE = 1_000;
const READ_PIECE = 50;
const CLEARED_PIECE = 5_000;

/**
 * Makes the rollup of captures what it must be: begins it, where there is none or for another time zone, and counts every
 * order that it lacks or has with other figures: those from before there was one, those of older rules, and those that an
 * older Kontor wrote beside this one. Newest first, a few at a time, beside everything else that goes on; orders that are
 * written meanwhile count themselves. Where nothing is to be done it reads one index.
 * @returns undefined when another process is at it, or belongs to a newer Kontor
 */
export async function countCaptures(
  deps: CountDeps,
  isStopping: () => boolean = () => false,
): Promise<Counted | undefined> {
  return work(deps, isStopping, { isAnew: false });
}

/**
 * Throws the sums away and makes all of it again: parts from the documents that can be read, sums from the parts. Readers
 * are told that counting goes on.
 */
export async function rebuildCaptureRollup(
  deps: CountDeps,
  isStopping: () => boolean = () => false,
): Promise<Counted | undefined> {
  return work(deps, isStopping, { isAnew: true });
}

async function work(
  deps: CountDeps,
  isStopping: () => boolean,
  { isAnew }: { readonly isAnew: boolean },
): Promise<Counted | undefined> {
  const done = await exclusively(deps.db, deps.accountId, "capture-rollup", async (stillAlone) => {
    const begun = await begin(deps, isAnew);
    if (begun.version > CAPTURE_PARTS_VERSION) return undefined;
    const state = await clear(deps, begun, stillAlone, isStopping);
    return state && (await walk(deps, state, { stillAlone, isStopping, isAnew }));
  });
  return done?.result;
}

/** Decides by which rules it is counted from now on. */
async function begin(deps: CountDeps, isAnew: boolean): Promise<RollupState> {
  const { db, accountId } = deps;
  const held = await readRollupState(db, accountId);
  if (held !== undefined && !isAnew && isBy(deps, held)) return held;
  return db.transaction(async (tx) => {
    await lockRollup(tx, accountId);
    const before = await readRollupState(tx, accountId);
    const state = nextState(deps, before, isAnew);
    await saveRollupState(tx, accountId, state, deps.now());
    return state;
  });
}

function isBy({ timeZone }: CountDeps, state: RollupState): boolean {
  return (
    state.version > CAPTURE_PARTS_VERSION ||
    (state.version === CAPTURE_PARTS_VERSION && state.timeZone === timeZone)
  );
}

function nextState(deps: CountDeps, before: RollupState | undefined, isAnew: boolean): RollupState {
  const ours = { timeZone: deps.timeZone, version: CAPTURE_PARTS_VERSION };
  if (before === undefined) return { ...ours, generation: 1, phase: "counting" };
  if (!isAnew && isBy(deps, before)) return before;
  // Orders counted by older rules are corrected one by one: what is there stays true meanwhile.
  if (!isAnew && before.timeZone === deps.timeZone)
    return { ...before, ...ours, phase: before.phase === "clearing" ? "clearing" : "counting" };
  return { ...ours, generation: before.generation + 1, phase: "clearing" };
}

/** Deletes what another generation left. Nobody adds to it meanwhile. @returns undefined when stopped */
async function clear(
  { db, accountId, now }: CountDeps,
  state: RollupState,
  stillAlone: StillAlone,
  isStopping: () => boolean,
): Promise<RollupState | undefined> {
  if (state.phase !== "clearing") return state;
  while ((await clearRollup(db, accountId, CLEARED_PIECE)) > 0) {
    if (isStopping()) return undefined;
    await stillAlone();
  }
  const counting = { ...state, phase: "counting" } as const;
  await db.transaction(async (tx) => {
    await lockRollup(tx, accountId);
    await saveRollupState(tx, accountId, counting, now());
  });
  return counting;
}

async function walk(
  deps: CountDeps,
  state: RollupState,
  {
    stillAlone,
    isStopping,
    isAnew,
  }: { readonly stillAlone: StillAlone; readonly isStopping: () => boolean; readonly isAnew: boolean },
): Promise<Counted> {
  const { db, accountId } = deps;
  let orders = 0;
  for (let place = WALK_START; ; ) {
    const { due, next } = await listUncounted(db, accountId, state.generation, place, PAGE);
    const keysOf = (isStored: boolean) =>
      due.flatMap(({ orderKey, isCurrent }) => ((isCurrent && !isAnew) === isStored ? [orderKey] : []));
    for (const [keys, size, count] of [
      [keysOf(true), STORED_PIECE, countStored],
      [keysOf(false), READ_PIECE, countRead],
    ] as const) {
      for (let at = 0; at < keys.length; at += size) {
        if (isStopping()) return { orders, isComplete: false };
        const piece = keys.slice(at, at + size).sort();
        await db.transaction((tx) => count(tx, accountId, piece));
        orders += piece.length;
      }
    }
    await stillAlone();
    if (next === undefined) break;
    place = next;
  }
  if (state.phase !== "complete")
    await saveRollupState(db, accountId, { ...state, phase: "complete" }, deps.now());
  return { orders, isComplete: true };
}

/** Adds what is stored of these orders. */
async function countStored(tx: Queryable, accountId: string, orderKeys: readonly string[]): Promise<void> {
  await lockOrders(tx, accountId, orderKeys);
  const before = await readBefore(tx, accountId, orderKeys);
  const same = new Map([...before.held].map(([key, { contribution }]) => [key, contribution]));
  await countOrders(tx, accountId, before, same);
}

/** Makes the parts of these orders from their documents, and adds them. */
async function countRead(tx: Queryable, accountId: string, orderKeys: readonly string[]): Promise<void> {
  await lockOrders(tx, accountId, orderKeys);
  const before = await readBefore(tx, accountId, orderKeys);
  const contributions = new Map<string, CaptureContribution>();
  for (const order of await listCountable(tx, accountId, orderKeys)) {
    const held = before.held.get(order.orderKey)?.contribution;
    const contribution = contributionOf(order, held);
    if (contribution !== undefined) contributions.set(order.orderKey, contribution);
  }
  await countOrders(tx, accountId, before, contributions);
}

/**
 * By its row and its transaction, so that parts sum to what the list shows. What once was read from a document that is
 * gone, or cannot be read any more, stays as long as it sums to that too.
 */
function contributionOf(
  order: CountableOrder,
  held: CaptureContribution | undefined,
): CaptureContribution | undefined {
  const transaction = readable(order);
  const isSame =
    held !== undefined &&
    held.currency === order.currency &&
    held.captured === order.captured &&
    held.refunded === order.refunded;
  return transaction === undefined && isSame ? held : captureContributionOf({ transaction }, order);
}

function readable({ transaction }: CountableOrder): Transaction | undefined {
  if (transaction === undefined) return undefined;
  try {
    return readTransaction(transaction);
  } catch (error) {
    if (hasCode(error, "upstream-invalid-response")) return undefined;
    throw error;
  }
}
