import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import type { ExactTerm } from "@/lib/db/order-keys";
import { findByKeys } from "@/lib/db/order-search";
import { MAX_LINES } from "@/lib/domain/lookup-lines";
import { type LookupTerm, parseLookup } from "@/lib/domain/lookup-term";
import { AppError } from "@/lib/errors";
import type { BatchAnswer, BatchLine } from "@/lib/queries/search";
import { runtime } from "@/lib/runtime";
import { parseJsonObject } from "./json-body";
import { distinct, hitToMatch, newestFirst } from "./match";
import { personsIn } from "./person-hash";
import type { RequestOrigin } from "./request-origin";
import { isExact } from "./saved-matches";
import { TIERS } from "./search-tiers";
import type { Viewer } from "./viewer";

/** Of one line; a reference that was tried more often than this is opened by itself. */
const MAX_PER_LINE = 10;

const body = z.strictObject({ lines: z.array(z.string().max(300)).min(1).max(MAX_LINES) });

/**
 * The orders in the store that each of the lines means, as a whole: ids, references, e-mail addresses and phone numbers,
 * with one statement for all of them. The audit keeps how many were asked for and found, and of people a hash, not what was
 * typed.
 * @throws AppError "invalid-request", "audit-unavailable"
 */
export async function searchBatch(viewer: Viewer, text: string, origin: RequestOrigin): Promise<BatchAnswer> {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not look up orders`);
  const given = body.safeParse(parseJsonObject(text));
  if (!given.success) throw new AppError("invalid-request", `no list of 1 to ${MAX_LINES} lines`);
  const { lines } = given.data;
  const { db, env, now } = runtime();
  const terms = lines.flatMap((text, line) =>
    parseLookup(text, env.accountId, env.appUrl)
      .filter(isExact)
      .map((term) => ({ ...term, line })),
  );
  const found = await findLines(lines, terms);
  const persons = personsIn(terms);
  await recordAudit(db, {
    accountId: env.accountId,
    at: now(),
    actorId: viewer.userId,
    action: "orders.search",
    outcome: "done",
    details: { lines: lines.length, found: found.length, ...(persons.length === 0 ? {} : { persons }) },
    ...origin,
  });
  return { found };
}

type TermOfLine = LookupTerm & ExactTerm & { readonly line: number };

async function findLines(
  lines: readonly string[],
  terms: readonly TermOfLine[],
): Promise<readonly BatchLine[]> {
  const { db, env } = runtime();
  const answers = await findByKeys(db, env.accountId, terms, MAX_PER_LINE);
  return lines.flatMap((_, line) => {
    // As in the box: the first meaning that finds something is the one that was meant.
    for (const tier of TIERS) {
      const meant = answers.filter((_answer, index) => {
        const term = terms[index];
        return term?.line === line && tier.includes(term.kind);
      });
      const matches = distinct(meant.flatMap(({ hits }) => hits.map((hit) => hitToMatch(hit))));
      if (matches.length === 0) continue;
      const isCut = matches.length > MAX_PER_LINE || meant.some(({ isComplete }) => !isComplete);
      return [{ line, matches: newestFirst(matches).slice(0, MAX_PER_LINE), has_more: isCut || undefined }];
    }
    return [];
  });
}
