import type { JsonObject, JsonValue } from "@/lib/domain/json";
import { type Leaf, leavesOf } from "@/lib/domain/leaves";
import { SHOWN_PATHS } from "./shown-paths";

type Source = "session" | "transaction";

interface Twin {
  readonly session: string;
  readonly transaction: string;
  /** Whose part the page shows when both have it. */
  readonly shown: Source;
}

/** Parts that both documents carry and the page shows once. */
const TWINS: readonly Twin[] = [
  { session: "order.items", transaction: "items", shown: "transaction" },
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
  const leaves = {
    session: documents.session ? leavesOf(documents.session) : [],
    transaction: documents.transaction ? leavesOf(documents.transaction) : [],
  };
  return [
    ...otherFieldsOf("session", leaves.session, valuesByPath(leaves.transaction)),
    ...otherFieldsOf("transaction", leaves.transaction, valuesByPath(leaves.session)),
  ];
}

function otherFieldsOf(
  source: Source,
  leaves: readonly Leaf[],
  counterparts: ReadonlyMap<string, JsonValue>,
): OtherField[] {
  const other = source === "session" ? "transaction" : "session";
  const overshadowed = TWINS.filter((twin) => twin.shown === other && isPresent(twin[other], counterparts));
  return leaves.flatMap((leaf): OtherField[] => {
    if (!isShown(source, leaf.path)) return [{ ...leaf, source, isDifferent: false }];
    const twin = overshadowed.find((candidate) => isWithin(leaf.path, candidate[source]));
    if (!twin) return [];
    const counterpart = counterparts.get(twin[other] + leaf.path.slice(twin[source].length));
    const isSame = JSON.stringify(counterpart) === JSON.stringify(leaf.value);
    return isSame ? [] : [{ ...leaf, source, isDifferent: true }];
  });
}

/** A part that is absent, null or blank gives way to the other document's. */
function isPresent(part: string, values: ReadonlyMap<string, JsonValue>): boolean {
  return [...values].some(([path, value]) => isWithin(path, part) && !isBlank(value));
}

function isBlank(value: JsonValue): boolean {
  return value === null || value === "" || (typeof value === "object" && Object.keys(value).length === 0);
}

function isWithin(path: string, part: string): boolean {
  return path === part || path.startsWith(`${part}.`) || path.startsWith(`${part}[`);
}

function valuesByPath(leaves: readonly Leaf[]): ReadonlyMap<string, JsonValue> {
  return new Map(leaves.map(({ path, value }) => [path, value]));
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
