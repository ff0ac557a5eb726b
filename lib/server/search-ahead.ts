import "server-only";
import { z } from "zod";
import { foreignAccountOf, idStartOf, type LookupTerm, parseLookup } from "@/lib/domain/lookup-term";
import { AppError } from "@/lib/errors";
import type { AheadAnswer } from "@/lib/queries/search";
import { runtime } from "@/lib/runtime";
import { canAskDintero } from "./ask-dintero";
import { parseJsonObject } from "./json-body";
import { personsIn } from "./person-hash";
import type { RequestOrigin } from "./request-origin";
import { recordLook } from "./same-look";
import { findSaved } from "./saved-matches";
import type { Viewer } from "./viewer";

/** As many as fit under the box without scrolling. */
const MAX_AHEAD = 8;

const body = z.strictObject({ q: z.string().max(1_000) });

/** Found by one of these, an order tells that its customer is the person whose address or number was typed. */
const TELLING: readonly LookupTerm["kind"][] = ["email", "phone"];

/**
 * What the box suggests while `viewer` types: from the store alone, the whole matches first. No contact data is in it, so
 * the audit hears of a search when it is sent and of an order when it is opened, but for one thing: an order found by a
 * whole address or number tells whose it is, which is a search that was not sent.
 * @throws AppError "invalid-request", "audit-unavailable"
 */
export async function searchAhead(viewer: Viewer, text: string, origin: RequestOrigin): Promise<AheadAnswer> {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not look up orders`);
  const given = body.safeParse(parseJsonObject(text));
  if (!given.success) throw new AppError("invalid-request", "no text of at most 1000 characters");
  const { env } = runtime();
  const { q } = given.data;
  const terms = parseLookup(q, env.accountId, env.appUrl);
  const { matches, hasMore } = await findSaved(terms, MAX_AHEAD, idStartOf(q, env.accountId));
  if (matches.some(({ matched_field: field }) => TELLING.includes(field)))
    await recordTelling(viewer, terms, origin);
  return {
    matches,
    has_more: hasMore,
    can_ask_dintero: canAskDintero(terms),
    foreign_account: foreignAccountOf(q, env.accountId),
  };
}

function recordTelling(viewer: Viewer, terms: readonly LookupTerm[], origin: RequestOrigin): Promise<void> {
  const { env, now } = runtime();
  const persons = personsIn(terms.filter(({ kind }) => TELLING.includes(kind)));
  return recordLook(
    {
      accountId: env.accountId,
      at: now(),
      actorId: viewer.userId,
      action: "orders.search",
      outcome: "done",
      details: { suggested: true, persons },
      ...origin,
    },
    persons.join(" "),
  );
}
