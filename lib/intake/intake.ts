import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/db/connect";
import { insertDeliveries } from "@/lib/db/deliveries";
import { countWaiting, oldestWaitingAt } from "@/lib/db/delivery-work";
import { insertLateDelivery } from "@/lib/db/late-deliveries";
import type { DeliveryWriters } from "@/lib/db/open";
import { insertRefusal } from "@/lib/db/refusals";
import { TOLERANCE_SECONDS } from "@/lib/dintero/callback-signature";
import type { Dintero } from "@/lib/dintero/client";
import { hasCode } from "@/lib/errors";
import type { Logger } from "@/lib/log";
import { DeliveryQueue } from "./delivery-queue";
import { type RawDelivery, type ReceiveDeps, type Reply, receiveCallback, receiveWebhook } from "./receive";
import { startRestating } from "./restate";
import { storageTroubleLog } from "./storage-trouble";
import { unknownWordLog } from "./unknown-words";
import type { WorkerDeps, WorkOutcome } from "./work";
import { startWorkerLoop } from "./worker-loop";

export interface IntakeOptions {
  readonly db: Database;
  readonly dintero: Dintero;
  readonly log: Logger;
  readonly accountId: string;
  /** Public address of the callback endpoint: what its signatures are made over. */
  readonly callbackUrl: URL;
  /** Newest first while rotated. */
  readonly signatureSecrets: readonly string[];
  readonly webhookSecrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For what Dintero waits for. */
  readonly writers: DeliveryWriters;
  /** Told when the store did not take a delivery or the work on it: something may have been missed. */
  readonly onStorageTrouble?: (() => void) | undefined;
}

/** What Dintero tells us: received at the doors, worked on behind them. One per process. */
export interface Intake {
  receiveCallback(delivery: RawDelivery): Promise<Reply>;
  receiveWebhook(delivery: RawDelivery): Promise<Reply>;
  /** Age of the oldest delivery that waits to be worked on, in seconds; 0 when none does. */
  lagSeconds(): Promise<number>;
  /** Resolves when the work in hand is finished. */
  stop(): Promise<void>;
}

/** With `DELIVERY_LIMITS`, how long Dintero may wait for an answer at the most. */
export const QUEUE = { maxBatch: 64, maxWaiting: 4_000, maxWaitMs: 2_000 } as const;
/** A flood of forgeries must not take the connections that real deliveries need. */
const MOST_NOTES_AT_ONCE = 2;

export function openIntake(options: IntakeOptions): Intake {
  const { db, writers, accountId, log, now } = options;
  const tellTrouble = storageTroubleLog(log, () => performance.now());
  const onTrouble = (error: unknown) => {
    tellTrouble(error);
    if (hasCode(error, "storage-unavailable")) options.onStorageTrouble?.();
  };
  tellWhatWaits(options).catch(onTrouble);
  const worker = startWorkerLoop(workerDeps(options), onTrouble);
  const restating = startRestating({ db, accountId, now }, onTrouble);
  const queue = new DeliveryQueue({
    ...QUEUE,
    storeBatch: (batch) => insertDeliveries(writers.deliveries, accountId, batch),
    monotonicNow: () => performance.now(),
  });
  const deps: ReceiveDeps = {
    expectation: {
      accountId,
      endpoint: options.callbackUrl,
      secrets: options.signatureSecrets,
      toleranceSeconds: TOLERANCE_SECONDS,
    },
    webhookSecrets: options.webhookSecrets,
    now,
    async store(delivery) {
      const storedAs = await queue.store(delivery);
      if (storedAs === "new") worker.wake();
      return storedAs;
    },
    async keepLate(late) {
      await insertLateDelivery(writers.notes, accountId, { ...late, ...late.subject });
      worker.wake();
    },
    noteMismatch: mismatchNotes(options),
  };
  const telling = async (reply: Promise<Reply>) => {
    try {
      return await reply;
    } catch (error) {
      onTrouble(error);
      throw error;
    }
  };
  return {
    receiveCallback: (delivery) => telling(receiveCallback(delivery, deps)),
    receiveWebhook: (delivery) => telling(receiveWebhook(delivery, deps)),
    async lagSeconds() {
      const oldest = await oldestWaitingAt(db, accountId);
      return oldest === undefined ? 0 : Math.max(0, (now() - oldest) / 1000);
    },
    async stop() {
      await Promise.all([worker.stop(), restating.stop()]);
    },
  };
}

/** What a process that ended, however it ended, left to be done (F33). */
async function tellWhatWaits({ db, accountId, log }: IntakeOptions): Promise<void> {
  log.info("start.recovered", { count: await countWaiting(db, accountId) });
}

function mismatchNotes({ writers, accountId, log }: IntakeOptions): ReceiveDeps["noteMismatch"] {
  let atOnce = 0;
  return async (mismatch) => {
    if (atOnce >= MOST_NOTES_AT_ONCE) return;
    atOnce += 1;
    const note = {
      ...mismatch,
      code: "signature-mismatch",
      refusalId: randomUUID(),
    };
    await insertRefusal(writers.notes, accountId, note)
      .catch((error: unknown) => log.warn("delivery.note_lost", { error }))
      .finally(() => {
        atOnce -= 1;
      });
  };
}

function workerDeps({ db, accountId, dintero, log, now }: IntakeOptions): WorkerDeps {
  const tellUnknownWords = unknownWordLog(log, now);
  return {
    db,
    accountId,
    dintero,
    now,
    random: Math.random,
    onOutcome: ({ deliveryId, attempts }, outcome) => {
      logOutcome(log, { delivery_id: deliveryId, attempt: attempts }, outcome);
      if (outcome.kind === "applied" && outcome.transaction !== undefined)
        tellUnknownWords(outcome.transaction);
    },
  };
}

function logOutcome(
  log: Logger,
  fields: { readonly delivery_id: string; readonly attempt: number },
  outcome: WorkOutcome,
): void {
  switch (outcome.kind) {
    case "applied": {
      const { isJson, differences = [] } = outcome.body;
      log.info("process.applied", fields);
      if (outcome.isErased) log.info("erasure.reapplied", fields);
      if (isJson === false) log.warn("delivery.unparsed", fields);
      if (differences.length > 0)
        log.warn("delivery.body_mismatch", { ...fields, field: differences.join(" ") });
      return;
    }
    case "late-fetched":
      log.info("process.late_fetched", fields);
      return;
    case "postponed":
      log.info("process.postponed", { ...fields, code: outcome.code, error: outcome.error });
      return;
    case "unconfirmed":
      log.warn("process.unconfirmed", fields);
      return;
    case "parked":
      log.error("process.parked", { ...fields, code: outcome.code, error: outcome.error });
  }
}
