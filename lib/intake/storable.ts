import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { withoutSecrets } from "@/lib/domain/projection";

/**
 * `document` as the store may hold it: no secret, no full card number (F63), no nesting without end, and none of the
 * characters that PostgreSQL refuses and JSON allows. Idempotent.
 */
export function storable(document: JsonObject): JsonObject {
  return cleanObject(withoutSecrets(document));
}

/** The sha256 of a document's JSON: two answers with one digest are the same answer. */
export function digestOf(document: JsonObject): string {
  return createHash("sha256").update(JSON.stringify(document)).digest("hex");
}

/** NUL, and halves of surrogate pairs: jsonb holds neither. */
const REFUSED = /\0|\p{Surrogate}/gu;

function cleanText(text: string): string {
  return text.replace(REFUSED, "\ufffd");
}

function cleanObject(object: JsonObject): JsonObject {
  const entries = Object.entries(object).map(([key, value]) => [cleanText(key), clean(value)]);
  // Not by assignment: a key named "__proto__" must stay a key.
  return Object.fromEntries(entries);
}

function clean(value: JsonValue | undefined): JsonValue {
  if (typeof value === "string") return cleanText(value);
  // JSON has numbers that a double has not: "1e999" is read as infinity.
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (isList(value)) return value.map(clean);
  return typeof value === "object" && value !== null ? cleanObject(value) : (value ?? null);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
