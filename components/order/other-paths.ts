import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { type Leaf, leavesOf } from "@/lib/domain/leaves";
import { SHOWN_PATHS } from "./shown-paths";

type Source = "session" | "transaction";

/** A part that both documents carry and the page shows once: by its path in each, and whose is shown. */
interface Twin {
  readonly session: string;
  readonly transaction: string;
  readonly shown: Source;
}

const TWINS: readonly Twin[] = [
  { session: "order.gift_cards", transaction: "gift_cards", shown: "transaction" },
  { session: "order.shipping_address", transaction: "shipping_address", shown: "transaction" },
  { session: "order.billing_address", transaction: "billing_address", shown: "transaction" },
  { session: "order.shipping_option", transaction: "shipping_option", shown: "transaction" },
  { session: "order.store", transaction: "store", shown: "transaction" },
  { session: "customer", transaction: "customer", shown: "transaction" },
  { session: "checkboxes", transaction: "checkboxes", shown: "transaction" },
  { session: "payment_operation", transaction: "payment_operation", shown: "transaction" },
  { session: "customer_ip", transaction: "customer_ip", shown: "transaction" },
  { session: "user_agent", transaction: "user_agent", shown: "transaction" },
  { session: "order.merchant_reference", transaction: "merchant_reference", shown: "session" },
  { session: "order.merchant_reference_2", transaction: "merchant_reference_2", shown: "session" },
];

export interface OtherField extends Leaf {
  readonly source: Source;
  /** The page shows this part as the other document has it, and that one says something else. */
  readonly isDifferent: boolean;
}

interface Documents {
  readonly session?: JsonObject | undefined;
  readonly transaction?: JsonObject | undefined;
}

/** Every leaf of the documents that no section of the page shows, in document order. */
export function otherFields(documents: Documents): OtherField[] {
  const values = { session: valuesOf(documents.session), transaction: valuesOf(documents.transaction) };
  return (["session", "transaction"] as const).flatMap((source) => {
    const other = source === "session" ? "transaction" : "session";
    const twins = TWINS.filter((twin) => twin.shown === other && isPresent(twin[other], values[other]));
    return [...values[source]].flatMap(([path, value]): OtherField[] => {
      const leaf = { source, path, value };
      if (!isShown(source, path)) return [{ ...leaf, isDifferent: false }];
      const isDifferent =
        (source === "session" && isLineDifferent(leaf, values)) ||
        twins.some((twin) => isWithin(path, twin[source]) && differs(leaf, twin, values[other]));
      return isDifferent ? [{ ...leaf, isDifferent }] : [];
    });
  });
}

/** The leaves of a document by their paths. */
type Values = ReadonlyMap<string, JsonValue>;

function valuesOf(document: JsonObject | undefined): Values {
  return new Map(document ? leavesOf(document).map(({ path, value }) => [path, value]) : []);
}

function differs({ source, path, value }: Leaf & { readonly source: Source }, twin: Twin, others: Values) {
  const other = source === "session" ? "transaction" : "session";
  return !isSame(others.get(twin[other] + path.slice(twin[source].length)), value);
}

/**
 * Lines are shown as the transaction has them, each with what only the session's line of the same `line_id` says
 * (lib/domain/lines.ts).
 */
function isLineDifferent({ path, value }: Leaf, values: { readonly [source in Source]: Values }): boolean {
  const [, place, field = "", rest = ""] = /^order\.items\[(\d+)\]\.([\w-]+)(.*)$/.exec(path) ?? [];
  if (place === undefined || !isPresent("items", values.transaction)) return false;
  const lineId = values.session.get(`order.items[${place}].line_id`);
  const [line] =
    [...values.transaction].find(([at, id]) => /^items\[\d+\]\.line_id$/.test(at) && isSame(id, lineId)) ??
    [];
  if (line === undefined) return true;
  const shown = line.replace(/line_id$/, field);
  return isPresent(shown, values.transaction) && !isSame(values.transaction.get(shown + rest), value);
}

function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A part that is absent, null or blank gives way to the other document's. */
function isPresent(part: string, values: Values): boolean {
  return [...values].some(([path, value]) => isWithin(path, part) && !isBlank(value));
}

function isBlank(value: JsonValue): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

function isWithin(path: string, part: string): boolean {
  return path === part || path.startsWith(`${part}.`) || path.startsWith(`${part}[`);
}

function isShown(source: Source, path: string): boolean {
  const pattern = path.replaceAll(/\[\d+\]/g, "[]");
  const { exact, parts } = CLAIMS[source];
  return exact.has(pattern) || parts.some((part) => isWithin(pattern, part));
}

const CLAIMS = { session: claimsOf("session"), transaction: claimsOf("transaction") };

function claimsOf(source: Source) {
  const patterns = Object.values(SHOWN_PATHS).flatMap((section): readonly string[] => section[source]);
  return {
    exact: new Set(patterns.filter((pattern) => !pattern.endsWith(".**"))),
    parts: patterns.filter((pattern) => pattern.endsWith(".**")).map((pattern) => pattern.slice(0, -3)),
  };
}
