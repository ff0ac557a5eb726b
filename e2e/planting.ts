import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { type Leaf, leavesOf } from "@/lib/domain/leaves";

/** What the page decides by, or what the provider's answer must say to be the one that was asked for. */
const STAYS =
  /(^|\.)(id|session_id|transaction_id|event|name|type|success|payability|transaction_status|currency|discount_type|error|enabled)$/;

/**
 * `document` with a value that occurs nowhere else in place of every text and number, so that each can be looked for on a
 * page. Instants stay instants; what decides which sentence or row shows the rest stays as it is.
 */
export function plant(document: JsonObject, firstNumber: number): JsonObject {
  let count = firstNumber;
  const planted = (value: JsonValue, path: string): JsonValue => {
    if (isList(value)) return value.map((entry) => planted(entry, path));
    if (isObject(value)) return plantIn(value, path);
    if (STAYS.test(path)) return value;
    count += 1;
    if (typeof value === "string") return isInstant(value) ? instant(count) : `planted${count}x`;
    return typeof value === "number" ? 4_000_000 + count * 7 : value;
  };
  const plantIn = (object: JsonObject, above: string): JsonObject =>
    Object.fromEntries(
      Object.entries(object).flatMap(([key, value]) =>
        value === undefined ? [] : [[key, planted(value, `${above}.${key}`)]],
      ),
    );
  return plantIn(document, "");
}

/** The leaves that `plant` made unlike any other. */
export function plantedLeaves(document: JsonObject): readonly Leaf[] {
  return leavesOf(document).filter(({ value }) =>
    typeof value === "number" ? value > 4_000_000 : /^planted\d+x$|^2033-/.test(String(value)),
  );
}

/** Text without what a language puts between the digits of a number. */
export function plainDigits(text: string): string {
  return text.replaceAll(/(?<=\d)[.,\u00a0\u202f](?=\d)/g, "");
}

const isInstant = (text: string) => /^\d{4}-\d\d-\d\dT/.test(text);
const instant = (count: number) => new Date(Date.UTC(2033, 0, 1) + count * 60_000).toISOString();

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function isObject(value: JsonValue): value is JsonObject {
  return typeof value === "object" && value !== null && !isList(value);
}
