import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { storyOf } from "./advice";
import { isRule } from "./failure-table";
import { minorUnits } from "./minor-units";
import { impliesAuthorization } from "./money-event";
import type { CallbackNote, OrderDocuments } from "./order";
import { readOrder } from "./read-order";
import {
  sampleEvent,
  sampleInstant,
  sampleSession,
  sampleSessionEvent,
  sampleTransaction,
} from "./test-order";
import { TRANSACTION_STATUSES } from "./transaction";

const NOON = Date.parse(sampleInstant(0));
const OWN = "https://kontor.example.com/api/dintero/callback";

/** Sentences that say, or take for granted, that money was reserved or taken. */
const PAID = new Set(
  `authorized capturePending voidPending partiallyCaptured partiallyCapturedRestVoided captured capturedShort
   capturedTooMuch refundPending partiallyCapturedRefunded partiallyRefunded refunded voided paidElsewhere`.split(
    /\s+/,
  ),
);
const SAYS_PAID = new Set(["paid", "reserved", "refund", "released"]);
const SAYS_NOTHING_CHARGED = new Set([
  "otherCard",
  "otherMethod",
  "tryLater",
  "approve",
  "checkDetails",
  "notFinished",
  "cancelledByShop",
  "ourSide",
]);

describe("any combination of events", () => {
  const minute = fc.integer({ min: -120, max: 120 });
  const status = fc.constantFrom(...TRANSACTION_STATUSES, "BRAND_NEW");
  const types = fc.array(fc.constantFrom("INSUFFICIENT_FUNDS", "ERROR", "DECLINED", "NEW_WORD"), {
    maxLength: 2,
  });
  const transactionEvent = fc
    .record({
      name: fc.constantFrom(
        "INITIALIZE",
        "AUTHORIZE",
        "CAPTURE",
        "REFUND",
        "VOID",
        "INITIATE_CAPTURE",
        "INITIATE_VOID",
        "SETTLEMENT",
        "NEWS",
      ),
      minute,
      success: fc.constantFrom(true, false, undefined),
      amount: fc.constantFrom(undefined, 0, 4_000, 10_000),
      after: fc.option(status, { nil: undefined }),
      types,
    })
    .map(({ name, minute: at, success, amount, after, types: words }) =>
      sampleEvent(name, at, {
        success,
        amount: amount === undefined ? undefined : minorUnits(amount),
        transactionStatus: after,
        error: success === false ? { types: words } : undefined,
      }),
    );
  const sessionEvent = fc
    .record({
      name: fc.constantFrom(
        "INITIATED",
        "VISITED",
        "PAY_LOCK_START",
        "PAY_LOCK_END",
        "PAY_FAILED",
        "AUTHORIZED",
        "DECLINED",
        "FAILED",
        "CANCELLED",
        "COMPLETED",
        "UNKNOWN",
        "ON_HOLD_CALLBACK_SENT",
        "NEWS",
      ),
      minute,
      error: fc.constantFrom(
        undefined,
        "Rejected",
        "cancelled",
        "authorization",
        "failed",
        "capture",
        "who knows",
      ),
    })
    .map(({ name, minute: at, error }) => sampleSessionEvent(name, at, error === undefined ? {} : { error }));
  const note = fc
    .record({
      at: minute,
      error: fc.constantFrom(undefined, "cancelled", "failed", "capture", "odd"),
      state: fc.constantFrom("applied", "waiting", "parked", "unconfirmed", "late", "found", "new"),
    })
    .map(
      ({ at, error, state }): CallbackNote => ({
        ...{ id: String(at), receivedAt: sampleInstant(at), error, state, attempts: 1 },
      }),
    );
  const documents = fc
    .record({
      hasTransaction: fc.boolean(),
      hasSession: fc.boolean(),
      status: fc.option(status, { nil: undefined }),
      events: fc.array(transactionEvent, { maxLength: 6 }),
      sessionEvents: fc.array(sessionEvent, { maxLength: 8 }),
      expires: fc.option(minute, { nil: undefined }),
      callbackUrl: fc.constantFrom(
        undefined,
        `${OWN}?report_error=true`,
        "https://shop.example.com/x",
        "no address",
      ),
    })
    .map(
      ({
        hasTransaction,
        hasSession,
        status: is,
        events,
        sessionEvents,
        expires,
        callbackUrl,
      }): OrderDocuments => {
        const isSession = hasSession || !hasTransaction;
        const expiresAt = expires === undefined ? undefined : sampleInstant(expires);
        return {
          transaction: hasTransaction ? sampleTransaction({ status: is, events }) : undefined,
          session: isSession
            ? sampleSession({ events: sessionEvents, expiresAt, url: { callbackUrl } })
            : undefined,
        };
      },
    );

  /** By the documents' own words, without the rules under test. */
  function mayHaveMoney({ session, transaction }: OrderDocuments): boolean {
    return (
      impliesAuthorization(transaction?.status ?? "") ||
      transaction?.events.some(
        ({ event, success, transactionStatus }) =>
          (success !== false && /^(AUTHORIZE|CAPTURE|REFUND|VOID)$/.test(event)) ||
          impliesAuthorization(transactionStatus ?? ""),
      ) === true ||
      session?.events.some(({ name }) => name === "AUTHORIZED" || name === "COMPLETED") === true
    );
  }

  test("gives exactly one verdict, never throws, and never says paid when nothing was reserved or taken", () => {
    fc.assert(
      fc.property(documents, fc.array(note, { maxLength: 3 }), (order, notes) => {
        const { verdict, failure, advice, amounts } = readOrder(order, NOON, notes, `${OWN}?method=POST`);
        expect(verdict.rule).not.toBe("");
        expect(failure !== undefined && advice !== undefined).toBe(false);
        for (const told of [failure, advice]) {
          if (told === undefined) continue;
          expect(isRule(told.rule)).toBe(true);
          expect(told.steps.length).toBeGreaterThan(0);
          expect(told.steps.length).toBeLessThan(4);
          const hasMoney = amounts.authorized > 0 || amounts.captured > 0;
          expect(SAYS_PAID.has(told.reply) && !hasMoney).toBe(false);
          expect(SAYS_NOTHING_CHARGED.has(told.reply) && hasMoney).toBe(false);
        }
        if (mayHaveMoney(order)) return;
        expect(PAID.has(verdict.rule)).toBe(false);
        expect(amounts.authorized).toBe(0);
      }),
      { numRuns: 2_000 },
    );
  });
});

const note = (state: string, minute: number, error?: string): CallbackNote => ({
  ...{ id: `${state}-${minute}`, receivedAt: sampleInstant(minute), state, error, attempts: 1 },
});
/** Paid an hour before noon. */
const paid = (callbackUrl: string | undefined): OrderDocuments => ({
  session: sampleSession({ url: { callbackUrl } }),
  transaction: sampleTransaction({ status: "AUTHORIZED", events: [sampleEvent("AUTHORIZE", -60)] }),
});
const adviceOn = (documents: OrderDocuments, notes?: readonly CallbackNote[]) =>
  readOrder(documents, NOON, notes, OWN).advice;

describe("paid, but the shop did not hear", () => {
  test.each([
    ["no message came", OWN, [], "callbackMissing"],
    ["our own check found it", OWN, [note("found", -10)], "callbackMissing"],
    ["the message came too late", OWN, [note("late", -55)], "callbackRefused"],
    ["the message was given up on", OWN, [note("parked", -59)], "callbackNotApplied"],
    ["the message stands still", OWN, [note("waiting", -59)], "callbackNotApplied"],
    ["the shop asked for none", undefined, [], "callbackNotAskedFor"],
    ["it came and was processed", OWN, [note("late", -58), note("applied", -57)], undefined],
    ["it came a moment ago", OWN, [note("waiting", -1)], undefined],
    ["it goes to another system", "https://shop.example.com/cb", [], undefined],
    ["only the attempt before was told of", OWN, [note("applied", -90, "cancelled")], "callbackMissing"],
  ] as const)("%s", (_, callbackUrl, notes, rule) => {
    expect(adviceOn(paid(callbackUrl), notes)?.rule).toBe(rule);
  });

  test("is said of a payment only, and not when nobody looked, or the shop has acted since", () => {
    expect(adviceOn(paid(OWN))).toBeUndefined();
    const failed = { ...paid(OWN), transaction: sampleTransaction({ status: "FAILED" }) };
    expect(adviceOn(failed, [])).toBeUndefined();
    const shipped = sampleTransaction({
      status: "CAPTURED",
      events: [
        sampleEvent("AUTHORIZE", -60),
        sampleEvent("CAPTURE", -30, { createdBy: "somebody", amount: minorUnits(10_000) }),
      ],
    });
    expect(adviceOn({ ...paid(OWN), transaction: shipped }, [])).toBeUndefined();
  });

  test("keeps to the address, whatever its options, and tells whether it asks for errors", () => {
    const told = (callbackUrl: string) =>
      storyOf(paid(callbackUrl), { callbacks: [], ownCallbackUrl: `${OWN}?method=POST` }, NOON);
    expect(told(`${OWN}?report_error=true`)).toMatchObject({ kind: "missing", hasReportError: true });
    expect(told("https://shop.example.com/cb")).toMatchObject({
      kind: "elsewhere",
      host: "shop.example.com",
      hasReportError: false,
    });
  });
});

describe("what is open", () => {
  test("a review is no failure, and has an answer for the customer", () => {
    const order = readOrder({ transaction: sampleTransaction({ status: "ON_HOLD" }) }, NOON);
    expect(order.failure).toBeUndefined();
    expect(order.advice).toMatchObject({ rule: "underReview", who: "provider", reply: "review" });
  });

  test("an attempt without an end is spoken of after a quarter of an hour", () => {
    const begun = (minute: number) =>
      readOrder({ session: sampleSession({ events: [sampleSessionEvent("PAY_LOCK_START", minute)] }) }, NOON);
    expect(begun(-5).advice).toBeUndefined();
    expect(begun(-20).advice).toMatchObject({ rule: "attemptOpen", reply: "uncertain" });
  });

  test("an outcome that nobody knows says not to pay again", () => {
    const order = readOrder({ transaction: sampleTransaction({ status: "UNKNOWN" }) }, NOON);
    expect(order.advice).toMatchObject({ rule: "outcomeUnknown", reply: "uncertain" });
  });
});

describe("a callback's error", () => {
  const session = (change: Parameters<typeof sampleSession>[0] = {}) => ({ session: sampleSession(change) });

  test("explains what the documents do not (F20)", () => {
    const visited = session({ events: [sampleSessionEvent("VISITED", -9)] });
    expect(readOrder(visited, NOON, [note("applied", -5, "cancelled")]).failure).toMatchObject({
      rule: "customerCancelled",
      source: "callback",
      basis: { meaning: "stated", cite: "callbackErrors" },
    });
    expect(readOrder(visited, NOON, [note("applied", -5, "no idea")]).failure).toMatchObject({
      rule: "unmapped",
      reason: "no idea",
    });
  });

  test("comes after the transaction's and the session's own word, and is history after another try", () => {
    const rejected = session({ events: [sampleSessionEvent("PAY_FAILED", -9, { error: "Rejected" })] });
    expect(readOrder(rejected, NOON, [note("applied", -5, "failed")]).failure?.rule).toBe("lenderRejected");
    const again = session({ events: [sampleSessionEvent("PAY_LOCK_START", -2)] });
    expect(readOrder(again, NOON, [note("applied", -5, "cancelled")]).failure).toBeUndefined();
  });
});
