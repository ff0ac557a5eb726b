import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import type { JsonObject } from "./json";
import { leavesOf } from "./leaves";
import { projectDocument, withoutSecrets } from "./projection";
import { readOrder } from "./read-order";
import { withheldReason } from "./withheld";

const load = (path: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`../../sandbox/documents/${path}`, import.meta.url), "utf8"));

const SESSION = load("seeds/get-session.json");
const CALLBACK = load("seeds/session-callback.json");
const NOW = Date.parse("2026-05-20T12:00:00Z");
const transactionOf = (name: string) => ({
  transaction: toTransaction(load(`examples/synthetic/${name}.json`)),
});

describe("the callback example", () => {
  const order = readOrder({ transaction: toTransaction(CALLBACK) }, NOW);

  test("has no status of its own; its last event says CAPTURED", () => {
    expect(order).toMatchObject({ status: "CAPTURED", statusSource: "event" });
  });

  test("captures 683.00 of 722.00 and says so, without an error", () => {
    expect(order.amounts).toMatchObject({
      authorized: 72_200,
      captured: 68_300,
      remaining: 3_900,
      refunded: 0,
    });
    expect(order.verdict).toMatchObject({ rule: "capturedShort", amount: 68_300, remaining: 3_900 });
    expect(order.checks).toEqual([
      { rule: "statusCaptured", expected: 72_200, actual: 68_300, unit: "money", subject: "CAPTURED" },
      { rule: "captureWithoutSplits", expected: undefined, actual: 8_600, unit: "money", subject: "2" },
    ]);
  });

  test("shows each capture with its splits, fee split and check sum", () => {
    const captures = order.timeline.filter((entry) => entry.name === "CAPTURE");
    expect(captures.map((entry) => entry.splits)).toEqual([
      {
        splits: [
          { payoutDestinationId: "P000000001", amount: 29_700, share: expect.closeTo(49.75, 2) },
          { payoutDestinationId: "P000000002", amount: 30_000, share: expect.closeTo(50.25, 2) },
        ],
        total: 59_700,
        difference: 0,
        feeSplit: { type: "proportional", destinations: ["P000000001"] },
      },
      undefined,
    ]);
  });
});

describe("the session example", () => {
  const order = readOrder({ session: toSession(SESSION) }, NOW);

  test("was cancelled, and no money moved because the lender said no", () => {
    expect(order).toMatchObject({
      status: "CANCELLED",
      statusSource: "session",
      amounts: { ordered: 72_200, authorized: 0, captured: 0, giftCards: 0 },
      failure: {
        who: "bank",
        rule: "lenderRejected",
        reason: "Rejected",
        paymentProductType: "instabank.finance",
      },
    });
  });

  test("has four lines that add up, shipping among them", () => {
    expect(order.lines.map((line) => line.item.amount)).toEqual([2_000, 6_600, 59_700, 3_900]);
    expect(order.checks.map((check) => check.rule)).toEqual([
      "discount",
      "vatAmount",
      "lineSplits",
      "orderGross",
      "orderVat",
    ]);
  });

  test("with the callback example: captures and refunds by line, and two stories that do not agree", () => {
    const both = readOrder({ session: toSession(SESSION), transaction: toTransaction(CALLBACK) }, NOW);
    expect(both.lines.map(({ captured, left }) => [captured, left])).toEqual([
      [2_000, 0],
      [6_600, 0],
      [59_700, 0],
      [0, 3_900],
    ]);
    expect(both.checks[0]).toMatchObject({
      rule: "sessionGivenUp",
      expected: "CANCELLED",
      actual: "CAPTURED",
    });
  });
});

test.each([
  ["transaction-failed-insufficient-funds", "failed", "insufficientFunds", 0, 0],
  ["transaction-on-hold-collector", "onHold", undefined, 0, 0],
  ["transaction-partially-captured-splits", "partiallyCaptured", undefined, 56_400, 40_000],
  ["transaction-captured-refunded-settled", "partiallyRefunded", undefined, 56_400, 56_400],
])("%s reads as %s and adds up", (name, verdict, failure, authorized, captured) => {
  const order = readOrder(transactionOf(name), NOW);
  expect(order.verdict.rule).toBe(verdict);
  expect(order.failure?.rule).toBe(failure);
  expect(order.amounts).toMatchObject({ authorized, captured });
  expect(order.checks).toEqual([]);
});

describe.each([
  ["session", SESSION],
  ["callback", CALLBACK],
])("every leaf of the %s example", (_, document) => {
  test("is kept, unless its key stands on the list of what is withheld", () => {
    const kept = new Set(leavesOf(withoutSecrets(document)).map((leaf) => leaf.path));
    const lost = leavesOf(document).filter((leaf) => !kept.has(leaf.path));
    const keyOf = (path: string) => path.slice(path.lastIndexOf(".") + 1);
    expect(lost.filter((leaf) => withheldReason(keyOf(leaf.path)) === undefined)).toEqual([]);
  });

  test("keeps its place when masked, and only persons' values change", () => {
    const clear = new Map(leavesOf(withoutSecrets(document)).map((leaf) => [leaf.path, leaf.value]));
    const masked = leavesOf(projectDocument(document, { personal: "masked" }));
    expect(masked.map((leaf) => leaf.path)).toEqual([...clear.keys()]);
    const changed = masked.filter(
      (leaf) => JSON.stringify(clear.get(leaf.path)) !== JSON.stringify(leaf.value),
    );
    const persons = /_address\.|^customer\.|^customer_ip$|\.accounts\[0\]\.company_id$/;
    const outside = changed.filter(({ path }) => !persons.test(path));
    expect(outside).toEqual([]);
  });
});
