import type { JsonObject, JsonValue } from "@/lib/domain/json";

/** Far beyond any real document (about 12), far below what a recursive reader's stack survives. */
const MAX_DEPTH = 100;

const UTF_8 = new TextDecoder("utf-8", { fatal: true });

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * The JSON value in `bytes`, or undefined when they are not UTF-8, not JSON, or nested past 100 levels, which every
 * later walk over the document relies on. A key named `__proto__` is dropped, so that copying an object key by key
 * cannot change its prototype.
 */
export function parseJson(bytes: Uint8Array): JsonValue | undefined {
  try {
    const value: JsonValue = JSON.parse(UTF_8.decode(bytes));
    return isTame(value) ? value : undefined;
  } catch {
    // The engine's message quotes the text it stumbled over, so it goes no further.
    return undefined;
  }
}

/** Walks level by level: recursion is what it guards against. */
function isTame(root: JsonValue): boolean {
  let level: object[] = typeof root === "object" && root !== null ? [root] : [];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return false;
    const next: object[] = [];
    for (const node of level) {
      if (Object.hasOwn(node, "__proto__")) Reflect.deleteProperty(node, "__proto__");
      for (const child of Object.values(node)) {
        if (typeof child === "object" && child !== null) next.push(child);
      }
    }
    level = next;
  }
  return true;
}
