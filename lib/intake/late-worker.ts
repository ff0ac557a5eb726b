import { type DueLateDelivery, finishLateDelivery, postponeLateDelivery } from "@/lib/db/late-deliveries";
import { isAppError } from "@/lib/errors";
import { apply } from "./apply";
import { retryDelayMs } from "./retry-delay";
import { answersOf, fetchTruth } from "./truth";
import { isOutage, MAX_BEHIND_MS, type WorkerDeps, type WorkOutcome } from "./work";

/**
 * A late delivery was not acknowledged, and may be Dintero's last try: what it is about is fetched all the same (F7).
 * What cannot be fetched is given up on after a quarter of an hour, less an outage, which is waited out.
 */
export async function workOnLate(delivery: DueLateDelivery, deps: WorkerDeps): Promise<WorkOutcome> {
  const code = await fetchAndApply(delivery, deps);
  if (code === undefined) {
    await finishLateDelivery(deps.db, deps.accountId, delivery.deliveryId, undefined, deps.now());
    return { kind: "late-fetched" };
  }
  const isOver = deps.now() - Date.parse(delivery.receivedAt) >= MAX_BEHIND_MS && !isOutage(code);
  if (isOver) {
    await finishLateDelivery(deps.db, deps.accountId, delivery.deliveryId, code, deps.now());
    return { kind: "unconfirmed" };
  }
  const nextAttemptAt = deps.now() + retryDelayMs(delivery.attempts, deps.random());
  await postponeLateDelivery(deps.db, deps.accountId, delivery.deliveryId, code, nextAttemptAt);
  return { kind: "postponed", code };
}

/** @returns what went wrong, if anything did */
async function fetchAndApply(delivery: DueLateDelivery, deps: WorkerDeps): Promise<string | undefined> {
  try {
    const truth = await fetchTruth(delivery, deps.dintero);
    await apply(deps, answersOf(truth), "callback");
    return truth.isBehind ? "not-confirmed" : undefined;
  } catch (error) {
    return isAppError(error) ? error.code : "internal";
  }
}
