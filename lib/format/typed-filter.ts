import {
  type FilterProblem,
  type OrderFilter,
  orderFilterParams,
  parseOrderFilter,
} from "@/lib/domain/order-filter";
import {
  CALLBACK_STATES,
  DATE_FIELDS,
  EXPIRY_WINDOWS,
  FAILURE_REASONS,
  LAST_WINDOWS,
  NONE,
  ORDER_SORT_KEYS,
  ORDER_STATUSES,
  PAGE_SIZES,
  WHO,
} from "@/lib/domain/order-filter-words";
import { changed } from "@/lib/domain/order-look";
import { PAYMENT_PRODUCT_TYPES } from "@/lib/domain/payment-product-types";
import { parseDecimal } from "./decimal-input";

/** Values that orders have, besides those that are known without looking. */
export type HeldValues = Readonly<
  Record<"status" | "method" | "brand" | "currency" | "store" | "reason", readonly string[]>
>;

/** The parameter in which a browser without a script sends what was typed. */
export const TYPED_PARAMETER = "typed";

const YES_NO = ["yes", "no"] as const;
const AMOUNT = "amount";

/** The fields one may type, by their names in the address, with the values there are to choose; none for free text. */
export function typedFields(held: HeldValues): ReadonlyMap<string, readonly string[]> {
  const all = (...values: readonly (readonly string[])[]) => [...new Set(values.flat())];
  return new Map([
    ["status", all(ORDER_STATUSES, held.status)],
    ["who", WHO],
    ["reason", all(FAILURE_REASONS, held.reason)],
    ["method", all(PAYMENT_PRODUCT_TYPES, held.method, [NONE])],
    ["brand", all(held.brand, [NONE])],
    ["currency", held.currency],
    [AMOUNT, []],
    ["store", all(held.store, [NONE])],
    ["seller", []],
    ["by", DATE_FIELDS],
    ["from", []],
    ["to", []],
    ["last", LAST_WINDOWS],
    ["hour", []],
    ["days_to_capture", []],
    ["remaining", YES_NO],
    ["split", YES_NO],
    ["refunded", YES_NO],
    ["expiring", EXPIRY_WINDOWS],
    ["callback", CALLBACK_STATES],
    ["adds_up", YES_NO],
    ["sort", ORDER_SORT_KEYS.flatMap((key) => [key, `-${key}`])],
    ["limit", PAGE_SIZES.map(String)],
  ]);
}

/**
 * Reads a filter as it is typed, `status:failed,declined amount:>500 currency:nok by:captured 1001`: the address's own
 * names and values in any letters, amounts as people write them, several values with commas, blanks within quotes, and
 * words without a name as part of a reference. What is typed takes the place of the same fields of `now`.
 * @returns the filter, from its first page on, or everything that was not understood
 */
export function readTypedFilter(
  text: string,
  now: OrderFilter,
  held: HeldValues,
): { readonly filter: OrderFilter } | { readonly problems: readonly FilterProblem[] } {
  const fields = typedFields(held);
  const problems: FilterProblem[] = [];
  const typed = new URLSearchParams();
  const amounts: string[] = [];
  const words: string[] = [];
  for (const { name, value } of tokensOf(text)) {
    if (name === undefined) words.push(value);
    else if (!fields.has(name)) problems.push({ name, reason: "unknown-parameter" });
    else if (value === "") problems.push({ name, value, reason: "unknown-value" });
    else if (name === AMOUNT) amounts.push(value);
    else {
      const values = value.split(",").map((one) => one.trim());
      for (const one of values.flatMap((each) => asKnown(name, each, fields.get(name)))) {
        typed.append(name === "seller" ? "payout_destination" : name, one);
      }
    }
  }
  if (words.length > 0) typed.append("q", words.join(" "));
  const params = merged(orderFilterParams(changed(now, {})), typed, amounts.length > 0);
  for (const amount of amounts) {
    const problem = addAmount(params, amount);
    if (problem) problems.push(problem);
  }
  const read = parseOrderFilter(params, (name, value) => held[name].includes(value));
  problems.push(...read.problems);
  return problems.length > 0 ? { problems } : { filter: read.filter };
}

interface Token {
  /** Absent for a word by itself. */
  readonly name?: string | undefined;
  readonly value: string;
}

/** A name is what stands before a colon; a reference with a colon in it goes into quotes. */
function tokensOf(text: string): readonly Token[] {
  return [...text.matchAll(TOKEN)].map(([, name, quoted, plain = ""]) => {
    const [, unfinished] = /^([^:]+):$/.exec(name === undefined ? plain : "") ?? [];
    if (unfinished !== undefined) return { name: unfinished.toLowerCase(), value: "" };
    return { name: name?.toLowerCase(), value: (quoted ?? plain).trim() };
  });
}

/** The name, where there is one; then the value, within quotes or up to the next blank. */
const TOKEN = /(?:([^\s":]+):\s*(?![^\s":]+:))?(?:"([^"]*)"?|([^\s"]+))/g;

/** `value` as it is known, whatever its letters: "failed" is FAILED; a method by one of its parts too, "swish" is any Swish. */
function asKnown(name: string, value: string, known: readonly string[] = []): readonly string[] {
  const wanted = value.toLowerCase();
  const isWanted = (one: string) =>
    one.toLowerCase() === wanted || (name === "method" && one.toLowerCase().split(".").includes(wanted));
  const found = known.filter(isWanted);
  if (found.length > 0) return found;
  return [name === "currency" ? value.toUpperCase() : value];
}

/** Fields that were typed in place of the same ones; days one way or the other; what goes with a currency or a date goes with it. */
function merged(now: URLSearchParams, typed: URLSearchParams, hasAmount: boolean): URLSearchParams {
  const gone = new Set(typed.keys());
  if (gone.has("from") || gone.has("to")) gone.add("last");
  if (gone.has("last")) for (const name of ["from", "to"]) gone.add(name);
  if (gone.has("by")) gone.add("days_to_capture");
  if (gone.has("currency") || hasAmount) for (const name of ["amount_gte", "amount_lte"]) gone.add(name);
  return new URLSearchParams([...[...now].filter(([name]) => !gone.has(name)), ...typed]);
}

const COMPARED = /^(>=|<=|>|<|=)?(.+)$/;
const BETWEEN = /^(.+?)\.\.(.+)$/;

/** "500", ">500", "<=1249,50", "100..200", in the one currency that is filtered by. */
function addAmount(params: URLSearchParams, typed: string): FilterProblem | undefined {
  const [currency, ...others] = params.getAll("currency");
  if (currency === undefined || others.length > 0) return { name: AMOUNT, reason: "needs-one-currency" };
  const minor = (text: string) => parseDecimal(text.trim(), currency);
  const [, low, high] = BETWEEN.exec(typed) ?? [];
  const [, sign = "=", one = ""] = COMPARED.exec(typed) ?? [];
  const [from, to] = low === undefined ? [minor(one), minor(one)] : [minor(low), minor(high ?? "")];
  if (from === undefined || to === undefined) return { name: AMOUNT, value: typed, reason: "unknown-value" };
  const isRange = low !== undefined || sign === "=";
  if (isRange || sign.startsWith(">")) params.set("amount_gte", String(from + (sign === ">" ? 1 : 0)));
  if (isRange || sign.startsWith("<"))
    params.set("amount_lte", String(Math.max(0, to - (sign === "<" ? 1 : 0))));
  return undefined;
}
