import { type JsonObject, objectsAt, textAt } from "../json";
import { from, type Query, until } from "./query";

export interface ListFilter {
  readonly limit: number;
  readonly startingAfter: string | undefined;
  readonly includes: readonly string[];
  readonly created: Range;
  /** Something happened to every answer at or after this, in ms; -Infinity, or left out, where that is not asked. */
  readonly since?: number | undefined;
  /** Where given, every answer holds one of these as an id or a reference. */
  readonly keys: readonly string[] | undefined;
  readonly tests: readonly Test[];
}

export interface Range {
  readonly from: number;
  readonly until: number;
}

/** Reads `name.gte` and `name.lte` as ms; unbounded where not given. */
export function instantRange(query: Query, name: string): Range {
  return {
    from: query.one(`${name}.gte`, from) ?? Number.NEGATIVE_INFINITY,
    until: query.one(`${name}.lte`, until) ?? Number.POSITIVE_INFINITY,
  };
}

export function isWithin(value: number, range: Range): boolean {
  return value >= range.from && value <= range.until;
}

export function isBounded(range: Range): boolean {
  return Number.isFinite(range.from) || Number.isFinite(range.until);
}
/** When it was made, in ms. The documented callback has no `created_at`, so its first event stands in. */
export function createdAt(document: JsonObject): number {
  return Date.parse(
    textAt(document, "created_at") ?? textAt(objectsAt(document, "events")[0], "created_at") ?? "",
  );
}

export type Test = (document: JsonObject) => boolean;

/** Whether any of `values` stands at one of `paths`; no values, no test. */
export function anyAt(values: readonly string[], ...paths: string[][]): Test[] {
  if (values.length === 0) return [];
  const wanted = new Set(values);
  return [(document) => paths.some((path) => wanted.has(textAt(document, ...path) ?? ""))];
}

/** Whether one of `values` is `wanted`, whatever the case. */
export function searchTest(values: Iterable<string | undefined>, wanted: string): boolean {
  const lower = wanted.trim().toLowerCase();
  for (const value of values) if (value !== undefined && value.toLowerCase() === lower) return true;
  return false;
}

/** One value as a list of values. */
export function optional(value: string | undefined): string[] {
  return value === undefined ? [] : [value];
}

/** "first last" as `search` takes it, or undefined where the address has no person. */
export function fullName(address: JsonObject | undefined): string | undefined {
  const names = [textAt(address, "first_name"), textAt(address, "last_name")].filter((name) => name?.trim());
  return names.length === 0 ? undefined : names.join(" ");
}
