import {
  type DueDelivery,
  finishDelivery,
  markFetched,
  postponeDelivery,
  takeDueDeliveries,
} from "@/lib/db/delivery-work";
import { removeBodiesOf } from "@/lib/db/erasures";
import { type DueLateDelivery, takeDueLateDeliveries } from "@/lib/db/late-deliveries";
import { findOrderFigures, type OrderFigures } from "@/lib/db/order-figures";
import { isConfirmed } from "@/lib/domain/delivery-truth";
import type { JsonObject } from "@/lib/domain/json";
import { isAppError } from "@/lib/errors";
import { apply } from "./apply";
import { type BodyReading, readKeptBody } from "./kept-body";
import { workOnLate } from "./late-worker";
import { retryDelayMs } from "./retry-delay";
import { answersOf, fetchTruth, type Truth } from "./truth";
import { isOutage, MAX_BEHIND_MS, type WorkerDeps, type WorkOutcome } from "./work";

/** Longer than the deadline of the calls to Dintero and the statement limit together. */
const LEASE_MS = 30_000;
const MAX_FAILURES = 10;

/**
 * Takes at most `limit` deliveries that are due, late ones last, and starts on each: fetches the truth from Dintero,
 * applies it, compares. Safe to kill at any point and to run in any number of processes, since taking is a lease and
 * applying is idempotent. Each promise is one delivery's work; it rejects only when the store does not serve.
 */
export async function startWork(deps: WorkerDeps, limit: number): Promise<readonly Promise<void>[]> {
  const { db, accountId } = deps;
  const loan = { limit, leaseMs: LEASE_MS };
  const due = await takeDueDeliveries(db, accountId, deps.now(), loan);
  const rest = { ...loan, limit: limit - due.length };
  const late = rest.limit === 0 ? [] : await takeDueLateDeliveries(db, accountId, deps.now(), rest);
  return [
    ...due.map((delivery) => tell(delivery, work(delivery, deps), deps)),
    ...late.map((delivery) => tell(delivery, workOnLate(delivery, deps), deps)),
  ];
}

async function tell(
  delivery: DueDelivery | DueLateDelivery,
  outcome: Promise<WorkOutcome>,
  deps: WorkerDeps,
): Promise<void> {
  deps.onOutcome(delivery, await outcome);
}

async function work(delivery: DueDelivery, deps: WorkerDeps): Promise<WorkOutcome> {
  try {
    return await learn(delivery, deps);
  } catch (error) {
    return await tryLater(delivery, error, deps);
  }
}

async function learn(delivery: DueDelivery, deps: WorkerDeps): Promise<WorkOutcome> {
  const { db, accountId } = deps;
  const truth = await fetchTruth(delivery, deps.dintero);
  const before = await markFetched(db, accountId, delivery, await findOrderFigures(db, accountId, truth));
  const applied = await apply(deps, answersOf(truth), "callback");
  const body = await readKeptBody(delivery, truth.transaction?.document);
  // What it brought of an erased person goes before it counts as worked on (F64).
  if (applied.erasedAt !== undefined) await removeBodiesOf(db, accountId, idsIn(truth));
  const isLagging = isBehind(delivery, truth, body);
  if (isLagging && deps.now() - Date.parse(delivery.receivedAt) < MAX_BEHIND_MS) {
    return await postpone(delivery, { code: NOT_CONFIRMED, isFailure: false }, deps);
  }
  const after = await findOrderFigures(db, accountId, truth);
  const isChanged = applied.isChanged || !isSame(before, after);
  const outcome = {
    state: isLagging ? "unconfirmed" : "applied",
    lastError: isLagging ? NOT_CONFIRMED : undefined,
    isBodyJson: body.isJson,
    bodyDifferences: body.differences,
    effect: { is_changed: isChanged, after: after ?? null },
  } as const;
  await finishDelivery(db, accountId, delivery, outcome, deps.now());
  if (isLagging) return { kind: "unconfirmed" };
  return {
    kind: "applied",
    isChanged,
    body,
    transaction: truth.transaction?.value,
    isErased: applied.erasedAt !== undefined,
  };
}

function idsIn({ sessionId, transactionId }: Truth): readonly string[] {
  return [sessionId, transactionId].filter((id) => id !== undefined);
}

/** By name: a figure that was kept comes back in another order. */
function isSame(before: JsonObject | undefined, after: OrderFigures | undefined): boolean {
  if (before === undefined || after === undefined) return before === after;
  return Object.entries(after).every(([name, figure]) => before[name] === figure);
}

const NOT_CONFIRMED = "not-confirmed";

/** Whether Dintero's API lags behind its own delivery: what it does know is applied, and it is asked again (F27). */
function isBehind(delivery: DueDelivery, truth: Truth, body: BodyReading): boolean {
  if (truth.isBehind || body.isAhead === true) return true;
  const isAboutAnOrder = truth.sessionId !== undefined || truth.transactionId !== undefined;
  return isAboutAnOrder && !isConfirmed(delivery, truth.transaction?.value);
}

async function tryLater(delivery: DueDelivery, error: unknown, deps: WorkerDeps): Promise<WorkOutcome> {
  const code = isAppError(error) ? error.code : "internal";
  const isFailure = !isOutage(code);
  if (!isFailure || delivery.failures + 1 < MAX_FAILURES) {
    return await postpone(delivery, { code, isFailure, error }, deps);
  }
  const outcome = { state: "parked", lastError: code } as const;
  await finishDelivery(deps.db, deps.accountId, delivery, outcome, deps.now());
  return { kind: "parked", code, error };
}

async function postpone(
  delivery: DueDelivery,
  why: { readonly code: string; readonly isFailure: boolean; readonly error?: unknown },
  deps: WorkerDeps,
): Promise<WorkOutcome> {
  await postponeDelivery(deps.db, deps.accountId, delivery, {
    lastError: why.code,
    isFailure: why.isFailure,
    nextAttemptAt: deps.now() + retryDelayMs(delivery.attempts, deps.random()),
  });
  return { kind: "postponed", code: why.code, error: why.error };
}
