import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import en from "@/lib/i18n/messages/en";
import nb from "@/lib/i18n/messages/nb";
import { FAILURE_RULES_BY_STATE, FAILURE_TABLE } from "./failure-table";

const sources = (...names: readonly string[]) =>
  names.map((name) => readFileSync(new URL(name, import.meta.url), "utf8")).join("\n");

describe("every rule has a sentence in both languages, and every sentence a rule", () => {
  test("failures", () => {
    const rules = new Set([...FAILURE_TABLE.map((row) => row.rule), ...Object.keys(FAILURE_RULES_BY_STATE)]);
    expect(Object.keys(en.failure.rules).toSorted()).toEqual([...rules].toSorted());
    expect(Object.keys(nb.failure.rules).toSorted()).toEqual([...rules].toSorted());
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
    const perKind = ["captureSplits", "captureLines", "refundSplits", "refundLines"];
    expect(Object.keys(en.check).toSorted()).toEqual([...new Set([...named, ...perKind])].toSorted());
  });
});
