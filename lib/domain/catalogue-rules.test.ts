import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import en from "@/lib/i18n/messages/en";
import nb from "@/lib/i18n/messages/nb";
import { explainState } from "./explain";
import { CITED_SECTIONS } from "./failure-names";
import { FAILURE_TABLE, isRule, rowOf } from "./failure-table";
import type { FailedOperation } from "./order";
import { RESULT_CODES } from "./result-codes";

const sources = (...names: readonly string[]) =>
  names.map((name) => readFileSync(new URL(name, import.meta.url), "utf8")).join("\n");

describe("every rule has a sentence in both languages, and every sentence a rule", () => {
  test("failures", () => {
    const rules = Object.keys(FAILURE_TABLE).toSorted();
    expect(Object.keys(en.failure.rules).toSorted()).toEqual(rules);
    expect(Object.keys(nb.failure.rules).toSorted()).toEqual(rules);
  });

  test("what to do about them", () => {
    const rows = Object.keys(FAILURE_TABLE).filter(isRule).map(rowOf);
    const failed = (operation: FailedOperation) =>
      explainState("paymentFailed", { reason: "x", source: "transaction-event", operation }).steps;
    const steps = [
      ...rows.flatMap((row) => row.steps),
      "alreadyPaid",
      ...(["AUTHORIZE", "CAPTURE", "REFUND", "VOID"] as const).flatMap(failed),
    ];
    expect(Object.keys(en.failure.steps).toSorted()).toEqual([...new Set(steps)].toSorted());
  });

  test("what they rest on", () => {
    const cites = Object.keys(FAILURE_TABLE)
      .filter(isRule)
      .flatMap((rule) => rowOf(rule).from.map((origin) => origin.cite));
    expect(Object.keys(en.failure.cites).toSorted()).toEqual([...new Set(cites)].toSorted());
    expect(Object.keys(CITED_SECTIONS).toSorted()).toEqual([...new Set(cites)].toSorted());
    expect(Object.keys(en.failure.resultCodes).toSorted()).toEqual(RESULT_CODES.toSorted());
  });

  test("verdicts", () => {
    const source = sources("verdict.ts");
    const named = [...source.matchAll(/rule: "(\w+)"/g)].flatMap(([, rule]) => (rule ? [rule] : []));
    const open = [...source.matchAll(/until\(([^)]*)\)/g)].flatMap(([, argument]) =>
      [...(argument ?? "").matchAll(/"(\w+)"/g)].flatMap(([, rule]) => (rule ? [rule, `${rule}Until`] : [])),
    );
    expect(Object.keys(en.verdict).toSorted()).toEqual([...new Set([...named, ...open])].toSorted());
  });

  test("checks", () => {
    const files = readdirSync(new URL(".", import.meta.url)).filter(
      (name) => /^check.*\.ts$/.test(name) && !name.includes(".test."),
    );
    const source = sources(...files);
    const named = [...source.matchAll(/(?:moneyCheck|textCheck|differing)\(\s*"(\w+)"/g)].flatMap(
      ([, rule]) => (rule ? [rule] : []),
    );
    const perKind = ["captureSplits", "captureSplitsShort", "captureLines", "refundSplits", "refundLines"];
    expect(Object.keys(en.check).toSorted()).toEqual([...new Set([...named, ...perKind])].toSorted());
  });
});
