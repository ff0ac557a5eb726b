import {
  FAILURE_RULES_BY_STATE,
  rowOfError,
  rowOfResultCode,
  type StateRule,
  tellingType,
} from "./failure-table";
import { didFail, operationOf, requestedOperation } from "./money-event";
import type { Failure, Retry } from "./order";
import type { SessionEvent } from "./session";
import type { EventError, TransactionEvent } from "./transaction";

/** Why the operation of `event` failed; undefined when it did not. */
export function transactionEventFailure(
  event: TransactionEvent,
  paymentProductType: string | undefined,
): Failure | undefined {
  if (!didFail(event)) return undefined;
  const { error } = event;
  const base = { source: "transaction-event", error, paymentProductType, at: event.createdAt } as const;
  const types = error?.types ?? [];
  const telling = tellingType(types.length > 0 ? types : error?.code === undefined ? [] : [error.code]);
  const row =
    telling?.row ??
    (types.length === 0 && error?.resultCode !== undefined ? rowOfResultCode(error.resultCode) : undefined);
  const retry = retryOf(error, row?.retry);
  if (row !== undefined) {
    const reason = telling?.row === undefined ? (error?.resultCode ?? row.rule) : telling.type;
    return { who: row.who, rule: row.rule, reason, isMapped: true, retry, ...base };
  }
  const reason = telling?.type ?? error?.resultCode ?? error?.message;
  // Vipps and its like name a refusal in words of their own; what it led to says whose it was.
  if (event.transactionStatus === "DECLINED") {
    return { ...stateFailure("customerDeclined", { ...base, reason: reason ?? "DECLINED" }), retry };
  }
  if (reason !== undefined)
    return { ...stateFailure("unmapped", { ...base, reason }), isMapped: false, retry };
  return { ...stateFailure(ruleOfOperation(event), { ...base, reason: event.event }), retry };
}

/** Why an attempt to pay, or the session, failed; undefined for an event that tells of no failure or gives no reason. */
export function sessionEventFailure(event: SessionEvent): Failure | undefined {
  const { error, payment_product_type: product } = event.details;
  const paymentProductType = typeof product === "string" ? product : undefined;
  const base = { source: "session-event", paymentProductType, at: event.createdAt } as const;
  if (typeof error === "string" && error.trim() !== "" && isFailureEvent(event)) {
    const row = rowOfError(error);
    if (row !== undefined) {
      const { who, rule } = row;
      return { who, rule, reason: error, isMapped: true, retry: row.retry ?? UNSTATED, ...base };
    }
    // A newer word may be one of the transaction's vocabulary.
    const telling = tellingType([error]);
    return telling?.row === undefined
      ? { ...stateFailure("unmapped", { ...base, reason: error }), isMapped: false }
      : {
          ...base,
          who: telling.row.who,
          rule: telling.row.rule,
          reason: error,
          isMapped: true,
          retry: UNSTATED,
        };
  }
  if (event.name === "DECLINED") return stateFailure("customerDeclined", { ...base, reason: event.name });
  if (event.name === "PAY_FAILED") return stateFailure("attemptFailed", { ...base, reason: event.name });
  return undefined;
}

const UNSTATED: Retry = { kind: "unstated" };

function isFailureEvent({ name }: SessionEvent): boolean {
  return name === "PAY_FAILED" || name === "DECLINED" || name === "FAILED" || name === "CANCELLED";
}

/** The provider's own advice; of several codes the most cautious counts. */
function retryOf(error: EventError | undefined, fallback: Retry | undefined): Retry {
  const policy = error?.retryPolicy;
  const codes = policy?.retryCodes ?? [];
  if (codes.includes("DO_NOT_RETRY")) return { kind: "never" };
  if (codes.includes("RETRY_AFTER_DELAY")) return { kind: "after", at: policy?.retryAfter };
  if (codes.includes("RETRY_IMMEDIATELY")) return { kind: "now" };
  return fallback ?? UNSTATED;
}

/** A failure nobody gave a value for: who and what follow from the state itself. */
export function stateFailure(
  rule: StateRule,
  found: Pick<Failure, "reason" | "source" | "error" | "paymentProductType" | "at">,
): Failure {
  return { who: FAILURE_RULES_BY_STATE[rule], rule, isMapped: true, retry: UNSTATED, ...found };
}

function ruleOfOperation(event: TransactionEvent): StateRule {
  switch (operationOf(event) ?? requestedOperation(event)) {
    case "AUTHORIZE":
    case "INITIALIZE":
      return "authorizationFailed";
    case "CAPTURE":
      return "captureFailed";
    case "REFUND":
      return "refundFailed";
    case "VOID":
      return "voidFailed";
    default:
      return "paymentFailed";
  }
}
