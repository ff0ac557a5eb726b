import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/db/connect";
import { insertDeliveries } from "@/lib/db/deliveries";
import { oldestWaitingAt } from "@/lib/db/delivery-work";
import { insertLateDelivery, insertRefusal } from "@/lib/db/refusals";
import type { Dintero } from "@/lib/dintero/client";
import type { Logger } from "@/lib/log";
import { DeliveryQueue } from "./delivery-queue";
import { type RawDelivery, type ReceiveDeps, type Reply, receiveCallback, receiveWebhook } from "./receive";
import type { WorkerDeps, WorkOutcome } from "./worker";
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

const TOLERANCE_SECONDS = 300;
const QUEUE = { maxBatch: 64, maxWaiting: 4_000, maxWaitMs: 2_000 } as const;

export function openIntake(options: IntakeOptions): Intake {
  const { db, accountId, log, now } = options;
  const worker = startWorkerLoop(workerDeps(options), (error) => log.error("process.stalled", { error }));
  const queue = new DeliveryQueue({
    ...QUEUE,
    storeBatch: (batch) => insertDeliveries(db, accountId, batch),
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
    keepLate: (late) => insertLateDelivery(db, accountId, { ...late, ...late.subject }),
    async noteRefusal({ matchesWhen, ...refusal }) {
      const note = { ...refusal, refusalId: randomUUID(), explanation: matchesWhen };
      await insertRefusal(db, accountId, note).catch((error: unknown) =>
        log.warn("delivery.note_lost", { error }),
      );
    },
  };
  return {
    receiveCallback: (delivery) => receiveCallback(delivery, deps),
    receiveWebhook: (delivery) => receiveWebhook(delivery, deps),
    async lagSeconds() {
      const oldest = await oldestWaitingAt(db, accountId);
      return oldest === undefined ? 0 : Math.max(0, (now() - oldest) / 1000);
    },
    stop: () => worker.stop(),
  };
}

function workerDeps({ db, accountId, dintero, log, now }: IntakeOptions): WorkerDeps {
  return {
    db,
    accountId,
    dintero,
    now,
    random: Math.random,
    onOutcome: ({ deliveryId, attempts }, outcome) => {
      const fields = { delivery_id: deliveryId, attempt: attempts };
      logOutcome(log, fields, outcome);
    },
  };
}

function logOutcome(
  log: Logger,
  fields: { readonly delivery_id: string; readonly attempt: number },
  outcome: WorkOutcome,
): void {
  switch (outcome.kind) {
    case "applied":
      log.info("process.applied", fields);
      if (outcome.differences.length > 0)
        log.warn("delivery.body_mismatch", { ...fields, field: outcome.differences.join(" ") });
      return;
    case "postponed":
      log.info("process.postponed", { ...fields, code: outcome.code });
      return;
    case "unconfirmed":
      log.warn("process.unconfirmed", fields);
      return;
    case "parked":
      log.error("process.parked", { ...fields, code: outcome.code, error: outcome.error });
  }
}
