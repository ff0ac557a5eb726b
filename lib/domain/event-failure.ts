import { explainFinding, explainState, type Found } from "./explain";
import {
  explainingValues,
  type Finding,
  find,
  findProviderValues,
  rankOf,
  tellingType,
} from "./failure-table";
import { didFail, operationOf, requestedOperation } from "./money-event";
import type { FailedOperation, Failure, Retry } from "./order";
import type { SessionEvent } from "./session";
import type { EventError, TransactionEvent } from "./transaction";

/** Why the operation of `event` failed; undefined when it did not. */
export function transactionEventFailure(
  event: TransactionEvent,
  paymentProductType: string | undefined,
): Failure | undefined {
  if (!didFail(event)) return undefined;
  const { error, metadata } = event;
  const operation = failedOperation(event);
  const providerValues = explainingValues(metadata);
  const base: Found = {
    source: "transaction-event",
    error,
    providerValues: providerValues.length > 0 ? providerValues : undefined,
    paymentProductType,
    at: event.createdAt,
    operation,
  };
  const types = typesOf(error);
  const telling = tellingType(types, paymentProductType);
  const found = mostTelling(event, telling?.found, types.length > 0, paymentProductType);
  const retry = retryOf(event, found?.row.retry);
  if (found !== undefined) return explainFinding(found, { ...base, retry });
  const reason = telling?.type ?? error?.resultCode ?? error?.message;
  // Vipps and its like name a refusal in words of their own; what it led to says whose it was.
  if (event.transactionStatus === "DECLINED")
    return explainState("customerDeclined", { ...base, reason: reason ?? "DECLINED", retry });
  return reason === undefined
    ? explainState(RULE_BY_OPERATION[operation], { ...base, reason: event.event, retry })
    : explainState("unmapped", { ...base, reason, retry });
}

/** In Dintero's older answers the type is missing at times, and the code says the same. */
function typesOf(error: EventError | undefined): readonly string[] {
  const types = error?.types ?? [];
  return types.length === 0 && error?.code !== undefined ? [error.code] : types;
}

/**
 * What explains `event` best: its type, unless that is a bare refusal or less and the scheme's response code or the
 * provider's own key gives a reason.
 */
function mostTelling(
  { error, metadata }: TransactionEvent,
  byType: Finding | undefined,
  hasType: boolean,
  paymentProductType: string | undefined,
): Finding | undefined {
  const { resultCode } = error ?? {};
  const others = [
    ...(resultCode === undefined ? [] : [find("result-code", resultCode, paymentProductType)]),
    ...findProviderValues(metadata),
  ].filter((found) => found !== undefined);
  if (byType !== undefined && rankOf(byType) === 0) return byType;
  const other = others.toSorted((a, b) => rankOf(a) - rankOf(b))[0];
  // A type we do not know tells less than a refusal and more than a technical fault.
  const bar = byType === undefined && !hasType ? Number.POSITIVE_INFINITY : rankOf(byType);
  return other !== undefined && rankOf(other) < bar ? other : byType;
}

/** Why an attempt to pay, or the session, failed; undefined for an event that tells of no failure or gives no reason. */
export function sessionEventFailure(event: SessionEvent): Failure | undefined {
  const { error, payment_product_type: product } = event.details;
  const paymentProductType = typeof product === "string" ? product : undefined;
  const base: Found = {
    source: "session-event",
    paymentProductType,
    at: event.createdAt,
    operation: "AUTHORIZE",
  };
  if (typeof error === "string" && error.trim() !== "" && isFailureEvent(event)) {
    // A newer word may be one of the transaction's vocabulary.
    const found = find("error", error, paymentProductType) ?? find("type", error, paymentProductType);
    return found === undefined
      ? explainState("unmapped", { ...base, reason: error })
      : explainFinding(found, {
          ...base,
          operation: found.row.reply === "reserved" ? "CAPTURE" : "AUTHORIZE",
        });
  }
  const [found] = findProviderValues(event.details);
  if (isFailureEvent(event) && found !== undefined) return explainFinding(found, base);
  if (event.name === "DECLINED") return explainState("customerDeclined", { ...base, reason: event.name });
  if (event.name === "PAY_FAILED") return explainState("attemptFailed", { ...base, reason: event.name });
  return undefined;
}

function isFailureEvent({ name }: SessionEvent): boolean {
  return name === "PAY_FAILED" || name === "DECLINED" || name === "FAILED" || name === "CANCELLED";
}

/** The provider's own advice; of several codes the most cautious counts. Klarna gives its own in a key (API.md 10). */
function retryOf({ error, metadata }: TransactionEvent, fallback: Retry | undefined): Retry {
  const policy = error?.retryPolicy;
  const codes = policy?.retryCodes ?? [];
  if (codes.includes("DO_NOT_RETRY")) return { kind: "never" };
  if (codes.includes("RETRY_AFTER_DELAY")) return { kind: "after", at: policy?.retryAfter };
  if (codes.includes("RETRY_IMMEDIATELY")) return { kind: "now" };
  const klarna = String(metadata["klarna:order_amount_update_can_retry"] ?? "");
  if (klarna === "0") return { kind: "never" };
  if (klarna === "1") return { kind: "now" };
  return fallback ?? { kind: "unstated" };
}

const RULE_BY_OPERATION = {
  AUTHORIZE: "authorizationFailed",
  CAPTURE: "captureFailed",
  REFUND: "refundFailed",
  VOID: "voidFailed",
} as const;

function failedOperation(event: TransactionEvent): FailedOperation {
  const operation = operationOf(event) ?? requestedOperation(event);
  return operation === "CAPTURE" || operation === "REFUND" || operation === "VOID" ? operation : "AUTHORIZE";
}
