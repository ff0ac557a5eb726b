const MAX_CURSOR_CHARACTERS = 2_000;

/** Where a page ends, as it travels in an address: opaque, and good only for the list that `name` calls. */
export function encodePlace(name: string, parts: readonly string[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify([name, ...parts]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** The parts of a place; undefined for a text that is none of ours, or a place in another list. The first is an instant. */
export function decodePlace(name: string, count: number, text: string): readonly string[] | undefined {
  if (text.length > MAX_CURSOR_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  const parts = parse(text);
  if (!Array.isArray(parts) || parts.length !== count + 1 || parts[0] !== name) return undefined;
  const values = parts.slice(1).filter((part) => typeof part === "string");
  const [at] = values;
  return values.length === count && isInstant(at) ? values : undefined;
}

function parse(text: string): unknown {
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
      character.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** As the store gives them, or the place before all time. */
function isInstant(value: unknown): value is string {
  if (value === "-infinity") return true;
  return (
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}
