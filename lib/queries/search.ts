import { mutationOptions } from "@tanstack/react-query";
import type { LookupTerm } from "@/lib/domain/lookup-term";
import type { CurrencyCode, MinorUnits } from "@/lib/domain/minor-units";
import type { ErrorCode } from "@/lib/errors";
import { postJson, type RequestError } from "./request";

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

/** One order that a look-up found (CONTRACT, section 4). */
export interface SearchMatch extends ListedOrder {
  /** What of the order was looked for, so that the reader sees why it is here. */
  readonly matched_field: LookupTerm["kind"];
}

/** The answer of `POST /api/search`: newest first. */
export interface SearchAnswer {
  readonly matches: readonly SearchMatch[];
  /** Whether Dintero was asked too; else only what is saved here was searched. */
  readonly asked_dintero: boolean;
  /** What the text was taken for, in the order it was tried. */
  readonly tried: readonly LookupTerm["kind"][];
  /** Why Dintero could not be asked although it should have been: the matches are only what is saved here. */
  readonly dintero_problem?: ErrorCode | undefined;
  /** The text holds an id of this other account, so it cannot be found here. */
  readonly foreign_account?: string | undefined;
}

/**
 * A look-up of what somebody typed; Dintero is asked too where it can be. A mutation and not a query: each is something
 * a person did and the audit records, and what was typed may be personal, so it is no cache key.
 */
export const searchOptions = mutationOptions<SearchAnswer, RequestError, string>({
  mutationFn: (q) => postJson("/api/search", { q, ask_dintero: true }),
});
