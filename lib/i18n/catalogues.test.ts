import { parse } from "@formatjs/icu-messageformat-parser";
import { isStructurallySame } from "@formatjs/icu-messageformat-parser/manipulator.js";
import { describe, expect, test } from "vitest";
import en from "./messages/en";
import nb from "./messages/nb";

/** Every value of a catalogue by its dotted key. */
function entries(node: unknown, path = ""): [string, unknown][] {
  if (typeof node !== "object" || node === null) return [[path, node]];
  return Object.entries(node).flatMap(([key, child]) => entries(child, path ? `${path}.${key}` : key));
}

const english = new Map(entries(en));
const norwegian = new Map(entries(nb));
const all = [...english, ...norwegian];

describe("the catalogues", () => {
  test("both languages have exactly the same keys", () => {
    expect([...norwegian.keys()].sort()).toEqual([...english.keys()].sort());
  });

  test("every value is a sentence: a string that is not blank", () => {
    expect(all.filter(([, value]) => typeof value !== "string" || value.trim() === "")).toEqual([]);
  });

  test("every sentence is sound ICU and takes the same arguments and tags in both languages", () => {
    const differing = [...english].flatMap(([key, value]) => {
      const same = isStructurallySame(parse(String(value)), parse(String(norwegian.get(key))));
      return same.success ? [] : [`${key}: ${same.error?.message}`];
    });
    expect(differing).toEqual([]);
  });

  test("no sentence has blanks at its ends or doubled inside", () => {
    expect(all.filter(([, value]) => /^\s|\s$| {2}/.test(String(value))).map(([key]) => key)).toEqual([]);
  });
});
