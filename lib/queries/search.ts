import { mutationOptions } from "@tanstack/react-query";
import type { LookupTerm } from "@/lib/domain/lookup-term";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import type { Mark } from "@/lib/domain/text-mark";
import type { ErrorCode } from "@/lib/errors";
import { getJson, postJson, type RequestError } from "./request";

/** One order of a list, enough to tell it from its siblings. Nothing in it is personal. */
export interface ListedOrder {
  readonly kind: "session" | "transaction";
  readonly id: string;
  /** Its page. */
  readonly href: string;
  /** As Dintero sent it, or the derived status of a session. */
  readonly status?: string | undefined;
  readonly amount?: MinorUnits | undefined;
  readonly currency?: CurrencyCode | undefined;
  readonly created_at?: string | undefined;
  readonly merchant_reference?: string | undefined;
  readonly payment_product_type?: string | undefined;
}

/** The value that an order was found by. Personal ones are masked. */
export interface Matched {
  readonly text: string;
  /** The part of it that was looked for; absent where the mask leaves no place to point at. */
  readonly mark?: Mark | undefined;
}

/** One order that a look-up found (CONTRACT, section 4). */
export interface SearchMatch extends ListedOrder {
  /** What of the order was looked for, so that the reader sees why it is here. */
  readonly matched_field: LookupTerm["kind"];
  readonly matched: Matched;
}

/** The answer of `POST /api/search`: newest first. */
export interface SearchAnswer {
  readonly matches: readonly SearchMatch[];
  /** There are more in the store than these. */
  readonly has_more?: boolean | undefined;
  /** Whether Dintero was asked too; else only what is saved here was searched. */
  readonly asked_dintero: boolean;
  /** What the text was taken for, in the order it was tried. */
  readonly tried: readonly LookupTerm["kind"][];
  /** Why Dintero could not be asked although it should have been: the matches are only what is saved here. */
  readonly dintero_problem?: ErrorCode | undefined;
  /** The text holds an id of this other account, so it cannot be found here. */
  readonly foreign_account?: string | undefined;
}

/** The answer of `POST /api/search/ahead`: what stands under the box while somebody types. From the store only. */
export interface AheadAnswer {
  /** The best first: whole ids, references and addresses, then parts of references and names, newest first. */
  readonly matches: readonly SearchMatch[];
  readonly has_more: boolean;
  /** Whether Dintero can be asked for such a text. */
  readonly can_ask_dintero: boolean;
  readonly foreign_account?: string | undefined;
}

/** Suggests for an unfinished text. @throws RequestError; an aborted call rejects with the signal's reason */
export function searchAhead(q: string, signal: AbortSignal): Promise<AheadAnswer> {
  return postJson("/api/search/ahead", { q }, signal);
}

/** What one of several lines led to, by its place among them; a line that led nowhere is left out. */
export interface BatchLine {
  readonly line: number;
  /** Newest first. */
  readonly matches: readonly SearchMatch[];
  readonly has_more?: boolean | undefined;
}

/** The answer of `POST /api/search/batch`. From the store only. */
export interface BatchAnswer {
  readonly found: readonly BatchLine[];
}

/** Several texts at once, each as a whole. A mutation for the same reasons as below. */
export const batchOptions = mutationOptions<BatchAnswer, RequestError, readonly string[]>({
  mutationFn: (lines) => postJson("/api/search/batch", { lines }),
});

/** The orders this person opened last, the last first. */
export function recentOrders(signal: AbortSignal): Promise<{ readonly orders: readonly ListedOrder[] }> {
  return getJson("/api/search/recent", signal);
}

/** One look-up, Dintero included. @throws RequestError */
export function searchOnce(q: string): Promise<SearchAnswer> {
  return postJson("/api/search", { q, ask_dintero: true });
}

/**
 * A look-up of what somebody typed; Dintero is asked too where it can be. A mutation and not a query: each is something
 * a person did and the audit records, and what was typed may be personal, so it is no cache key.
 */
export const searchOptions = mutationOptions<SearchAnswer, RequestError, string>({
  mutationFn: searchOnce,
});
