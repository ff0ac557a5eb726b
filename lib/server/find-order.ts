import "server-only";
import { createHash } from "node:crypto";
import { type AuditEntry, recordAudit } from "@/lib/db/audit";
import { findReveal } from "@/lib/db/reveals";
import { parseProviderId } from "@/lib/dintero/ids";
import type { CallbackNote } from "@/lib/domain/order";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { readCallbackNotes } from "./callback-notes";
import { eraseHeld } from "./erase-held";
import { fetchOrder, type HeldOrder, type Kind } from "./fetch-order";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

export interface Question {
  readonly kind: Kind;
  readonly id: string;
  /** A page also shows the other orders of the same reference, and contact data while it is revealed. */
  readonly isForPage: boolean;
  /** What the audit calls this read. */
  readonly action: "orders.read" | "raw.read";
}

/** An order as one viewer may see it for now; still unprojected. */
export interface FoundOrder extends HeldOrder {
  /** ISO; the viewer may see contact data until then. */
  readonly revealedUntil?: string | undefined;
  /** ISO; when its person was erased. The documents are without them then, whatever Dintero answered. */
  readonly erasedAt?: string | undefined;
  /** What Dintero told us of it, oldest first. */
  readonly callbacks: readonly CallbackNote[];
}

/**
 * Looks an order up for `viewer`. The audit row is written while Dintero is asked, and decides: without it there is no
 * data (F61). A refused id is on record too, and nothing was asked for it (F49).
 * @throws AppError "invalid-id", "not-found", "audit-unavailable", or "upstream-..." when there is no saved copy either
 */
export async function findOrder(
  viewer: Viewer,
  question: Question,
  origin: RequestOrigin,
): Promise<FoundOrder> {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not look up orders`);
  await checkId(viewer, question, origin);
  const fetching = fetchOrder(question.kind, question.id, question.isForPage);
  const asked = { [question.kind]: question.id };
  const [audit, reveal, order, callbacks] = await Promise.allSettled([
    audited(viewer, question, origin, { outcome: "done", id: question.id }),
    revealedUntil(viewer, question),
    fetching,
    readCallbackNotes(
      viewer,
      asked,
      // An order that cannot be had fails by itself.
      fetching.then(
        ({ ids }) => ids,
        () => asked,
      ),
    ),
  ]);
  if (audit.status === "rejected") throw audit.reason;
  if (order.status === "rejected") throw order.reason;
  if (reveal.status === "rejected") throw reveal.reason;
  if (callbacks.status === "rejected") throw callbacks.reason;
  const held = await eraseHeld(order.value);
  return { ...held, revealedUntil: reveal.value, callbacks: callbacks.value };
}

async function checkId(viewer: Viewer, question: Question, origin: RequestOrigin): Promise<void> {
  try {
    parseProviderId(question.id, runtime().env.accountId);
  } catch (error) {
    // By its hash: what was sent may be anything.
    const hash = createHash("sha256").update(question.id).digest("hex").slice(0, 32);
    await audited(viewer, question, origin, { outcome: "denied", id: `sha256:${hash}` });
    throw error;
  }
}

function audited(
  viewer: Viewer,
  { kind, action }: Question,
  origin: RequestOrigin,
  { outcome, id }: { readonly outcome: AuditEntry["outcome"]; readonly id: string },
): Promise<void> {
  const { db, env, now } = runtime();
  const subject = { kind, id };
  return recordAudit(db, {
    accountId: env.accountId,
    at: now(),
    actorId: viewer.userId,
    action,
    outcome,
    subject,
    ...origin,
  });
}

async function revealedUntil(viewer: Viewer, { kind, id, isForPage }: Question): Promise<string | undefined> {
  if (!isForPage || !viewer.may("contact.reveal")) return undefined;
  const { db, env, now } = runtime();
  const subject = kind === "session" ? { sessionId: id } : { transactionId: id };
  const reveal = await findReveal(db, env.accountId, viewer.userId, subject, now());
  return reveal?.expiresAt;
}
