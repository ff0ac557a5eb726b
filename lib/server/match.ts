import "server-only";
import type { SearchHit } from "@/lib/db/order-search";
import { mask } from "@/lib/domain/masks";
import type { OrderSummary } from "@/lib/domain/order-summary";
import { findMark, type Mark, markable, markOfWords } from "@/lib/domain/text-mark";
import type { ListedOrder, Matched, SearchMatch } from "@/lib/queries/search";
import { orderHref } from "./order-href";

/** What a list shows of an order, from the store's row or from what was just read. */
type KnownOrder = Pick<
  OrderSummary,
  | "sessionId"
  | "transactionId"
  | "status"
  | "ordered"
  | "currency"
  | "createdAt"
  | "merchantReference"
  | "merchantReference2"
  | "paymentProductType"
>;

/** What a search found an order by. */
interface Why {
  readonly field: SearchMatch["matched_field"];
  /** The order's own value, or for an exact one what was looked for. In clear: it is masked here. */
  readonly text: string;
  /** What of it was looked for; left out when it was the whole. */
  readonly part?: string | undefined;
}

/** One order of a list, less why it is there. Nothing in it is personal. */
export function toListed(order: KnownOrder): ListedOrder {
  return {
    ...orderHref(order),
    status: order.status,
    amount: order.ordered,
    currency: order.currency,
    created_at: order.createdAt,
    merchant_reference: order.merchantReference ?? order.merchantReference2,
    payment_product_type: order.paymentProductType,
  };
}

/** One order that a search found, and why. What is personal is masked for everybody: who may see more opens the order. */
export function toMatch(order: KnownOrder, why: Why): SearchMatch {
  return { ...toListed(order), matched_field: why.field, matched: matchedOf(order, why) };
}

/** An order from the store; `part` is what was looked for when it need not be the whole of a value. */
export function hitToMatch(hit: SearchHit, part?: string): SearchMatch {
  return toMatch(hit, { field: hit.matchedField, text: hit.matchedText, part });
}

function matchedOf(order: KnownOrder, { field, text, part }: Why): Matched {
  switch (field) {
    case "email":
    case "phone":
      return whole(mask(field, text));
    case "name":
      return maskedName(text, part ?? text);
    case "reference":
    case "prefix":
      return part === undefined ? whole(referenceLike(order, text)) : marked(text, part);
    default:
      return part === undefined ? whole(text) : marked(text, part);
  }
}

/** The reference as the order has it: who typed it need not have minded its case. */
function referenceLike({ merchantReference, merchantReference2 }: KnownOrder, text: string): string {
  const isSame = (own: string | undefined) => own?.trim().toLowerCase() === text.trim().toLowerCase();
  return [merchantReference, merchantReference2].find(isSame) ?? text;
}

function maskedName(name: string, part: string): Matched {
  // It is held in lower case.
  const text = markable(name).replace(/(?<=^|\s)\p{Ll}/gu, (letter) => letter.toUpperCase());
  const shown = mask("name", text);
  const mark = findMark(text, part);
  return { text: shown, mark: mark && markOfWords(text, shown, mark) };
}

function marked(text: string, part: string): Matched {
  const shown = markable(text);
  return { text: shown, mark: findMark(shown, part) };
}

function whole(text: string): Matched {
  const mark: Mark = [0, text.length];
  return { text, mark };
}

/** By creation, newest first; what has no time stands last. */
export function newestFirst(matches: readonly SearchMatch[]): readonly SearchMatch[] {
  return matches.toSorted((a, b) => (b.created_at ?? "").localeCompare(a.created_at ?? ""));
}

/** One row per order; the first knows best. */
export function distinct(matches: readonly SearchMatch[]): readonly SearchMatch[] {
  const byOrder = new Map<string, SearchMatch>();
  for (const match of matches) if (!byOrder.has(match.id)) byOrder.set(match.id, match);
  return [...byOrder.values()];
}
