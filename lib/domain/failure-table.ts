import { ADVICE_ROWS } from "./advice-rows";
import { CHECKOUT_ROWS } from "./checkout-rows";
import type { OriginKind } from "./failure-names";
import type { FailureOrigin, FailureRow } from "./failure-row";
import type { JsonObject } from "./json";
import { REFUSAL_ROWS } from "./refusal-rows";
import { plainResultCode } from "./result-codes";

/**
 * Raise it with every change of a row: orders explained by an older table are then explained anew (`lib/intake/upkeep.ts`).
 */
export const FAILURE_TABLE_VERSION = 2;

/** The decision table: from what was received, about which payment product, to who, what to do and what to say. */
export const FAILURE_TABLE = { ...REFUSAL_ROWS, ...CHECKOUT_ROWS, ...ADVICE_ROWS } as const;

/** The rules that an order is listed under as failed; the others only advise. */
export const FAILURE_RULES: readonly string[] = Object.keys({ ...REFUSAL_ROWS, ...CHECKOUT_ROWS });

/** The name of a row; also the key of its sentences. */
export type Rule = keyof typeof FAILURE_TABLE;

/** What a received value was found to mean. */
export interface Finding {
  readonly rule: Rule;
  readonly row: FailureRow;
  readonly origin: FailureOrigin;
  /** As received. */
  readonly value: string;
}

export function isRule(name: string): name is Rule {
  return Object.hasOwn(FAILURE_TABLE, name);
}

export function rowOf(rule: Rule): FailureRow {
  return FAILURE_TABLE[rule];
}

/** Whether the sentence of `rule` names the operation that failed by itself. */
export function saysOperation(rule: string): boolean {
  return /^(capture|refund|void|autoCapture|update)/.test(rule);
}

interface Entry {
  readonly rule: Rule;
  readonly origin: FailureOrigin;
}

const ENTRIES: ReadonlyMap<string, readonly Entry[]> = (() => {
  const entries = new Map<string, Entry[]>();
  for (const rule of Object.keys(FAILURE_TABLE).filter(isRule)) {
    for (const origin of rowOf(rule).from) {
      for (const value of origin.values) {
        const key = keyOf(origin.source, value);
        entries.set(key, [...(entries.get(key) ?? []), { rule, origin }]);
      }
    }
  }
  return entries;
})();

/** Both vocabularies of types are one to look up in: a document does not say which it is written in. */
function keyOf(source: OriginKind, value: string): string {
  const plain = source === "result-code" ? plainResultCode(value) : value.trim().toUpperCase();
  return `${source === "older-type" ? "type" : source} ${plain}`;
}

/** What `value` means where it was read; of a row for this product and one for all, the product's. */
export function find(
  source: OriginKind,
  value: string,
  productType?: string | undefined,
): Finding | undefined {
  const product = productType?.split(".")[0];
  const entries = ENTRIES.get(keyOf(source, value)) ?? [];
  const entry =
    entries.find(({ origin }) => origin.product !== undefined && origin.product === product) ??
    entries.find(({ origin }) => origin.product === undefined);
  return entry && { ...entry, row: rowOf(entry.rule), value };
}

/** What the provider's own keys in an event's metadata mean, each with its key; in the order received. */
export function findProviderValues(metadata: JsonObject): readonly Finding[] {
  return explainingValues(metadata).flatMap(({ key, value }) => {
    const found = find("provider", `${key}=${value}`) ?? find("provider", `${key}=*`);
    if (found !== undefined) return { ...found, value };
    const code = /responseCode$|response_code$/.test(key) ? find("result-code", value) : undefined;
    return code === undefined ? [] : { ...code, value };
  });
}

/** Keys that tell why (API.md 10); the rest of the metadata is ids. */
const EXPLAINING =
  /^(swish:(errorCode|errorMessage|status)|netaxept:response_code|bambora:meta:action:(source|code|type)|klarna:(order_amount_update_(error|can_retry)|authorization_expiration_error_reason|authorized_payment_method:fraud_status)|santander:debit_account\.StatusCode|instabank:Sale\.Status|collector:Invoice\.InvoiceStatus|payex:transaction:state|vipps:transactionInfo\.status|seitatech:(outcome|outcomeReason|responseCode|reasonCode))$/;

/** What a provider says about the outcome in its own keys, as received. */
export function explainingValues(
  metadata: JsonObject,
): readonly { readonly key: string; readonly value: string }[] {
  return Object.entries(metadata).flatMap(([key, value]) =>
    EXPLAINING.test(key) && (typeof value === "string" || typeof value === "number")
      ? [{ key, value: String(value) }]
      : [],
  );
}

const RANK_BY_WEIGHT = { refusal: 1, technical: 3, nothing: 4 } as const;
const RANK_OF_UNKNOWN = 2;
const PLACE_BY_RULE: ReadonlyMap<string, number> = new Map(
  Object.keys(FAILURE_TABLE).map((rule, place) => [rule, place]),
);

/** How little a meaning tells: a reason, then a bare refusal, then a word we do not know, "ERROR", "UNKNOWN". */
export function rankOf(found: Finding | undefined): number {
  if (found === undefined) return RANK_OF_UNKNOWN;
  return found.row.weight === undefined ? 0 : RANK_BY_WEIGHT[found.row.weight];
}

/**
 * The most telling of `types`, with what it means when we know. Of two that tell as much the one whose row stands first
 * decides, so that the order in which they came does not. Undefined for none.
 */
export function tellingType(
  types: readonly string[],
  productType?: string | undefined,
): { readonly type: string; readonly found: Finding | undefined } | undefined {
  return types
    .map((type) => ({ type, found: find("type", type, productType) }))
    .toSorted((a, b) => rankOf(a.found) - rankOf(b.found) || placeOf(a.found) - placeOf(b.found))[0];
}

function placeOf(found: Finding | undefined): number {
  return found === undefined ? 0 : (PLACE_BY_RULE.get(found.rule) ?? 0);
}
