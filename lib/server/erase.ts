import "server-only";
import { z } from "zod";
import { recordAudit } from "@/lib/db/audit";
import { getSavedDocuments, type SavedDocuments } from "@/lib/db/orders";
import { parseProviderId } from "@/lib/dintero/ids";
import { personalIdentifiers } from "@/lib/domain/personal-identifiers";
import { AppError } from "@/lib/errors";
import { decideErasure, finishErasing } from "@/lib/intake/erase";
import { findPerson } from "@/lib/intake/find-person";
import type { ErasureAnswer } from "@/lib/queries/erasure-answer";
import { runtime } from "@/lib/runtime";
import { parseJsonObject } from "./json-body";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

const body = z.strictObject({
  kind: z.enum(["session", "transaction"]),
  id: z.string().max(200),
  reason: z.string().trim().min(3).max(500),
  dry_run: z.boolean(),
});

export type Erasure = z.infer<typeof body>;

/** @throws AppError "invalid-request" */
export function parseErasure(text: string): Erasure {
  const given = body.safeParse(parseJsonObject(text));
  if (!given.success) throw new AppError("invalid-request", "an erasure names an order and a reason");
  return given.data;
}

/**
 * Erases the person whom one order names, by e-mail address and telephone number, from all orders we hold that name
 * them; or only says from how many. The decision and who made it are on record before anything is taken away.
 * @throws AppError "forbidden", "invalid-id", "not-found", "audit-unavailable"
 */
export async function eraseFromOrder(
  viewer: Viewer,
  { kind, id, reason, dry_run: isDryRun }: Erasure,
  origin: RequestOrigin,
): Promise<ErasureAnswer> {
  if (!viewer.may("privacy.erase")) throw new AppError("forbidden", `${viewer.role} may not erase`);
  const { db, env, now } = runtime();
  const { accountId } = env;
  const order = parseProviderId(id, accountId);
  const saved = await getSavedDocuments(
    db,
    accountId,
    kind === "session" ? { sessionId: order } : { transactionId: order },
  );
  if (saved === undefined) throw new AppError("not-found", "no such order is stored");
  const person = personOf(saved);
  const ids = [...new Set([...person.ids, ...(await findPerson(db, accountId, person))])];
  if (isDryRun) return { documents: ids.length, is_done: false };
  const deps = { db, accountId, now };
  await decideErasure(deps, {
    ...person,
    ids,
    because: "request",
    record: (tx) =>
      recordAudit(tx, {
        accountId,
        at: now(),
        actorId: viewer.userId,
        action: "privacy.erase",
        outcome: "done",
        subject: { kind, id: order },
        reason,
        details: { documents: ids.length, contacts: person.emails.length + person.phones.length },
        ...origin,
      }),
  });
  await finishErasing(deps);
  return { documents: ids.length, is_done: true };
}

function personOf({ session, transaction, sessionId, transactionId }: SavedDocuments) {
  const people = [session, transaction].flatMap((half) =>
    half === undefined ? [] : [personalIdentifiers(half.document)],
  );
  return {
    ids: [sessionId, transactionId].filter((id) => id !== undefined),
    emails: people.flatMap(({ emails }) => emails),
    phones: people.flatMap(({ phones }) => phones),
  };
}
