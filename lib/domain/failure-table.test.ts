import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { transactionEventFailure } from "./event-failure";
import { FAILURE_TABLE, find, isRule, type Rule, rankOf, rowOf, tellingType } from "./failure-table";
import type { Failure, Who } from "./order";
import { RESULT_CODES, schemeOfResultCode } from "./result-codes";
import { sampleEvent } from "./test-order";
import type { EventError } from "./transaction";

const CURRENT =
  `INSUFFICIENT_FUNDS EXPIRED_CARD CLOSED_ACCOUNT RESTRICTED_CARD PICK_UP_CARD EXCEEDS_APPROVAL_LIMIT
  EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT FAILED_VERIFICATION ADDITIONAL_VERIFICATION_REQUIRED PIN_REQUIRED DECLINED
  ISSUER_ERROR INVALID_AMOUNT INVALID_TRANSACTION INVALID_MERCHANT ERROR UNKNOWN`.split(/\s+/);
const OLDER = `DO_NOT_RETRY MODIFICATIONS_REQUIRED DAILY_LIMIT_EXCEEDED MONTHLY_LIMIT_EXCEEDED
  REJECTED_BY_ACQUIRER_INSUFFICIENT_FUNDS REJECTED_BY_ACQUIRER_CARD_EXPIRED REJECTED_BY_ACQUIRER_CARD_STOLEN
  REJECTED_BY_ACQUIRER_POSSIBLE_FRAUD REJECTED_BY_ACQUIRER_INVALID_AMOUNT REJECTED_BY_ACQUIRER_FORMAT_ERROR
  REJECTED_BY_ACQUIRER ACQUIRER_HOST_OFFLINE UNKNOWN`.split(/\s+/);
const TYPES = [...new Set([...CURRENT, ...OLDER])];

const RULES = Object.keys(FAILURE_TABLE).filter(isRule);

function why(
  error: Partial<EventError> | undefined,
  metadata: Record<string, string | number> = {},
  product = "dintero_psp.creditcard",
): Failure | undefined {
  const change = {
    success: false,
    transactionStatus: "FAILED",
    metadata,
    error: error && { types: [], ...error },
  };
  return transactionEventFailure(sampleEvent("AUTHORIZE", 1, change), product);
}

describe("the table", () => {
  test("knows all 17 current and 13 older error types", () => {
    expect([CURRENT.length, OLDER.length]).toEqual([17, 13]);
    expect(TYPES.filter((type) => find("type", type) === undefined)).toEqual([]);
  });

  test("leads from each value, where it is read and for its product, to one row", () => {
    const keys = RULES.flatMap((rule) =>
      rowOf(rule).from.flatMap(({ source, values, product }) =>
        source === "state" || source === "callback"
          ? []
          : values.map((value) => `${source === "older-type" ? "type" : source} ${value} ${product ?? ""}`),
      ),
    );
    expect(keys.filter((key, place) => keys.indexOf(key) !== place)).toEqual([]);
  });

  test.each(RULES)("row %s is whole", (rule) => {
    const row = rowOf(rule);
    expect(row.steps.length).toBeGreaterThan(0);
    expect(new Set(row.steps).size).toBe(row.steps.length);
    for (const { source, values, product } of row.from) {
      expect(values.length).toBeGreaterThan(0);
      for (const value of values) {
        if (source === "state" || source === "callback") continue;
        expect(find(source, value, product && `${product}.finance`)?.rule, value).toBe(rule);
      }
    }
  });

  test("blames whom UX names", () => {
    const who = (type: string): Who | undefined => find("type", type)?.row.who;
    const groups: readonly (readonly [Who, string])[] = [
      [
        "bank",
        "INSUFFICIENT_FUNDS EXPIRED_CARD CLOSED_ACCOUNT EXCEEDS_APPROVAL_LIMIT EXCEEDS_WITHDRAWAL_FREQUENCY_LIMIT RESTRICTED_CARD PICK_UP_CARD ISSUER_ERROR",
      ],
      ["customer", "FAILED_VERIFICATION ADDITIONAL_VERIFICATION_REQUIRED PIN_REQUIRED"],
      ["merchant", "INVALID_MERCHANT INVALID_AMOUNT INVALID_TRANSACTION"],
      ["provider", "ERROR"],
      ["unknown", "UNKNOWN"],
    ];
    for (const [expected, types] of groups)
      expect(types.split(" ").map(who)).toEqual(types.split(" ").map(() => expected));
  });

  test("never asks for another try with a card that was stopped or suspected", () => {
    for (const rule of ["cardToBeKept", "suspectedFraud", "closedAccount", "doNotRetry"] as const) {
      expect(rowOf(rule).retry).toEqual({ kind: "never" });
      expect(rowOf(rule).steps).toContain("notThisCard");
    }
  });

  test("goes by the product where a word is documented for one", () => {
    expect(find("error", "Rejected", "instabank.finance")?.origin.meaning).toBe("stated");
    expect(find("error", "Rejected", "vipps")?.origin.meaning).toBe("inferred");
    expect(find("error", "Rejected", "vipps")?.rule).toBe("lenderRejected");
  });
});

describe("every pair of types", () => {
  const pairs = TYPES.flatMap((one) => TYPES.map((other) => [one, other] as const));

  test("is read the same in either order, as one of the two, and the more telling one", () => {
    for (const [one, other] of pairs) {
      const ahead = tellingType([one, other]);
      const behind = tellingType([other, one]);
      expect(ahead?.found?.rule, `${one}, ${other}`).toBe(behind?.found?.rule);
      expect([one, other]).toContain(ahead?.type);
      const ranks = [find("type", one), find("type", other)].map(rankOf);
      expect(rankOf(ahead?.found)).toBe(Math.min(...ranks));
    }
  });

  test("never ends in ERROR, DECLINED or UNKNOWN when the other says more", () => {
    const last = new Set(["ERROR", "UNKNOWN", "DECLINED", "DO_NOT_RETRY", "REJECTED_BY_ACQUIRER"]);
    const told = pairs.filter(([one, other]) => !last.has(one) || !last.has(other));
    expect(told.filter((pair) => last.has(tellingType(pair)?.type ?? "ERROR"))).toEqual([]);
  });

  test("becomes the same explanation as an event", () => {
    for (const [one, other] of pairs)
      expect(why({ types: [one, other] })?.rule).toBe(tellingType([one, other])?.found?.rule);
  });
});

describe("a response code", () => {
  test.each([
    ["51", "insufficientFunds"],
    ["5", "declinedByBank"],
    ["05", "declinedByBank"],
    ["14", "invalidCard"],
    ["41", "cardToBeKept"],
    ["43", "cardToBeKept"],
    ["54", "expiredCard"],
    ["57", "restrictedCard"],
    ["59", "suspectedFraud"],
    ["61", "approvalLimit"],
    ["65", "frequencyLimit"],
    ["91", "issuerError"],
    ["96", "technicalError"],
    ["1a", "verificationRequired"],
    ["03", "invalidMerchant"],
  ] satisfies [string, Rule][])("%s alone is %s", (resultCode, rule) => {
    expect(why({ resultCode })?.rule).toBe(rule);
  });

  test("of every list has a scheme, and those of a row are on a list", () => {
    for (const code of RESULT_CODES) expect(schemeOfResultCode(code)).toBeDefined();
    const mapped = RULES.flatMap((rule) =>
      rowOf(rule).from.flatMap(({ source, values }) => (source === "result-code" ? values : [])),
    );
    expect(mapped.filter((code) => schemeOfResultCode(code) === undefined)).toEqual([]);
  });

  test("gives the reason behind a bare refusal, and none behind a type that has one", () => {
    expect(why({ types: ["DECLINED"], resultCode: "51" })).toMatchObject({
      rule: "insufficientFunds",
      reason: "51",
    });
    expect(why({ types: ["EXPIRED_CARD"], resultCode: "51" })?.rule).toBe("expiredCard");
    expect(why({ types: ["DECLINED"], resultCode: "05" })?.reason).toBe("DECLINED");
    // A word that nobody knows tells less than a refusal that somebody does.
    expect(why({ types: ["SOLAR_FLARE"], resultCode: "05" })?.rule).toBe("declinedByBank");
    expect(why({ types: ["SOLAR_FLARE"], resultCode: "96" })?.rule).toBe("unmapped");
  });
});

describe("a provider's own key", () => {
  test.each([
    [{ "swish:errorCode": "BANKIDCL" }, "customerCancelled"],
    [{ "swish:errorCode": "TM01" }, "authorizationNotCompleted"],
    [{ "swish:errorCode": "ACMT03" }, "swishNotSetUp"],
    [{ "swish:errorCode": "DS24" }, "swishOutcomeOpen"],
    [{ "vipps:transactionInfo.status": "CANCEL" }, "customerDeclined"],
    [{ "bambora:meta:action:source": "Acquirer", "bambora:meta:action:code": "51" }, "declinedByBank"],
    [{ "klarna:order_amount_update_error": "ANYTHING" }, "updateRefused"],
    [{ "santander:debit_account.StatusCode": "DECLINED" }, "lenderRejected"],
    [{ "instabank:Sale.Status": "Rejected" }, "lenderRejected"],
    [{ "collector:Invoice.InvoiceStatus": 5 }, "lenderRejected"],
    [{ "seitatech:outcome": "DECLINED", "seitatech:responseCode": "51" }, "insufficientFunds"],
    [{ "netaxept:response_code": "17" }, "customerCancelled"],
  ] satisfies [Record<string, string | number>, Rule][])("%j is %s", (metadata, rule) => {
    expect(why(undefined, metadata)?.rule).toBe(rule);
    expect(why({ types: ["DECLINED"] }, metadata)?.rule).toBe(rule);
  });

  test("is kept as evidence, and decides nothing when it has no row", () => {
    const failure = why(
      { types: ["INSUFFICIENT_FUNDS"] },
      { "payex:transaction:state": "Failed", "payex:transaction:id": "/x" },
    );
    expect(failure).toMatchObject({
      rule: "insufficientFunds",
      providerValues: [{ key: "payex:transaction:state", value: "Failed" }],
    });
  });

  test("of Klarna's says whether it may be tried again", () => {
    const metadata = { "klarna:order_amount_update_error": "x" };
    const retry = (can: string) =>
      why(undefined, { ...metadata, "klarna:order_amount_update_can_retry": can })?.retry.kind;
    expect([retry("0"), retry("1"), retry("?")]).toEqual(["never", "now", "unstated"]);
  });
});

test("an explanation says whose word it is", () => {
  expect(why({ types: ["INSUFFICIENT_FUNDS"] })?.basis).toEqual({
    source: "type",
    meaning: "inferred",
    cite: "errorTypes",
  });
  expect(why({ resultCode: "1A" })?.basis).toMatchObject({ meaning: "stated", cite: "testCards" });
  expect(why({ types: ["SOLAR_FLARE"] })?.basis).toBeUndefined();
});

test("nobody is asked for another card because a capture, refund or release failed", () => {
  for (const type of TYPES) {
    for (const [event, reply] of [
      ["CAPTURE", "reserved"],
      ["REFUND", "refund"],
      ["VOID", "released"],
    ] as const) {
      const failed = sampleEvent(event, 1, { success: false, error: { types: [type] } });
      const failure = transactionEventFailure(failed, "dintero_psp.creditcard");
      expect(failure).toMatchObject({ reply, severity: "act", operation: event });
      expect(failure?.steps).not.toContain("otherCard");
    }
  }
});

test("what the provider says not to try again is not to be tried again by hand", () => {
  const failed = sampleEvent("REFUND", 1, { success: false, error: { types: ["CLOSED_ACCOUNT"] } });
  const failure = transactionEventFailure(failed, "dintero_psp.creditcard");
  expect(failure).toMatchObject({ retry: { kind: "never" }, steps: ["lookAgain", "refundOtherWay"] });
});

test("whatever is received, one explanation follows and nothing throws", () => {
  const word = fc.oneof(fc.constantFrom(...TYPES, ...RESULT_CODES), fc.string());
  const metadata = fc.dictionary(
    fc.constantFrom(
      "swish:errorCode",
      "klarna:order_amount_update_error",
      "vipps:transactionInfo.status",
      "x",
    ),
    fc.oneof(fc.constantFrom("TM01", "CANCEL"), fc.string(), fc.integer()),
  );
  fc.assert(
    fc.property(
      fc.array(word),
      fc.option(word, { nil: undefined }),
      fc.option(word, { nil: undefined }),
      fc.option(fc.string(), { nil: undefined }),
      metadata,
      (types, code, resultCode, message, keys) => {
        const failure = why({ types, code, resultCode, message }, keys);
        expect(isRule(failure?.rule ?? "")).toBe(true);
        expect(failure?.isMapped).toBe(failure?.rule !== "unmapped");
        expect(failure?.steps.length).toBeGreaterThan(0);
      },
    ),
  );
});
