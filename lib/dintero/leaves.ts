import { z } from "zod";
import type { JsonObject } from "@/lib/domain/json";
import { minorUnits } from "@/lib/domain/minor-units";
import { isJsonObject } from "./json";

/*
 * How Dintero's fields are read. One rule decides which of the two kinds a field is:
 *
 * Strict: money, identities, and what decides an order's state (statuses, event names, success flags, the instants of
 * an object and its events). Absent or null may be fine, another type never is: the answer is refused with the path.
 *
 * Lenient: everything else. It is only shown, so a value of another type is left out of the typed shape and the page
 * stands without it; the document as received still has it. This is also what lets masked documents parse.
 *
 * Objects are read field by field and unknown fields are passed over: they live on in the document.
 */

/** The documentation generator's stand-in for a value; our own test data carries it too. It says nothing. */
const PLACEHOLDER = "<string>";

/** Strict. Whole minor units that a double holds exactly: 2^53 + 1 is refused, not rounded. */
export const money = z.int().transform(minorUnits);
export const optionalMoney = z
  .int()
  .nullish()
  .transform((value) => (value == null ? undefined : minorUnits(value)));

/** Strict. An id we act on; the placeholder and the empty text count as none. */
export const identity = z
  .string()
  .nullish()
  .transform((value) => (value == null || value === "" || value === PLACEHOLDER ? undefined : value));

/** Strict. A status, an event name: kept as received, whether we know the value or not. */
export const state = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? undefined);

/** Strict. ISO 4217 as received. Where Dintero names none it is "XXX", ISO's own code for that: never a guess. */
export const currency = z
  .string()
  .nullish()
  .transform((value) => (value == null || value === "" ? "XXX" : value));

/** Years and zones within what PostgreSQL takes too. */
const ISO_INSTANT =
  /^(?!0000)\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(Z|[+-](?:0\d|1[0-5]):?\d{2})?)?$/;

/** Strict. As received, with the UTC that Dintero means where no zone is given (JavaScript would read local time). */
export const instant = z.string().transform((value, context) => {
  const match = ISO_INSTANT.exec(value);
  const withZone = match !== null && match[1] === undefined && value.includes("T") ? `${value}Z` : value;
  if (match === null || Number.isNaN(Date.parse(withZone))) {
    context.addIssue({ code: "custom", message: "not an ISO 8601 instant" });
    return z.NEVER;
  }
  return withZone;
});
export const optionalInstant = z.preprocess(
  (value) => (value === "" || value === null ? undefined : value),
  instant.optional(),
);

/** Strict list: null and absent are empty, anything else that is no list is refused. */
export function list<T extends z.ZodType>(entry: T) {
  return z
    .array(entry)
    .nullish()
    .transform((entries) => entries ?? []);
}

/** Strict object that may be absent. */
export function maybe<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** Lenient. Numbers become text: references and codes come as either. */
export const text = z
  .union([z.string(), z.number().transform(String)])
  .optional()
  .catch(undefined);
export const number = z.number().optional().catch(undefined);
export const bool = z.boolean().optional().catch(undefined);
/** Lenient. A coordinate is a number, or the mask's text. */
export const numberOrText = z.union([z.number(), z.string()]).optional().catch(undefined);

/** Lenient object that may be absent. */
export function shown<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined);
}

/** Lenient list: what is no list is empty, entries that cannot be read are left out. */
export function shownList<T extends z.ZodType>(entry: T) {
  return z
    .array(entry.optional().catch(undefined))
    .optional()
    .catch(undefined)
    .transform((entries) => (entries ?? []).filter((value) => value !== undefined));
}

export const texts = shownList(z.union([z.string(), z.number().transform(String)]));
export const numbers = shownList(z.number());

/** Lenient. One text or a list of them: `error.type` changed from one to the other (QUIRKS 40). */
export const textOrTexts = z.union([z.string().transform((value) => [value]), texts]);

/** Lenient. An object of keys only Dintero knows, as received. */
export const passthrough = z.custom<JsonObject>(isJsonObject).optional().catch(undefined);
export const bag = passthrough.transform((value) => value ?? {});
