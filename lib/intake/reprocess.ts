import type { Database } from "@/lib/db/connect";
import { finishLateDelivery } from "@/lib/db/late-deliveries";
import { findOrderFigures, type OrderFigures } from "@/lib/db/order-figures";
import { insertReprocessing, markReprocessed } from "@/lib/db/reprocessings";
import type { Dintero } from "@/lib/dintero/client";
import type { LogKind } from "@/lib/domain/delivery-log";
import { type Claim, isConfirmed } from "@/lib/domain/delivery-truth";
import { isAppError } from "@/lib/errors";
import { type ApplyDeps, apply } from "./apply";
import { readKeptBody } from "./kept-body";
import { answersOf, fetchTruth, type Subject, type Truth } from "./truth";

export interface ReprocessDeps extends ApplyDeps {
  readonly dintero: Dintero;
}

/** An entry of the log, with what it says it is about. A refused one is none: nothing unverified is ever applied. */
export interface ReprocessedEntry extends Subject, Claim {
  readonly kind: Exclude<LogKind, "refusal">;
  readonly key: string;
  readonly channel?: "callback" | "webhook" | undefined;
  /** Of a delivery, deflated. */
  readonly body?: Buffer | undefined;
}

export interface Reprocessed {
  readonly outcome: "applied" | "unconfirmed" | "failed";
  readonly code?: string | undefined;
  readonly effect?:
    | {
        readonly before?: OrderFigures | undefined;
        readonly after?: OrderFigures | undefined;
        readonly isChanged: boolean;
      }
    | undefined;
}

/**
 * What processing `entry` again would do: asks Dintero, applies the answer in a transaction and rolls that back. The
 * very work of the real thing, so it cannot promise what that will not do, and nothing of it stays.
 */
export async function tryReprocess(deps: ReprocessDeps, entry: ReprocessedEntry): Promise<Reprocessed> {
  return await failingSoftly(async () => {
    const truth = await fetchTruth(entry, deps.dintero);
    const before = await findOrderFigures(deps.db, deps.accountId, truth);
    const tried = { after: before };
    const { isChanged } = await apply(
      { ...deps, db: rollingBack(deps, truth, tried) },
      answersOf(truth),
      "callback",
    );
    return verdictOn(entry, truth, { before, after: tried.after, isChanged });
  });
}

/**
 * Processes `entry` again for `actor`: asks Dintero, applies the answer, and keeps the attempt beside the entry. As often
 * as one likes, at the same time as a worker or anybody else: applying is idempotent, and what the entry is and how it was
 * verified stays as it was. One that was parked or unconfirmed is applied then.
 */
export async function reprocess(
  deps: ReprocessDeps,
  entry: ReprocessedEntry,
  actor: { readonly actorId: string; readonly requestId?: string | undefined },
): Promise<Reprocessed> {
  const { db, accountId } = deps;
  const result = await failingSoftly(async () => {
    const truth = await fetchTruth(entry, deps.dintero);
    const before = await findOrderFigures(db, accountId, truth);
    const { isChanged } = await apply(deps, answersOf(truth), "callback");
    const after = await findOrderFigures(db, accountId, truth);
    const done = verdictOn(entry, truth, { before, after, isChanged });
    if (done.outcome === "applied") await settle(deps, entry, truth, { before, after, isChanged });
    return done;
  });
  await insertReprocessing(db, accountId, {
    ...result,
    ...actor,
    kind: entry.kind,
    entryKey: entry.key,
    at: deps.now(),
  });
  return result;
}

/** A failure is a result: it is shown and kept. Only a store that does not serve is thrown. */
async function failingSoftly(work: () => Promise<Reprocessed>): Promise<Reprocessed> {
  try {
    return await work();
  } catch (error) {
    const code = isAppError(error) ? error.code : "internal";
    if (code === "storage-unavailable") throw error;
    return { outcome: "failed", code };
  }
}

function verdictOn(
  entry: ReprocessedEntry,
  truth: Truth,
  effect: NonNullable<Reprocessed["effect"]>,
): Reprocessed {
  const isAboutAnOrder = truth.sessionId !== undefined || truth.transactionId !== undefined;
  const isBehind = truth.isBehind || (isAboutAnOrder && !isConfirmed(entry, truth.transaction?.value));
  return isBehind
    ? { outcome: "unconfirmed", code: "not-confirmed", effect }
    : { outcome: "applied", effect };
}

async function settle(
  { db, accountId, now }: ReprocessDeps,
  entry: ReprocessedEntry,
  truth: Truth,
  effect: NonNullable<Reprocessed["effect"]>,
): Promise<void> {
  if (entry.kind === "late") await finishLateDelivery(db, accountId, entry.key, undefined, now());
  if (entry.kind !== "delivery") return;
  const { channel = "callback", body } = entry;
  const reading = await readKeptBody({ body, channel }, truth.transaction?.document);
  const outcome = { isBodyJson: reading.isJson, bodyDifferences: reading.differences, effect };
  await markReprocessed(db, accountId, entry.key, outcome, now());
}

/** Thrown to leave a transaction without its effects; nobody else sees it. */
const ROLL_BACK = new Error("rolled back on purpose");

/** `db`, but each transaction is rolled back once its work is done and the figures it would have left are read. */
function rollingBack(
  { db, accountId }: ReprocessDeps,
  truth: Truth,
  tried: { after?: OrderFigures | undefined },
): Database {
  return {
    query: (sql, values, options) => db.query(sql, values, options),
    ping: () => db.ping(),
    close: () => Promise.reject(new Error("not ours to close")),
    async transaction(work) {
      const done: { result?: { readonly value: Awaited<ReturnType<typeof work>> } } = {};
      try {
        await db.transaction(async (tx) => {
          done.result = { value: await work(tx) };
          tried.after = await findOrderFigures(tx, accountId, truth);
          throw ROLL_BACK;
        });
      } catch (error) {
        if (error !== ROLL_BACK) throw error;
      }
      if (done.result === undefined) throw new Error("a transaction that ended without its work");
      return done.result.value;
    },
  };
}
