import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import { createReveal } from "@/lib/db/reveals";
import { parseProviderId } from "@/lib/dintero/ids";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { parseJsonObject } from "./json-body";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

/** How long contact data stays readable before it is masked again. */
const REVEAL_MS = 5 * 60_000;

const body = z.strictObject({ reason: z.string().trim().min(3).max(500) });

/** @throws AppError "invalid-request" unless `text`, a request's body, gives a reason that says something. */
export function parseReason(text: string): string {
  const given = body.safeParse(parseJsonObject(text));
  if (!given.success) throw new AppError("invalid-request", "a reveal needs a reason of 3 to 500 characters");
  return given.data.reason;
}

/**
 * Lets `viewer` see the contact data of one order for five minutes. Reason and person are on record first, in the same
 * database transaction: without them nothing is revealed (F61).
 * @returns until when, as an ISO instant
 * @throws AppError "forbidden", "invalid-id", "audit-unavailable"
 */
export async function revealContact(
  viewer: Viewer,
  order: { readonly kind: "session" | "transaction"; readonly id: string },
  reason: string,
  origin: RequestOrigin,
): Promise<string> {
  const { db, env, now } = runtime();
  if (!viewer.may("contact.reveal"))
    throw new AppError("forbidden", `${viewer.role} may not see contact data`);
  const id = parseProviderId(order.id, env.accountId);
  const at = now();
  const expiresAt = at + REVEAL_MS;
  const subject = { kind: order.kind, id };
  await db.transaction(async (tx) => {
    await recordAudit(tx, {
      accountId: env.accountId,
      at,
      actorId: viewer.userId,
      action: "contact.reveal",
      outcome: "done",
      subject,
      reason,
      ...origin,
    });
    const ids = order.kind === "session" ? { sessionId: id } : { transactionId: id };
    await createReveal(tx, env.accountId, { ...ids, userId: viewer.userId, reason, now: at, expiresAt });
  });
  return new Date(expiresAt).toISOString();
}
