import type { OrderSortKey } from "./order-filter-words";

/**
 * Where a page of the list ends: the sort value of its last order (null where it has none), then when it was created,
 * then its key. Pages begin after such a place, not at a number, so what is added meanwhile moves nothing.
 */
export interface OrderPlace {
  /** ISO instant, minor units of the one currency, or text, as the sort asks. */
  readonly value: string | number | null;
  /** ISO instant. */
  readonly listedAt: string;
  readonly orderKey: string;
}

const MAX_CURSOR_CHARACTERS = 2_000;

/** A place as it travels in an address: opaque, and good for the sort it was made in only. */
export function encodeCursor(sort: OrderSortKey, { value, listedAt, orderKey }: OrderPlace): string {
  const bytes = new TextEncoder().encode(JSON.stringify([sort, value, listedAt, orderKey]));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** Undefined for a text that is none of ours, or a place in another sort. */
export function decodeCursor(sort: OrderSortKey, text: string): OrderPlace | undefined {
  if (text.length > MAX_CURSOR_CHARACTERS || !/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  const parts = parse(text);
  if (!Array.isArray(parts) || parts.length !== 4) return undefined;
  const [sortedBy, value, listedAt, orderKey]: readonly unknown[] = parts;
  if (sortedBy !== sort || !isInstant(listedAt) || typeof orderKey !== "string") return undefined;
  if (value === null) return { value, listedAt, orderKey };
  if (sort === "amount") {
    return Number.isSafeInteger(value) && typeof value === "number"
      ? { value, listedAt, orderKey }
      : undefined;
  }
  if (typeof value !== "string") return undefined;
  return sort === "reference" || isInstant(value) ? { value, listedAt, orderKey } : undefined;
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

function isInstant(value: unknown): value is string {
  return (
    typeof value === "string" &&
    /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z$/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}
