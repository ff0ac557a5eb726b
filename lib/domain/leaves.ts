import type { JsonObject, JsonValue } from "./json";

/** One value of a document that holds no others: a text, number, boolean, null, or an empty list or object. */
export interface Leaf {
  /** From the top, for example `order.items[0].amount` or `customer.tokens["payex.creditcard"].payment_token_id`. */
  readonly path: string;
  readonly value: JsonValue;
}

/** Every leaf of `document`, in its own order. */
export function leavesOf(document: JsonObject): readonly Leaf[] {
  const leaves: Leaf[] = [];
  for (const [key, value] of Object.entries(document)) collect(value, keyPath("", key), leaves);
  return leaves;
}

function collect(value: JsonValue | undefined, path: string, leaves: Leaf[]): void {
  if (value === undefined) return;
  if (typeof value !== "object" || value === null) {
    leaves.push({ path, value });
    return;
  }
  const parts = isList(value)
    ? value.map((entry, index): [string, JsonValue | undefined] => [`${path}[${index}]`, entry])
    : Object.entries(value).map(([key, entry]): [string, JsonValue | undefined] => [
        keyPath(path, key),
        entry,
      ]);
  if (parts.length === 0) leaves.push({ path, value });
  for (const [partPath, part] of parts) collect(part, partPath, leaves);
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function keyPath(path: string, key: string): string {
  if (!/^[\w-]+$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === "" ? key : `${path}.${key}`;
}
