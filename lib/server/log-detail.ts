import "server-only";
import { headers } from "next/headers";
import { recordAudit } from "@/lib/db/audit";
import {
  findKeptDelivery,
  findKeptLateDelivery,
  findKeptRefusal,
  type KeptEffect,
} from "@/lib/db/log-detail";
import { findLogEntry, type LogEntry, toRow } from "@/lib/db/log-entry";
import { listLogOfOrder } from "@/lib/db/order-log";
import { listReprocessings } from "@/lib/db/reprocessings";
import { effectOf } from "@/lib/domain/delivery-effect";
import type { BodyView, DeliveryDetail, EffectView, ReprocessAttempt } from "@/lib/domain/delivery-log";
import { logId, parseLogId } from "@/lib/domain/log-id";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { requireMay } from "./log";
import { bodyView, type Personal, requestView, showParameterTo, unkeptBody } from "./log-request";
import { lateVerification, refusalVerification, verificationOf } from "./log-verification";
import { originOf, type RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

/** An entry of the log with everything that `viewer` may see of it, and what they may do with it. */
export interface CallbackDetail extends DeliveryDetail {
  readonly canReprocess: boolean;
}

const MOST_SIBLINGS = 50;

/**
 * One entry of the log. On record before anything is read: as "raw.read" for a role that sees personal data in it.
 * @param id as its row has it
 * @param origin who asks, for the audit; a page leaves it out
 * @throws AppError "forbidden", "not-found", "audit-unavailable"
 */
export async function readCallback(
  viewer: Viewer,
  id: string,
  origin?: RequestOrigin,
): Promise<CallbackDetail> {
  requireMay(viewer, "callbacks.read");
  const { db, env, now } = runtime();
  const name = parseLogId(id);
  if (name === undefined) throw new AppError("not-found", "no such entry in the log");
  const personal = viewer.may("raw.personal") ? "clear" : "masked";
  await recordAudit(db, {
    accountId: env.accountId,
    at: now(),
    actorId: viewer.userId,
    action: personal === "clear" ? "raw.read" : "callbacks.read",
    outcome: "done",
    subject: { kind: "callback", id },
    ...(origin ?? originOf(await headers())),
  });
  const [entry, reprocessed] = await Promise.all([
    findLogEntry(db, env.accountId, name.kind, name.key),
    listReprocessings(db, env.accountId, name.kind, name.key),
  ]);
  if (entry === undefined) throw new AppError("not-found", "no such entry in the log");
  const access = viewer.may("callbacks.body") ? personal : "none";
  const [kept, siblings] = await Promise.all([readKept(entry, personal, access), siblingsOf(entry)]);
  const { effect, ...shown } = kept;
  return {
    ...toRow(entry),
    ...shown,
    effect: effect && explained(effect, entry, siblings),
    siblings: siblings.map(({ entry: sibling, shares }) => ({ ...toRow(sibling), shares })),
    reprocessed: reprocessed.map((attempt): ReprocessAttempt => {
      return { ...attempt, effect: attempt.effect && toEffect(attempt.effect) };
    }),
    eventId: entry.eventId,
    eventAt: entry.eventAt,
    canReprocess: viewer.may("callbacks.reprocess") && entry.kind !== "refusal",
  };
}

type Kept = Pick<
  DeliveryDetail,
  "verification" | "request" | "body" | "effect" | "processing" | "lastReceivedAt"
>;

async function readKept(entry: LogEntry, personal: Personal, access: BodyView["access"]): Promise<Kept> {
  switch (entry.kind) {
    case "delivery":
      return await readDelivery(entry, personal, access);
    case "late":
      return await readLate(entry, personal, access);
    case "refusal":
      return await readRefusal(entry, personal, access);
    case "finding":
      return { body: unkeptBody(access), processing: NOT_PROCESSED };
  }
}

const NOT_PROCESSED = { state: "none", attempts: 0, failures: 0 } as const;

async function readDelivery(
  { key, attempts, code }: LogEntry,
  personal: Personal,
  access: BodyView["access"],
): Promise<Kept> {
  const { db, env } = runtime();
  const delivery = found(await findKeptDelivery(db, env.accountId, key, access !== "none"));
  const { state, failures, nextAttemptAt, processedAt } = delivery;
  const isWaiting = state === "received" || state === "fetched";
  return {
    verification: verificationOf(delivery, showParameterTo(personal)),
    request: requestView(delivery, personal),
    body: await bodyView(delivery, access),
    // Before the end only what stood there before is known.
    effect: isWaiting || delivery.effect === undefined ? undefined : toEffect(delivery.effect),
    processing: {
      ...{ state, attempts, failures, processedAt },
      lastError: code,
      nextAttemptAt: isWaiting ? nextAttemptAt : undefined,
    },
    lastReceivedAt: delivery.lastReceivedAt,
  };
}

async function readLate(
  { key, attempts }: LogEntry,
  personal: Personal,
  access: BodyView["access"],
): Promise<Kept> {
  const { db, env } = runtime();
  const late = found(await findKeptLateDelivery(db, env.accountId, key));
  const { fetchedAt, lastError } = late;
  return {
    verification: lateVerification(late, key, showParameterTo(personal)),
    request: requestView({ ...late, channel: "callback" }, personal),
    body: unkeptBody(access),
    processing: {
      state: fetchedAt === undefined ? "received" : lastError === undefined ? "applied" : "unconfirmed",
      ...{ attempts, failures: 0, lastError },
      nextAttemptAt: fetchedAt === undefined ? late.nextAttemptAt : undefined,
      processedAt: fetchedAt,
    },
    lastReceivedAt: late.lastReceivedAt,
  };
}

async function readRefusal({ key }: LogEntry, personal: Personal, access: BodyView["access"]): Promise<Kept> {
  const { db, env } = runtime();
  const refusal = found(await findKeptRefusal(db, env.accountId, key));
  const { channel, explanation, parameterNames, peerAddress, bodySha256 } = refusal;
  return {
    verification: refusalVerification(refusal),
    request: requestView({ channel, method: explanation?.method, parameterNames, peerAddress }, personal),
    body: unkeptBody(access, bodySha256),
    processing: NOT_PROCESSED,
  };
}

/** Retention may remove an entry between two reads of it. */
function found<T>(value: T | undefined): T {
  if (value === undefined) throw new AppError("not-found", "the entry has just gone");
  return value;
}

interface Sibling {
  readonly entry: LogEntry;
  readonly shares: "delivery" | "transaction" | "session";
}

/** What else the log holds of the same order, newest first. */
async function siblingsOf(own: LogEntry): Promise<readonly Sibling[]> {
  const { db, env } = runtime();
  const entries = await listLogOfOrder(db, env.accountId, own, MOST_SIBLINGS + 1);
  return entries
    .filter(({ kind, key }) => kind !== own.kind || key !== own.key)
    .slice(0, MOST_SIBLINGS)
    .map((entry) => ({ entry, shares: sharedWith(own, entry) }));
}

function sharedWith(own: LogEntry, other: LogEntry): Sibling["shares"] {
  if (own.eventDelivery !== undefined && own.eventDelivery === other.eventDelivery) return "delivery";
  return own.transactionId !== undefined && own.transactionId === other.transactionId
    ? "transaction"
    : "session";
}

function toEffect({ before, after, is_changed: isChanged = false }: KeptEffect): EffectView {
  return effectOf(before ?? undefined, after ?? undefined, isChanged);
}

function explained(effect: EffectView, own: LogEntry, siblings: readonly Sibling[]): EffectView {
  if (effect.isChanged) return effect;
  if (own.sessionId === undefined && own.transactionId === undefined)
    return { ...effect, unchangedBecause: "no-order" };
  const earlier = siblings.filter(
    ({ entry, shares }) =>
      entry.kind === "delivery" && entry.at <= own.at && (shares === "delivery" || saysTheSame(entry, own)),
  );
  const same = earlier.find(({ entry }) => entry.changed === true) ?? earlier[0];
  if (same === undefined) return { ...effect, unchangedBecause: "known" };
  return { ...effect, unchangedBecause: "repeat", sameAs: logId(same.entry.kind, same.entry.key) };
}

/** Of the same event: a retry that was signed again, or a second call about the same thing (F22, F23). */
function saysTheSame(one: LogEntry, other: LogEntry): boolean {
  return one.event === other.event && one.eventId === other.eventId && one.error === other.error;
}
