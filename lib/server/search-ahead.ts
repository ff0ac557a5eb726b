import "server-only";
import { z } from "zod";
import { foreignAccountOf, idStartOf, parseLookup } from "@/lib/domain/lookup-term";
import { AppError } from "@/lib/errors";
import type { AheadAnswer } from "@/lib/queries/search";
import { runtime } from "@/lib/runtime";
import { canAskDintero } from "./ask-dintero";
import { parseJsonObject } from "./json-body";
import { findSaved } from "./saved-matches";
import type { Viewer } from "./viewer";

/** As many as fit under the box without scrolling. */
const MAX_AHEAD = 8;

const body = z.strictObject({ q: z.string().max(1_000) });

/**
 * What the box suggests while `viewer` types: from the store alone, the whole matches first. Not an access in the audit's
 * sense: no contact data is in it, a search that is sent is on record, and so is each order that is opened.
 * @throws AppError "invalid-request"
 */
export async function searchAhead(viewer: Viewer, text: string): Promise<AheadAnswer> {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not look up orders`);
  const given = body.safeParse(parseJsonObject(text));
  if (!given.success) throw new AppError("invalid-request", "no text of at most 1000 characters");
  const { env } = runtime();
  const { q } = given.data;
  const terms = parseLookup(q, env.accountId, env.appUrl);
  const { matches, hasMore } = await findSaved(terms, MAX_AHEAD, idStartOf(q, env.accountId));
  return {
    matches,
    has_more: hasMore,
    can_ask_dintero: canAskDintero(terms),
    foreign_account: foreignAccountOf(q, env.accountId),
  };
}
