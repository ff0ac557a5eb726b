import "server-only";
import type { LookupTerm } from "@/lib/domain/lookup-term";

/** The order in which meanings are tried (UX, section 1): the first that finds something ends the search. */
export const TIERS: readonly (readonly LookupTerm["kind"][])[] = [
  ["session-id", "transaction-id"],
  ["provider-id", "event-id"],
  ["reference"],
  ["email", "phone"],
  ["name"],
  ["prefix"],
];
