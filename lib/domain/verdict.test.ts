import { expect, test } from "vitest";
import { amountsOf } from "./amounts";
import { minorUnits } from "./minor-units";
import { readOrder } from "./read-order";
import {
  sampleEvent,
  sampleInstant,
  sampleSession,
  sampleSessionEvent,
  sampleTransaction,
} from "./test-order";
import { TRANSACTION_STATUSES, type TransactionEvent } from "./transaction";
import { transactionVerdict } from "./verdict";

const NOON = Date.parse(sampleInstant(0));
const authorize = sampleEvent("AUTHORIZE", 1);
const capture = (amount: number) => sampleEvent("CAPTURE", 2, { amount: minorUnits(amount) });
const refund = (amount: number) => sampleEvent("REFUND", 3, { amount: minorUnits(amount) });

const verdict = (status: string, ...events: readonly TransactionEvent[]) => {
  const transaction = sampleTransaction({ status, events });
  return transactionVerdict(transaction, status, amountsOf({ transaction }));
};

test.each([
  ["INITIATED", [], "initiated"],
  ["ON_HOLD", [], "onHold"],
  ["AUTHORIZED", [authorize], "authorized"],
  ["AUTHORIZED", [authorize, sampleEvent("INITIATE_CAPTURE", 2)], "capturePending"],
  ["AUTHORIZED", [authorize, sampleEvent("INITIATE_VOID", 2)], "voidPending"],
  ["PARTIALLY_CAPTURED", [authorize, capture(4_000)], "partiallyCaptured"],
  ["PARTIALLY_CAPTURED", [authorize, capture(4_000), sampleEvent("VOID", 3)], "partiallyCapturedRestVoided"],
  ["CAPTURED", [capture(10_000)], "captured"],
  ["CAPTURED", [authorize, capture(9_000)], "capturedShort"],
  ["CAPTURED", [authorize, capture(11_000)], "capturedTooMuch"],
  ["CAPTURED", [capture(10_000), sampleEvent("INITIATE_REFUND", 3)], "refundPending"],
  ["PARTIALLY_CAPTURED_REFUNDED", [authorize, capture(4_000), refund(1_000)], "partiallyCapturedRefunded"],
  ["PARTIALLY_REFUNDED", [capture(10_000), refund(1_000)], "partiallyRefunded"],
  ["REFUNDED", [capture(10_000), refund(10_000)], "refunded"],
  ["AUTHORIZATION_VOIDED", [authorize, sampleEvent("VOID", 2)], "voided"],
  ["DECLINED", [], "declined"],
  ["FAILED", [], "failed"],
  ["UNKNOWN", [], "unknown"],
  ["SOMETHING_NEW", [authorize], "otherStatus"],
])("%s reads as it should (%#)", (status, events, rule) => {
  expect(verdict(status, ...events).rule).toBe(rule);
});

test("a status that its events deny is called a contradiction, never paid", () => {
  expect(verdict("FAILED", capture(10_000)).rule).toBe("contradiction");
  expect(verdict("AUTHORIZED", authorize, capture(1_000)).rule).toBe("contradiction");
  expect(verdict("PARTIALLY_CAPTURED", authorize).rule).toBe("contradiction");
  expect(verdict("REFUNDED", capture(10_000)).rule).toBe("contradiction");
});

test("no status calls an order good while nothing was taken", () => {
  const refused = sampleEvent("AUTHORIZE", 1, { success: false });
  for (const status of [...TRANSACTION_STATUSES, "SOMETHING_NEW"]) {
    expect(verdict(status, refused).tone === "good" && status !== "AUTHORIZATION_VOIDED").toBe(false);
  }
});

test("an order of nothing is not asked to be captured", () => {
  const transaction = sampleTransaction({ amount: minorUnits(0), status: "AUTHORIZED", events: [authorize] });
  expect(transactionVerdict(transaction, "AUTHORIZED", amountsOf({ transaction })).rule).toBe("nothingToPay");
});

test.each([
  [{}, "open"],
  [{ expiresAt: sampleInstant(9) }, "openUntil"],
  [{ events: [sampleSessionEvent("VISITED", 1)] }, "inProgress"],
  [{ events: [sampleSessionEvent("VISITED", 1)], expiresAt: sampleInstant(9) }, "inProgressUntil"],
  [{ events: [sampleSessionEvent("PAY_FAILED", 1)], expiresAt: sampleInstant(9) }, "retryingUntil"],
  [{ events: [sampleSessionEvent("ON_HOLD_CALLBACK_SENT", 1)] }, "onHold"],
  [{ events: [sampleSessionEvent("AUTHORIZED", 1)] }, "paidElsewhere"],
  [{ events: [sampleSessionEvent("COMPLETED", 1)] }, "paidElsewhere"],
  [{ events: [sampleSessionEvent("DECLINED", 1)] }, "declined"],
  [{ events: [sampleSessionEvent("FAILED", 1)] }, "failed"],
  [{ events: [sampleSessionEvent("UNKNOWN", 1)] }, "unknown"],
  [{ events: [sampleSessionEvent("CANCELLED", 1)] }, "cancelled"],
  [{ cancelledAt: sampleInstant(-1) }, "cancelledAt"],
  [{ expiresAt: sampleInstant(-1) }, "expired"],
])("a session alone: %j is %s", (change, rule) => {
  expect(readOrder({ session: sampleSession(change) }, NOON).verdict.rule).toBe(rule);
});
