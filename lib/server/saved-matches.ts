import "server-only";
import type { ExactTerm } from "@/lib/db/order-keys";
import { findByIdStart, findByKeys, findByPart, type SearchHit } from "@/lib/db/order-search";
import { getSavedDocuments } from "@/lib/db/orders";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import { eventAnchorOf } from "@/lib/domain/event-anchor";
import type { LookupTerm } from "@/lib/domain/lookup-term";
import { isAppError } from "@/lib/errors";
import type { SearchMatch } from "@/lib/queries/search";
import { runtime } from "@/lib/runtime";
import { distinct, hitToMatch } from "./match";

export interface SavedMatches {
  /** By term in the order given, newest first within it; each order once. */
  readonly matches: readonly SearchMatch[];
  /** More orders match than these. */
  readonly hasMore: boolean;
}

/** So many of one search lead to their event and not only to their order: reading one takes its whole document. */
const MAX_ANCHORS = 8;

/**
 * The orders in the store that `terms` mean, at most `limit`.
 * @param idStart what the id of an order may begin with, while somebody is still typing it
 */
export async function findSaved(
  terms: readonly LookupTerm[],
  limit: number,
  idStart?: string,
): Promise<SavedMatches> {
  const { db, env } = runtime();
  const parts = new Set(terms.filter((term) => !isExact(term)).map(({ value }) => value));
  const [byKey, byStart, ...byPart] = await Promise.all([
    findByKeys(db, env.accountId, terms.filter(isExact), limit),
    idStart === undefined ? undefined : findByIdStart(db, env.accountId, idStart, limit),
    ...[...parts].map(async (part) => ({
      part,
      ...(await findByPart(db, env.accountId, part, limit)),
    })),
  ]);
  const found = distinct([
    ...(await Promise.all(byKey.flatMap(({ hits }) => hits).map(toMatchAtEvent))),
    ...(byStart?.hits ?? []).map((hit) => hitToMatch(hit, idStart)),
    ...byPart.flatMap(({ part, hits }) => hits.map((hit) => hitToMatch(hit, part))),
  ]);
  return {
    matches: found.slice(0, limit),
    hasMore:
      found.length > limit || [...byKey, ...byPart, byStart].some((hits) => hits?.isComplete === false),
  };
}

export function isExact(term: LookupTerm): term is LookupTerm & ExactTerm {
  return term.kind !== "name" && term.kind !== "prefix";
}

/** Whoever looks for an event wants to stand before it, not at the top of a long page. */
async function toMatchAtEvent(hit: SearchHit, index: number): Promise<SearchMatch> {
  const match = hitToMatch(hit);
  const isOfEvent = hit.matchedField === "event-id" || hit.matchedField === "provider-id";
  if (!isOfEvent || index >= MAX_ANCHORS) return match;
  const anchor = await anchorOf(hit);
  return anchor === undefined ? match : { ...match, href: `${match.href}#${anchor}` };
}

async function anchorOf({ sessionId, transactionId, matchedText }: SearchHit): Promise<string | undefined> {
  const { db, env } = runtime();
  const id = sessionId === undefined ? { transactionId: transactionId ?? "" } : { sessionId };
  const saved = await getSavedDocuments(db, env.accountId, id);
  if (saved === undefined) return undefined;
  const { session, transaction } = saved;
  try {
    const documents = {
      session: session && toSession(session.document),
      transaction: transaction && toTransaction(transaction.document),
    };
    return eventAnchorOf(documents, matchedText);
  } catch (error) {
    // Saved by an older version that read more leniently: the order's page is told why, a search only leads there.
    if (isAppError(error)) return undefined;
    throw error;
  }
}
