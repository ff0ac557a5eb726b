import { readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { leavesOf } from "@/lib/domain/leaves";
import { projectDocument } from "@/lib/domain/projection";
import { withheldReason } from "@/lib/domain/withheld";
import { isList, isObject } from "./json-shape";
import { orderViewOf, readableText, renderOrder } from "./test-rendered-order";

vi.mock("next/navigation", () => ({
  useRouter: () => ({ refresh() {} }),
  useSearchParams: () => new URLSearchParams(),
}));

const documentOf = (file: string): JsonObject =>
  JSON.parse(readFileSync(new URL(`../../sandbox/documents/examples/${file}`, import.meta.url), "utf8"));

const SESSION = documentOf("session.json");
const TRANSACTION = documentOf("callback.json");

/** A value for every text and number that occurs nowhere else; what decides how a part is read stays. */
function plant(document: JsonObject, stays: (key: string) => boolean, start = 0): JsonObject {
  let count = start;
  const planted = (value: JsonValue, key: string): JsonValue => {
    if (isList(value)) return value.map((entry) => planted(entry, key));
    if (isObject(value)) return plantObject(value);
    if (stays(key)) return value;
    count += 1;
    if (typeof value === "string") return isInstant(value) ? instant(count) : `planted${count}x`;
    if (typeof value === "number") return 4_000_000 + count * 7;
    return value;
  };
  const plantObject = (object: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(object).map(([key, value]) => [key, value === undefined ? null : planted(value, key)]),
    );
  return plantObject(document);
}

const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text);
const instant = (count: number) => new Date(Date.UTC(2033, 0, 1) + count * 60_000).toISOString();
const isPlanted = (value: JsonValue) =>
  typeof value === "number" ? value > 4_000_000 : /^planted\d+x$|^2033-/.test(String(value));

/** Digits without what a language puts between them. */
const plainDigits = (text: string) => text.replaceAll(/(?<=\d)[.,\u00a0\u202f](?=\d)/g, "");

async function missingFrom(given: { session?: JsonObject; transaction?: JsonObject }) {
  const text = plainDigits(readableText(await renderOrder(orderViewOf(given))));
  const missing: string[] = [];
  for (const document of [given.session, given.transaction]) {
    const shown = document ? projectDocument(document, { personal: "clear" }) : {};
    for (const { path, value } of leavesOf(shown)) {
      if (isPlanted(value) && !text.includes(plainDigits(String(value)))) missing.push(`${path} = ${value}`);
    }
  }
  return missing;
}

const nothing = () => false;
/** What decides which sentence, row or branch shows the rest. */
const kinds = (key: string) =>
  /^(event|name|type|success|payability|transaction_status|currency|discount_type|error)$/.test(key);

describe.each([
  ["every value planted", nothing],
  ["every value but kinds planted", kinds],
])("every leaf of both seed documents is on the page (%s)", (_, stays) => {
  const session = plant(SESSION, stays);
  const transaction = plant(TRANSACTION, stays, 5_000);

  test("the session alone", async () => {
    expect(await missingFrom({ session })).toEqual([]);
  });

  test("the transaction alone", async () => {
    expect(await missingFrom({ transaction })).toEqual([]);
  });

  test("both as one order, though they say different things of the same part", async () => {
    expect(await missingFrom({ session, transaction })).toEqual([]);
  });
});

test("what is withheld from the page is on the written list, and nowhere else", async () => {
  const session = plant(SESSION, nothing);
  const shown = new Set(leavesOf(projectDocument(session, { personal: "clear" })).map(({ path }) => path));
  const withheld = leavesOf(session).filter(({ path }) => !shown.has(path));
  const text = readableText(await renderOrder(orderViewOf({ session })));
  expect(withheld.length).toBeGreaterThan(0);
  for (const { path, value } of withheld) {
    const keys = path.split(/[.[\]"]+/).filter(Boolean);
    expect(keys.some((key) => withheldReason(key) !== undefined && text.includes(key))).toBe(true);
    expect(text).not.toContain(String(value));
  }
});

test("a field that Dintero adds tomorrow is shown, wherever it stands", async () => {
  const field = { tomorrow: { note: "planted1x", figure: 4_000_007 } };
  const places: JsonObject[] = [
    { ...SESSION, ...field },
    { ...SESSION, order: { ...object(SESSION.order), ...field } },
    { ...SESSION, configuration: { ...object(SESSION.configuration), ...field } },
    { ...SESSION, customer: { ...object(SESSION.customer), ...field } },
    { ...SESSION, events: [{ name: "VISITED", created_at: "2026-05-12T10:10:00Z", ...field }] },
  ];
  for (const session of places) expect(await missingFrom({ session })).toEqual([]);
});

function object(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
