import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sessionEventFailure, transactionEventFailure } from "./event-failure";
import { sessionFailure, transactionFailure } from "./failure";
import { minorUnits } from "./minor-units";
import type { Failure } from "./order";
import { sessionStatusOf } from "./session-status";
import {
  sampleEvent,
  sampleInstant,
  sampleSession,
  sampleSessionEvent,
  sampleTransaction,
} from "./test-order";
import type { EventError } from "./transaction";

const CURRENT =
  `INSUFFICIENT_FUNDS EXPIRED_CARD CLOSED_ACCOUNT RESTRICTED_CARD PICK_UP_CARD EXCEEDS_APPROVAL_LIMIT
  EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT FAILED_VERIFICATION ADDITIONAL_VERIFICATION_REQUIRED PIN_REQUIRED DECLINED
  ISSUER_ERROR INVALID_AMOUNT INVALID_TRANSACTION INVALID_MERCHANT ERROR UNKNOWN`.split(/\s+/);
const OLDER = `DO_NOT_RETRY MODIFICATIONS_REQUIRED DAILY_LIMIT_EXCEEDED MONTHLY_LIMIT_EXCEEDED
  REJECTED_BY_ACQUIRER_INSUFFICIENT_FUNDS REJECTED_BY_ACQUIRER_CARD_EXPIRED REJECTED_BY_ACQUIRER_CARD_STOLEN
  REJECTED_BY_ACQUIRER_POSSIBLE_FRAUD REJECTED_BY_ACQUIRER_INVALID_AMOUNT REJECTED_BY_ACQUIRER_FORMAT_ERROR
  REJECTED_BY_ACQUIRER ACQUIRER_HOST_OFFLINE UNKNOWN`.split(/\s+/);

const refused = (error?: Partial<EventError>) =>
  sampleEvent("AUTHORIZE", 1, {
    success: false,
    transactionStatus: "FAILED",
    error: error && { types: [], ...error },
  });
const why = (error?: Partial<EventError>) =>
  transactionEventFailure(refused(error), "dintero_psp.creditcard");

describe("a failed transaction event", () => {
  test("tells who refused, in the provider's word and ours", () => {
    expect(why({ types: ["INSUFFICIENT_FUNDS"], code: "DECLINED", resultCode: "51" })).toMatchObject({
      who: "bank",
      rule: "insufficientFunds",
      reason: "INSUFFICIENT_FUNDS",
      isMapped: true,
      source: "transaction-event",
    });
  });

  test("is judged by its most telling type, wherever that stands", () => {
    expect(why({ types: ["UNKNOWN", "ERROR", "DECLINED", "EXPIRED_CARD"] })?.rule).toBe("expiredCard");
    expect(why({ types: ["ERROR", "DECLINED"] })?.rule).toBe("declinedByBank");
    expect(why({ types: ["UNKNOWN", "BRAND_NEW"] })).toMatchObject({
      rule: "unmapped",
      reason: "BRAND_NEW",
      isMapped: false,
    });
  });

  test("without a type is read from its code, then the scheme's response code", () => {
    expect(why({ code: "INVALID_AMOUNT" })).toMatchObject({ who: "merchant", rule: "invalidAmount" });
    expect(why({ resultCode: "1a" })).toMatchObject({
      who: "customer",
      rule: "verificationRequired",
      reason: "1a",
    });
  });

  test("is repeated as received when nothing is known of it", () => {
    expect(why({ types: ["SOLAR_FLARE"] })).toMatchObject({
      who: "unknown",
      rule: "unmapped",
      reason: "SOLAR_FLARE",
    });
    expect(why({ message: "oops" })).toMatchObject({ rule: "unmapped", reason: "oops", isMapped: false });
    expect(why()).toMatchObject({ who: "unknown", rule: "authorizationFailed", reason: "AUTHORIZE" });
  });

  test("with a word of the provider's own is the customer's refusal when it led to DECLINED", () => {
    const event = { ...refused({ code: "USER_REJECTED" }), transactionStatus: "DECLINED" };
    expect(transactionEventFailure(event, "vipps")).toMatchObject({
      who: "customer",
      rule: "customerDeclined",
      reason: "USER_REJECTED",
      isMapped: true,
    });
  });

  test("passes the provider's advice on trying again, the most cautious first", () => {
    const policy = (...retryCodes: string[]) =>
      why({ types: ["DECLINED"], retryPolicy: { retryCodes, retryAfter: "later" } })?.retry;
    expect(policy("RETRY_IMMEDIATELY", "DO_NOT_RETRY")).toEqual({ kind: "never" });
    expect(policy("RETRY_IMMEDIATELY", "RETRY_AFTER_DELAY")).toEqual({ kind: "after", at: "later" });
    expect(policy("RETRY_IMMEDIATELY")).toEqual({ kind: "now" });
    expect(policy("SOMETHING")).toEqual({ kind: "unstated" });
    expect(why({ types: ["DO_NOT_RETRY"] })?.retry).toEqual({ kind: "never" });
  });

  test("that succeeded, or was corrected, is none", () => {
    expect(transactionEventFailure(sampleEvent("CAPTURE", 1), "vipps")).toBeUndefined();
    const corrected = sampleEvent("CAPTURE", 1, {
      success: false,
      correction: { eventIds: [], status: "CAPTURED" },
    });
    expect(transactionEventFailure(corrected, "vipps")).toBeUndefined();
  });
});

describe("a session event", () => {
  test.each([
    ["Rejected", "lenderRejected", "bank"],
    ["cancelled", "customerCancelled", "customer"],
    ["authorization", "authorizationNotCompleted", "customer"],
    ["failed", "rejectedOrBroken", "provider"],
    ["capture", "autoCaptureFailed", "provider"],
    ["captured", "autoCaptureFailed", "provider"],
    ["INSUFFICIENT_FUNDS", "insufficientFunds", "bank"],
    ["no idea", "unmapped", "unknown"],
  ])("PAY_FAILED with %s is %s, by %s", (error, rule, who) => {
    const event = sampleSessionEvent("PAY_FAILED", 1, { error, payment_product_type: "instabank.finance" });
    expect(sessionEventFailure(event)).toMatchObject({
      rule,
      who,
      reason: error,
      paymentProductType: "instabank.finance",
    });
  });

  test("that tells of no failure is none", () => {
    expect(sessionEventFailure(sampleSessionEvent("VISITED", 1, { error: "x" }))).toBeUndefined();
  });
});

describe("an order", () => {
  const authorized = sampleEvent("AUTHORIZE", 2);

  test("that recovered has no failure: the earlier attempts are history", () => {
    const transaction = sampleTransaction({
      status: "AUTHORIZED",
      events: [refused({ types: ["EXPIRED_CARD"] }), authorized],
    });
    expect(transactionFailure(transaction, undefined, "AUTHORIZED", true)).toBeUndefined();
  });

  test("whose last operation failed says so, although the money is reserved", () => {
    const capture = sampleEvent("CAPTURE", 3, { success: false, error: { types: ["ERROR"] } });
    const transaction = sampleTransaction({
      status: "AUTHORIZED",
      events: [authorized, capture, sampleEvent("SETTLEMENT", 4)],
    });
    expect(transactionFailure(transaction, undefined, "AUTHORIZED", true)?.rule).toBe("technicalError");
  });

  test("under review or just begun has not failed", () => {
    for (const status of ["ON_HOLD", "INITIATED", "UNKNOWN", "AUTHORIZATION_VOIDED", "BRAND_NEW"]) {
      const transaction = sampleTransaction({ status, events: [sampleEvent("INITIALIZE", 1)] });
      expect(transactionFailure(transaction, undefined, status, false)).toBeUndefined();
    }
  });

  test("the transaction's word comes before the session's, and that before the bare status", () => {
    const session = sampleSession({ events: [sampleSessionEvent("PAY_FAILED", 1, { error: "cancelled" })] });
    const told = sampleTransaction({ status: "FAILED", events: [refused({ types: ["EXPIRED_CARD"] })] });
    const untold = sampleTransaction({ status: "FAILED" });
    expect(transactionFailure(told, session, "FAILED", false)?.rule).toBe("expiredCard");
    expect(transactionFailure(untold, session, "FAILED", false)?.rule).toBe("customerCancelled");
    expect(transactionFailure(untold, undefined, "FAILED", false)).toMatchObject({
      rule: "paymentFailed",
      source: "transaction",
    });
    expect(transactionFailure(untold, undefined, "DECLINED", false)).toMatchObject({
      rule: "customerDeclined",
      who: "customer",
    });
  });
});

describe("a session without a transaction", () => {
  const rule = (change: Parameters<typeof sampleSession>[0]): Failure["rule"] | undefined => {
    const session = sampleSession(change);
    return sessionFailure(session, sessionStatusOf(session, Date.parse(sampleInstant(0))))?.rule;
  };
  const expiresAt = sampleInstant(-1);

  test("that expired tells how far the customer came", () => {
    expect(rule({ expiresAt })).toBe("neverOpened");
    expect(rule({ expiresAt, events: [sampleSessionEvent("VISITED", -9)] })).toBe("abandoned");
    expect(
      rule({
        expiresAt,
        events: [sampleSessionEvent("VISITED", -9), sampleSessionEvent("PAY_LOCK_START", -8)],
      }),
    ).toBe("attemptNotFinished");
    expect(rule({ expiresAt, events: [sampleSessionEvent("PAY_FAILED", -8, { error: "Rejected" })] })).toBe(
      "lenderRejected",
    );
  });

  test("that was cancelled tells by whom", () => {
    expect(rule({ cancelledAt: sampleInstant(-1) })).toBe("sessionCancelled");
    expect(rule({ events: [sampleSessionEvent("CANCELLED", 1)] })).toBe("customerCancelled");
  });

  test("that is still open tells of its last attempt, until the next one starts", () => {
    const failed = sampleSessionEvent("PAY_FAILED", 1, { error: "cancelled" });
    expect(rule({ events: [failed] })).toBe("customerCancelled");
    expect(rule({ events: [failed, sampleSessionEvent("PAY_LOCK_START", 2)] })).toBeUndefined();
    expect(rule({ events: [sampleSessionEvent("VISITED", 1)] })).toBeUndefined();
  });

  test("a reason counts more than a later event without one", () => {
    const events = [
      sampleSessionEvent("PAY_FAILED", 1, { error: "Rejected" }),
      sampleSessionEvent("PAY_FAILED", 2),
      sampleSessionEvent("FAILED", 3),
    ];
    expect(rule({ events })).toBe("lenderRejected");
    expect(rule({ events: [sampleSessionEvent("FAILED", 3)] })).toBe("paymentFailed");
  });

  test("that was paid has none", () => {
    expect(
      rule({
        events: [
          sampleSessionEvent("PAY_FAILED", 1, { error: "Rejected" }),
          sampleSessionEvent("AUTHORIZED", 2),
        ],
      }),
    ).toBeUndefined();
  });
});

test("whatever types arrive, the failure names one of them or the event", () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.constantFrom(...CURRENT, ...OLDER), fc.string({ minLength: 1 }))),
      (types) => {
        const failure = why({ types });
        expect([...types, "AUTHORIZE"]).toContain(failure?.reason);
        expect(failure?.isMapped).toBe(failure?.rule !== "unmapped");
      },
    ),
  );
});

test("amounts play no part in a diagnosis", () => {
  const transaction = sampleTransaction({
    amount: minorUnits(0),
    status: "FAILED",
    events: [refused({ types: ["DECLINED"] })],
  });
  expect(transactionFailure(transaction, undefined, "FAILED", false)?.rule).toBe("declinedByBank");
});
