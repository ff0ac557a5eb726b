/** A JSON value. The sandbox has its own shapes: nothing here is shared with the product. */
export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;
export interface JsonObject {
  [key: string]: JsonValue | undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at `path`, or undefined where any step is missing. */
export function valueAt(document: JsonValue | undefined, ...path: string[]): JsonValue | undefined {
  let value: JsonValue | undefined = document;
  for (const key of path) {
    if (!isObject(value)) return undefined;
    value = value[key];
  }
  return value;
}

export function objectAt(document: JsonValue | undefined, ...path: string[]): JsonObject | undefined {
  const value = valueAt(document, ...path);
  return isObject(value) ? value : undefined;
}

export function textAt(document: JsonValue | undefined, ...path: string[]): string | undefined {
  const value = valueAt(document, ...path);
  return typeof value === "string" ? value : undefined;
}

export function numberAt(document: JsonValue | undefined, ...path: string[]): number | undefined {
  const value = valueAt(document, ...path);
  return typeof value === "number" ? value : undefined;
}

/** The list at `path`, empty where there is none. */
export function listAt(document: JsonValue | undefined, ...path: string[]): JsonValue[] {
  const value = valueAt(document, ...path);
  return Array.isArray(value) ? value : [];
}

/** The objects among the list at `path`. */
export function objectsAt(document: JsonValue | undefined, ...path: string[]): JsonObject[] {
  return listAt(document, ...path).filter(isObject);
}

/** @throws SyntaxError when `text` is not JSON. */
export function parseJson(text: string): JsonValue {
  return JSON.parse(text);
}
