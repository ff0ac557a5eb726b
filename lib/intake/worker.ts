import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import type { Database } from "@/lib/db/connect";
import {
  type DueDelivery,
  finishDelivery,
  markFetched,
  postponeDelivery,
  takeDueDeliveries,
} from "@/lib/db/delivery-work";
import { findOrderFigures, type OrderFigures } from "@/lib/db/order-figures";
import type { Dintero, Fetched } from "@/lib/dintero/client";
import { bodyDifferences, isConfirmed } from "@/lib/domain/delivery-truth";
import type { JsonObject } from "@/lib/domain/json";
import type { Session } from "@/lib/domain/session";
import type { Transaction } from "@/lib/domain/transaction";
import { type AppError, isAppError } from "@/lib/errors";
import { type Answers, apply } from "./apply";

export interface WorkerDeps {
  readonly db: Database;
  readonly accountId: string;
  readonly dintero: Dintero;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 to 1: keeps processes that failed together from trying again together. */
  readonly random: () => number;
  readonly onOutcome: (delivery: DueDelivery, outcome: WorkOutcome) => void;
}

export type WorkOutcome =
  | { readonly kind: "applied"; readonly isChanged: boolean; readonly differences: readonly string[] }
  | { readonly kind: "postponed"; readonly code: string; readonly error?: unknown }
  | { readonly kind: "parked"; readonly code: string; readonly error: unknown }
  | { readonly kind: "unconfirmed" };

const BATCH = 8;
/** Longer than the deadline of the calls to Dintero and the statement limit together. */
const LEASE_MS = 30_000;
const MAX_FAILURES = 10;
const MAX_BEHIND_MS = 15 * 60_000;
const FIRST_DELAY_MS = 1_000;
/** A backlog is taken up within two minutes of Dintero's return (F47). */
const MAX_DELAY_MS = 60_000;

/**
 * Works on what is due, once: fetches the truth from Dintero, applies it, compares. Safe to kill at any point and to
 * run in any number of processes, since taking is a lease and applying is idempotent.
 * @returns how many deliveries were taken; a full batch means there may be more
 */
export async function workOnDeliveries(deps: WorkerDeps): Promise<{ taken: number; isFull: boolean }> {
  const due = await takeDueDeliveries(deps.db, deps.accountId, deps.now(), {
    limit: BATCH,
    leaseMs: LEASE_MS,
  });
  await Promise.all(
    due.map(async (delivery) => {
      deps.onOutcome(delivery, await work(delivery, deps));
    }),
  );
  return { taken: due.length, isFull: due.length === BATCH };
}

async function work(delivery: DueDelivery, deps: WorkerDeps): Promise<WorkOutcome> {
  try {
    const truth = await fetchTruth(delivery, deps.dintero);
    await markFetched(deps.db, deps.accountId, delivery.deliveryId);
    const before = await findOrderFigures(deps.db, deps.accountId, truth);
    const applied = await apply(deps, answersOf(truth), "callback");
    if (!isConfirmed(delivery, truth.transaction?.value)) return await waitForTruth(delivery, deps);
    const after = await findOrderFigures(deps.db, deps.accountId, truth);
    const differences = await compareBody(delivery, truth.transaction?.document);
    await finishDelivery(
      deps.db,
      deps.accountId,
      delivery.deliveryId,
      { state: "applied", bodyDifferences: differences, effect: effectOf(before, after, applied.isChanged) },
      deps.now(),
    );
    return { kind: "applied", isChanged: applied.isChanged, differences: differences ?? [] };
  } catch (error) {
    return await tryLater(delivery, error, deps);
  }
}

/** What Dintero says now about what a delivery is about, by the ids that were asked for. */
interface Truth {
  readonly sessionId?: string | undefined;
  readonly session?: Fetched<Session> | undefined;
  readonly transactionId?: string | undefined;
  readonly transaction?: Fetched<Transaction> | undefined;
}

/** An error callback has no transaction: the session's own events then tell what happened (API.md 6). */
async function fetchTruth(delivery: DueDelivery, dintero: Dintero): Promise<Truth> {
  if (delivery.transactionId !== undefined) {
    const { transactionId } = delivery;
    const transaction = await dintero.getTransaction(transactionId);
    const sessionId = transaction.value.sessionId ?? delivery.sessionId;
    const session = sessionId === undefined ? undefined : await dintero.getSession(sessionId);
    return { sessionId, session, transactionId, transaction };
  }
  if (delivery.sessionId === undefined) return {};
  const { sessionId } = delivery;
  const session = await dintero.getSession(sessionId);
  const { transactionId } = session.value;
  const transaction = transactionId === undefined ? undefined : await dintero.getTransaction(transactionId);
  return { sessionId, session, transactionId, transaction };
}

function answersOf({ sessionId, session, transactionId, transaction }: Truth): Answers {
  return { session: answerOf(sessionId, session), transaction: answerOf(transactionId, transaction) };
}

function answerOf(id: string | undefined, fetched: Fetched<Session | Transaction> | undefined) {
  return id === undefined || fetched === undefined
    ? undefined
    : { id, document: fetched.document, fetchedAt: fetched.fetchedAt };
}

const inflate = promisify(inflateRaw);

async function compareBody(
  delivery: DueDelivery,
  transaction: JsonObject | undefined,
): Promise<readonly string[] | undefined> {
  if (delivery.body === undefined || transaction === undefined) return undefined;
  const body = parseObject(await inflate(delivery.body));
  // A webhook wraps the transaction, a callback is the transaction (API.md 8).
  const said = delivery.channel === "webhook" ? body?.transaction : body;
  return isObject(said) ? bodyDifferences(said, transaction) : undefined;
}

/** A body that is no JSON object has nothing to compare; its bytes are kept and shown as they are (F17). */
function parseObject(bytes: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function effectOf(
  before: OrderFigures | undefined,
  after: OrderFigures | undefined,
  isChanged: boolean,
): JsonObject {
  return { is_changed: isChanged, before: before ?? null, after: after ?? null };
}

/** Dintero's API does not know yet what its own delivery says: what it does know is applied, and it is asked again. */
async function waitForTruth(delivery: DueDelivery, deps: WorkerDeps): Promise<WorkOutcome> {
  const code = "not-confirmed";
  if (deps.now() - Date.parse(delivery.receivedAt) < MAX_BEHIND_MS) {
    await postpone(delivery, { lastError: code, isFailure: false }, deps);
    return { kind: "postponed", code };
  }
  await finishDelivery(
    deps.db,
    deps.accountId,
    delivery.deliveryId,
    { state: "unconfirmed", lastError: code },
    deps.now(),
  );
  return { kind: "unconfirmed" };
}

async function tryLater(delivery: DueDelivery, error: unknown, deps: WorkerDeps): Promise<WorkOutcome> {
  const code = isAppError(error) ? error.code : "internal";
  // What Dintero does not know yet may come; until it has had its time this is no failure of the delivery's.
  if (code === "not-found") return waitForTruth(delivery, deps);
  const isFailure = !OUTAGE_CODES.has(code);
  if (isFailure && delivery.failures + 1 >= MAX_FAILURES) {
    await finishDelivery(
      deps.db,
      deps.accountId,
      delivery.deliveryId,
      { state: "parked", lastError: code },
      deps.now(),
    );
    return { kind: "parked", code, error };
  }
  await postpone(delivery, { lastError: code, isFailure }, deps);
  return { kind: "postponed", code, error };
}

/** Neither the delivery's fault nor ours to mend: it waits as long as it takes. */
const OUTAGE_CODES: ReadonlySet<string> = new Set([
  "upstream-unreachable",
  "upstream-error",
  "upstream-auth-failed",
  "upstream-rate-limited",
  "upstream-timeout",
  "storage-unavailable",
] satisfies AppError["code"][]);

function postpone(
  delivery: DueDelivery,
  why: { readonly lastError: string; readonly isFailure: boolean },
  deps: WorkerDeps,
): Promise<void> {
  return postponeDelivery(deps.db, deps.accountId, delivery.deliveryId, {
    ...why,
    nextAttemptAt: deps.now() + delayMs(delivery.attempts, deps.random()),
  });
}

/** Doubles from one second to a minute, less up to half by chance. */
function delayMs(attempts: number, random: number): number {
  const full = Math.min(FIRST_DELAY_MS * 2 ** Math.max(0, attempts - 1), MAX_DELAY_MS);
  return Math.round(full * (1 - random / 2));
}
