import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import { foreignAccountOf, type LookupTerm, parseLookup } from "@/lib/domain/lookup-term";
import { AppError, type ErrorCode, isAppError } from "@/lib/errors";
import type { SearchAnswer, SearchMatch } from "@/lib/queries/search";
import { runtime } from "@/lib/runtime";
import { askDintero, canAskDintero } from "./ask-dintero";
import { parseJsonObject } from "./json-body";
import { distinct, newestFirst } from "./match";
import { personsIn } from "./person-hash";
import type { RequestOrigin } from "./request-origin";
import { findSaved } from "./saved-matches";
import { TIERS } from "./search-tiers";
import type { Viewer } from "./viewer";

const MAX_MATCHES = 50;

const body = z.strictObject({ q: z.string().max(1_000), ask_dintero: z.boolean().optional() });

/** @throws AppError "invalid-request" unless `text`, a request's body, is a question of CONTRACT section 4. */
export function parseSearch(text: string): { readonly q: string; readonly isDinteroAsked: boolean } {
  const given = body.safeParse(parseJsonObject(text));
  if (!given.success)
    throw new AppError("invalid-request", "a search needs a text of at most 1000 characters");
  return { q: given.data.q, isDinteroAsked: given.data.ask_dintero ?? false };
}

/**
 * The orders that `q` may mean, newest first: from the store, and from Dintero when asked or when an id is not in the
 * store. What Dintero gave is remembered. What was typed may be personal: the audit keeps what it was
 * taken for, and of a person a hash, not the text.
 * @throws AppError "audit-unavailable"; "upstream-..." when nothing was found and Dintero did not answer
 */
export async function search(
  viewer: Viewer,
  { q, isDinteroAsked }: { readonly q: string; readonly isDinteroAsked: boolean },
  origin: RequestOrigin,
): Promise<SearchAnswer> {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not look up orders`);
  const { env } = runtime();
  const terms = parseLookup(q, env.accountId, env.appUrl);
  const [audit, found] = await Promise.allSettled([
    audited(viewer, terms, origin),
    findMatches(terms, isDinteroAsked),
  ]);
  if (audit.status === "rejected") throw audit.reason;
  if (found.status === "rejected") throw found.reason;
  const { matches, hasMore, isAsked, problem } = found.value;
  return {
    matches: newestFirst(matches).slice(0, MAX_MATCHES),
    has_more: hasMore || matches.length > MAX_MATCHES || undefined,
    asked_dintero: isAsked,
    tried: [...new Set(terms.map((term) => term.kind))],
    foreign_account: matches.length === 0 ? foreignAccountOf(q, env.accountId) : undefined,
    dintero_problem: problem,
  };
}

interface Found {
  readonly matches: readonly SearchMatch[];
  readonly hasMore: boolean;
  readonly isAsked: boolean;
  /** Why Dintero could not answer, when the store alone had something. */
  readonly problem?: ErrorCode | undefined;
}

async function findMatches(terms: readonly LookupTerm[], isDinteroAsked: boolean): Promise<Found> {
  let isAsked = false;
  let refusal: AppError | undefined;
  for (const tier of TIERS) {
    const meant = terms.filter((term) => tier.includes(term.kind));
    if (meant.length === 0) continue;
    let { matches, hasMore } = await findSaved(meant, MAX_MATCHES);
    if (refusal === undefined && isDinteroNeeded(tier, meant, matches.length > 0, isDinteroAsked)) {
      const asked = await askDintero(meant).catch(unlessUnexpected);
      if (isAppError(asked)) refusal = asked;
      else {
        isAsked = true;
        // What was just remembered is known best by the store, both halves together.
        const known = await findSaved(meant, MAX_MATCHES);
        hasMore = known.hasMore;
        matches = distinct([...known.matches, ...asked]);
      }
    }
    if (matches.length > 0) return { matches, hasMore, isAsked, problem: refusal?.code };
  }
  // Nothing here, and Dintero not heard: it may be there all the same.
  if (refusal !== undefined) throw refusal;
  return { matches: [], hasMore: false, isAsked };
}

/** An id names one order, so a saved one is enough. Of a reused reference or a person the store may hold only some. */
function isDinteroNeeded(
  tier: readonly LookupTerm["kind"][],
  meant: readonly LookupTerm[],
  isSaved: boolean,
  isAsked: boolean,
): boolean {
  if (!canAskDintero(meant)) return false;
  return tier.includes("session-id") ? !isSaved : isAsked;
}

function unlessUnexpected(error: unknown): AppError {
  if (isAppError(error)) return error;
  throw error;
}

function audited(viewer: Viewer, terms: readonly LookupTerm[], origin: RequestOrigin): Promise<void> {
  const { db, env, now } = runtime();
  const persons = personsIn(terms);
  const id = terms.find((term) => term.kind === "session-id" || term.kind === "transaction-id")?.value;
  return recordAudit(db, {
    accountId: env.accountId,
    at: now(),
    actorId: viewer.userId,
    action: "orders.search",
    outcome: "done",
    subject: id === undefined ? undefined : { kind: "order", id },
    details: {
      meanings: [...new Set(terms.map((term) => term.kind))],
      ...(persons.length === 0 ? {} : { persons }),
    },
    ...origin,
  });
}
