import { byInstant } from "./instant";
import type { TransactionEvent } from "./transaction";

/** Operations that move or release money, by the event that reports them. The documents write INITIATE for INITIALIZE. */
export type Operation = "INITIALIZE" | "AUTHORIZE" | "CAPTURE" | "REFUND" | "VOID" | "SETTLEMENT";

const OPERATION_BY_EVENT: Readonly<Record<string, Operation>> = {
  INITIATE: "INITIALIZE",
  INITIALIZE: "INITIALIZE",
  AUTHORIZE: "AUTHORIZE",
  CAPTURE: "CAPTURE",
  REFUND: "REFUND",
  VOID: "VOID",
  SETTLEMENT: "SETTLEMENT",
};
const REQUESTED_BY_EVENT: Readonly<Record<string, Operation>> = {
  INITIATE_CAPTURE: "CAPTURE",
  INITIATE_REFUND: "REFUND",
  INITIATE_VOID: "VOID",
};

/** The operation an event reports on; undefined for a request and for a name we do not know. */
export function operationOf(event: TransactionEvent): Operation | undefined {
  return OPERATION_BY_EVENT[event.event];
}

/** The operation an INITIATE_* event asks for. It moves nothing itself. */
export function requestedOperation(event: TransactionEvent): Operation | undefined {
  return REQUESTED_BY_EVENT[event.event];
}

/** Statuses in which an operation has had its effect; how a correction says that a failed one did happen after all. */
const EFFECT: Readonly<Partial<Record<Operation, readonly string[]>>> = {
  AUTHORIZE: [
    "AUTHORIZED",
    "PARTIALLY_CAPTURED",
    "CAPTURED",
    "PARTIALLY_CAPTURED_REFUNDED",
    "PARTIALLY_REFUNDED",
    "REFUNDED",
    "AUTHORIZATION_VOIDED",
  ],
  CAPTURE: [
    "PARTIALLY_CAPTURED",
    "CAPTURED",
    "PARTIALLY_CAPTURED_REFUNDED",
    "PARTIALLY_REFUNDED",
    "REFUNDED",
  ],
  REFUND: ["PARTIALLY_CAPTURED_REFUNDED", "PARTIALLY_REFUNDED", "REFUNDED"],
  VOID: ["AUTHORIZATION_VOIDED", "PARTIALLY_CAPTURED", "CAPTURED", "PARTIALLY_REFUNDED", "REFUNDED"],
};
const NO_EFFECT = ["INITIATED", "ON_HOLD", "DECLINED", "FAILED", "UNKNOWN"];

/**
 * Whether `event` had its effect. A correction is preferred to `success` (API.md 5.3); an event without `success`
 * counts when the status it led to says so, and a failed one never.
 */
export function didSucceed(event: TransactionEvent): boolean {
  const operation = operationOf(event);
  const corrected = event.correction?.status;
  const effect = operation === undefined ? undefined : EFFECT[operation];
  if (corrected !== undefined && effect !== undefined) return effect.includes(corrected);
  if (event.success !== undefined) return event.success;
  if (event.error !== undefined) return false;
  return event.transactionStatus !== undefined && !NO_EFFECT.includes(event.transactionStatus);
}

/** Whether `event` says that its operation failed, and no correction says otherwise. */
export function didFail(event: TransactionEvent): boolean {
  return !didSucceed(event) && (event.success === false || event.error !== undefined);
}

/** Whether `status` is one in which money has been reserved or taken. */
export function impliesAuthorization(status: string): boolean {
  return EFFECT.AUTHORIZE?.includes(status) === true;
}

/**
 * The events as each is to be read. A correction that names another event for the same operation was carried out by
 * that one, which counts; the event itself stays the failure it was. Otherwise the same money would move twice.
 */
export function asCarriedOut(events: readonly TransactionEvent[]): readonly TransactionEvent[] {
  return events.map((event) => {
    const ids = event.correction?.eventIds ?? [];
    const isByAnother = events.some(
      (other) =>
        other.id !== undefined &&
        other.id !== event.id &&
        ids.includes(other.id) &&
        other.success === true &&
        operationOf(other) === operationOf(event),
    );
    return isByAnother && event.success === false ? { ...event, correction: undefined } : event;
  });
}

/** The events of a transaction as a history: by instant, one per event even if the document repeats it. */
export function inOrder(events: readonly TransactionEvent[]): readonly TransactionEvent[] {
  const seen = new Set<string>();
  return byInstant(asCarriedOut(events), (event) => event.createdAt).filter((event) => {
    if (event.id === undefined) return true;
    const key = JSON.stringify([event.id, event.event, event.createdAt, event.amount]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whether `event` is the answer to the INITIATE_* event `request`. */
export function answers(event: TransactionEvent, request: TransactionEvent): boolean {
  return (
    request.requestId !== undefined &&
    event !== request &&
    event.correlationRequestId === request.requestId &&
    operationOf(event) === requestedOperation(request)
  );
}
