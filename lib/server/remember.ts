import "server-only";
import { createHash } from "node:crypto";
import type { JsonObject } from "@/lib/domain/json";
import { holdsCardNumber } from "@/lib/domain/projection";
import { type Answers, apply } from "@/lib/intake/apply";
import { runtime } from "@/lib/runtime";

/** How long an unchanged answer is not applied again; by so much a saved copy may look older than it is. */
const REPEAT_MS = 60_000;
const MAX_REMEMBERED = 2_000;

/** What this process applied last, by id. Only spares work: another process may hold nothing of it, or more. */
const appliedById = new Map<string, { readonly digest: string; readonly at: number }>();

/**
 * Applies what a look-up fetched, so that it is there when Dintero is not. A colleague's reload of the same page within
 * a minute writes nothing. What cannot be saved is still shown: the failure is logged.
 */
export async function remember(answers: Answers): Promise<void> {
  const { db, env, log, now } = runtime();
  const parts = [answers.session, answers.transaction].filter((answer) => answer !== undefined);
  const digests = parts.map(({ id, document }) => ({ id, digest: digestOf(document) }));
  const at = now();
  const isKnown = ({ id, digest }: { id: string; digest: string }) => {
    const known = appliedById.get(id);
    return known !== undefined && known.digest === digest && at - known.at < REPEAT_MS;
  };
  if (digests.length === 0 || digests.every(isKnown)) return;
  const ids = { session_id: answers.session?.id, transaction_id: answers.transaction?.id };
  // Cut before it is written or shown; that it came at all is news (F63).
  if (parts.some(({ document }) => holdsCardNumber(document))) log.error("pan.unmasked", ids);
  try {
    await apply({ db, accountId: env.accountId, now }, answers, "lookup");
    for (const { id, digest } of digests) note(id, digest, at);
  } catch (error) {
    log.error("lookup.not_saved", { ...ids, error });
  }
}

function note(id: string, digest: string, at: number): void {
  // Taken out and put back, so that the first key is always the oldest.
  appliedById.delete(id);
  appliedById.set(id, { digest, at });
  const [oldest] = appliedById.keys();
  if (appliedById.size > MAX_REMEMBERED && oldest !== undefined) appliedById.delete(oldest);
}

function digestOf(document: JsonObject): string {
  return createHash("sha256").update(JSON.stringify(document)).digest("base64");
}
