import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
import type { NewDelivery, StoredAs } from "@/lib/db/deliveries";
import type { RefusalExplanation } from "@/lib/db/refusals";
import {
  type CallbackExpectation,
  type CallbackVerdict,
  verifyCallback,
} from "@/lib/dintero/callback-signature";
import { type AsSeen, explainMismatch } from "@/lib/dintero/signature-explanation";
import { verifyWebhook, type WebhookVerdict } from "@/lib/dintero/webhook-signature";
import { type DeliverySubject, readCallbackQuery, readWebhookBody } from "./delivery-subject";
import { hasCardNumberIn } from "./kept-body";

/** One request at a signed door, as it was sent. Nothing in it is believed until its signature is verified. */
export interface RawDelivery {
  readonly method: "GET" | "POST";
  /** As on the request line, without the query. */
  readonly pathname: string;
  /** As on the request line, without the question mark. */
  readonly rawQuery: string;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** Undefined when none came; `bytes` is undefined when it was too large to keep. */
  readonly body?:
    | { readonly bytes?: Buffer | undefined; readonly length: number; readonly sha256: Buffer }
    | undefined;
  readonly peerAddress?: string | undefined;
}

export type RefusalReason = Extract<CallbackVerdict | WebhookVerdict, { kind: "refused" }>["code"];

/** What the door answers; the door alone knows HTTP. Our own trouble is always 503: Dintero takes any 4xx as final (FAULTS, fact 1). */
export type Reply =
  | {
      readonly kind: "stored";
      readonly as: StoredAs;
      readonly deliveryId: string;
      /** Which of the configured secrets matched: 0 is the newest. */
      readonly keyNumber: number;
      readonly bodyState: NewDelivery["bodyState"];
      /** A full card number came in the body, which was not kept for it (F63). */
      readonly hadCardNumber: boolean;
    }
  | { readonly kind: "refused"; readonly code: RefusalReason }
  | { readonly kind: "late"; readonly deliveryId: string; readonly skewSeconds: number }
  | { readonly kind: "unavailable" };

export interface LateDelivery {
  readonly deliveryId: string;
  readonly receivedAt: string;
  readonly signedAt: string;
  readonly skewSeconds: number;
  readonly keyNumber: number;
  readonly method: string;
  readonly rawQuery: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly peerAddress?: string | undefined;
  readonly subject: DeliverySubject;
}

/** A note about a well-formed signature that is not ours: names and hashes, no value (F6). */
export interface Mismatch {
  readonly channel: "callback" | "webhook";
  readonly receivedAt: string;
  readonly peerAddress?: string | undefined;
  readonly parameterNames: readonly string[];
  readonly bodySha256?: Buffer | undefined;
  readonly explanation?: RefusalExplanation | undefined;
}

export interface ReceiveDeps {
  readonly expectation: CallbackExpectation;
  readonly webhookSecrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Resolves when committed. */
  readonly store: (delivery: NewDelivery) => Promise<StoredAs>;
  readonly keepLate: (late: LateDelivery) => Promise<void>;
  /** Must not fail the answer: a note that cannot be written is only counted. */
  readonly noteMismatch: (mismatch: Mismatch) => Promise<void>;
}

/**
 * Answers one session callback: verify, store, answer, nothing else. "stored" means committed and no more; the worker
 * re-reads the truth from Dintero, since the signature leaves the body out (FAULTS, fact 4).
 * @throws AppError "overloaded" or "storage-unavailable": a 503 in which nothing was acknowledged
 */
export async function receiveCallback(delivery: RawDelivery, deps: ReceiveDeps): Promise<Reply> {
  const request = { ...delivery, signatureHeader: delivery.headers.get("dintero-signature") };
  const nowMs = deps.now();
  const verdict = verifyCallback(request, deps.expectation, nowMs);
  const receivedAt = new Date(nowMs).toISOString();
  if (verdict.kind === "unavailable") return verdict;
  if (verdict.kind === "refused") {
    if (verdict.code === "signature-mismatch") {
      const found = explainMismatch(request, asSeen(delivery), deps.expectation);
      const explanation = found && {
        matchesWhen: found.matchesWhen,
        method: delivery.method,
        timestamp: found.expected.timestamp,
        expectedDigest: found.expectedDigest,
        receivedDigest: found.receivedDigest,
      };
      await deps.noteMismatch({ ...mismatchOf("callback", delivery, receivedAt), explanation });
    }
    return verdict;
  }
  const subject = readCallbackQuery(delivery.rawQuery);
  const signedAt = new Date(verdict.timestamp * 1000).toISOString();
  const { keyNumber } = verdict;
  if (verdict.kind === "late") {
    const { digest: deliveryId, skewSeconds } = verdict;
    const { method, rawQuery, peerAddress } = delivery;
    const request = { method, rawQuery, headers: keptHeaders(delivery), peerAddress };
    await deps.keepLate({ ...request, deliveryId, receivedAt, signedAt, skewSeconds, keyNumber, subject });
    return { kind: "late", deliveryId, skewSeconds };
  }
  return await store(delivery, deps, {
    ...subject,
    deliveryId: verdict.digest,
    channel: "callback",
    receivedAt,
    signedAt,
    keyNumber,
  });
}

/**
 * Answers one account webhook. Its signature covers the body, so one too large to keep cannot be verified: unavailable.
 * @throws AppError as `receiveCallback`
 */
export async function receiveWebhook(delivery: RawDelivery, deps: ReceiveDeps): Promise<Reply> {
  const receivedAt = new Date(deps.now()).toISOString();
  const bytes = delivery.body === undefined ? Buffer.alloc(0) : delivery.body.bytes;
  if (bytes === undefined) return { kind: "unavailable" };
  const verdict = verifyWebhook(bytes, delivery.headers.get("event-signature"), deps.webhookSecrets);
  if (verdict.kind === "unavailable") return verdict;
  if (verdict.kind === "refused") {
    if (verdict.code === "signature-mismatch")
      await deps.noteMismatch(mismatchOf("webhook", delivery, receivedAt));
    return verdict;
  }
  return await store(delivery, deps, {
    ...readWebhookBody(bytes),
    deliveryId: verdict.digest,
    channel: "webhook",
    receivedAt,
    keyNumber: verdict.keyNumber,
  });
}

type Verified = DeliverySubject &
  Pick<NewDelivery, "deliveryId" | "channel" | "receivedAt" | "signedAt" | "keyNumber">;

async function store(delivery: RawDelivery, deps: ReceiveDeps, verified: Verified): Promise<Reply> {
  const { body } = delivery;
  const hadCardNumber = body?.bytes !== undefined && hasCardNumberIn(body.bytes);
  const parts = await keptParts(
    hadCardNumber ? { ...delivery, body: { ...body, bytes: undefined } } : delivery,
  );
  const as = await deps.store({ ...parts, ...verified });
  const { deliveryId, keyNumber } = verified;
  return { kind: "stored", as, deliveryId, keyNumber, bodyState: parts.bodyState, hadCardNumber };
}

/** Headers worth keeping: what tells a delivery from another and its sender; no cookie, no credential. */
const KEPT_HEADERS = [
  "content-type",
  "content-length",
  "user-agent",
  "event",
  "event-delivery",
  "dintero-signature",
  "event-signature",
];

const compress = promisify(deflateRaw);

function keptHeaders(delivery: RawDelivery): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of KEPT_HEADERS) {
    const value = delivery.headers.get(name);
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}

async function keptParts(delivery: RawDelivery) {
  const { body } = delivery;
  return {
    method: delivery.method,
    rawQuery: delivery.rawQuery,
    headers: keptHeaders(delivery),
    eventDelivery: delivery.headers.get("event-delivery"),
    body: body?.bytes && (await compress(body.bytes)),
    bodyState: bodyStateOf(body),
    bodySha256: body?.sha256,
    bodyBytes: body?.length ?? 0,
    peerAddress: delivery.peerAddress,
  };
}

function bodyStateOf(body: RawDelivery["body"]): NewDelivery["bodyState"] {
  if (body === undefined) return "absent";
  return body.bytes === undefined ? "omitted" : "kept";
}

function asSeen(delivery: RawDelivery): AsSeen {
  const withoutPort = (host: string) => host.replace(/:\d+$/, "").trim();
  const host = delivery.headers.get("host");
  const forwarded = delivery.headers.get("x-forwarded-host")?.split(",") ?? [];
  return {
    hostname: host && withoutPort(host),
    pathname: delivery.pathname,
    forwardedHostnames: forwarded.slice(0, 3).map(withoutPort),
  };
}

function mismatchOf(channel: Mismatch["channel"], delivery: RawDelivery, receivedAt: string): Mismatch {
  const names = new Set(new URLSearchParams(delivery.rawQuery).keys());
  return {
    channel,
    receivedAt,
    peerAddress: delivery.peerAddress,
    parameterNames: [...names].slice(0, 50).map((name) => name.slice(0, 100)),
    bodySha256: delivery.body?.sha256,
  };
}
