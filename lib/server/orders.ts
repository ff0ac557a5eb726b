import "server-only";
import { headers } from "next/headers";
import { getSavedDocuments, type OrderMatch } from "@/lib/db/orders";
import { listRelatedOrders } from "@/lib/db/related-orders";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import { storyOf } from "@/lib/domain/advice";
import { callbackAddress } from "@/lib/domain/callback-address";
import type { OrderDocuments } from "@/lib/domain/order";
import { contextOf, type RelatedOrder } from "@/lib/domain/order-context";
import type { OrderView, SiblingOrder } from "@/lib/domain/order-view";
import { projectDocument } from "@/lib/domain/projection";
import { readOrder } from "@/lib/domain/read-order";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import type { HeldOrder } from "./fetch-order";
import { type FoundOrder, findOrder } from "./find-order";
import { orderHref } from "./order-href";
import { originOf, type RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

/**
 * A session with its transaction, as `viewer` may see it: fresh from Dintero, else the dated saved copy.
 * @param origin who asks, for the audit; a page leaves it out
 * @throws AppError "invalid-id", "not-found", "audit-unavailable", or "upstream-..." when there is no copy
 */
export async function lookUpSession(
  viewer: Viewer,
  sessionId: string,
  origin?: RequestOrigin,
): Promise<OrderView> {
  return lookUp(viewer, "session", sessionId, origin);
}

/** The same by transaction. A page leads to the session's when the view has one. */
export async function lookUpTransaction(
  viewer: Viewer,
  transactionId: string,
  origin?: RequestOrigin,
): Promise<OrderView> {
  return lookUp(viewer, "transaction", transactionId, origin);
}

/**
 * The session a transaction is known to belong to, so that its page can lead on without asking Dintero twice; undefined
 * when the store does not hold both. Shows nothing, so the audit hears only of the page that does.
 */
export async function findSessionOf(viewer: Viewer, transactionId: string): Promise<string | undefined> {
  if (!viewer.may("orders.read")) throw new AppError("forbidden", `${viewer.role} may not look up orders`);
  const { db, env } = runtime();
  const saved = await getSavedDocuments(db, env.accountId, { transactionId });
  return saved?.session && saved.sessionId;
}

async function lookUp(
  viewer: Viewer,
  kind: "session" | "transaction",
  id: string,
  origin: RequestOrigin | undefined,
): Promise<OrderView> {
  const question = { kind, id, isForPage: true, action: "orders.read" } as const;
  const found = await findOrder(viewer, question, origin ?? originOf(await headers()));
  return toView(viewer, found, await relatedTo(found));
}

/** Only now: an order that was never seen before has been remembered by finding it. */
export function relatedTo({ ids }: HeldOrder): Promise<readonly RelatedOrder[]> {
  const { db, env } = runtime();
  return listRelatedOrders(db, env.accountId, { sessionId: ids.session, transactionId: ids.transaction });
}

function toView(viewer: Viewer, found: FoundOrder, related: readonly RelatedOrder[]): OrderView {
  const { ids, problems, source, staleBecause, erasedAt } = found;
  const revealedUntil = erasedAt === undefined ? found.revealedUntil : undefined;
  const isRevealed = revealedUntil !== undefined;
  const shown = projected(found, isRevealed ? "clear" : "masked");
  const raw = isRevealed && !viewer.may("raw.personal") ? projected(found, "masked") : shown;
  const documents = read(shown);
  const { env, now } = runtime();
  const surroundings = { callbacks: found.callbacks, ownCallbackUrl: callbackAddress(env.appUrl) };
  const order = readOrder(documents, now(), surroundings.callbacks, surroundings.ownCallbackUrl);
  return {
    ...documents,
    sessionId: ids.session,
    transactionId: ids.transaction,
    order,
    context: contextOf(order, createdAtOf(documents), related),
    callbackStory: storyOf(documents, surroundings, now()),
    documents: raw,
    readAt: new Date(now()).toISOString(),
    fetchedAt: oldestOf(found),
    source,
    staleBecause,
    problems,
    siblings: found.siblings.map(toSibling),
    contact: {
      isMasked: !isRevealed,
      canReveal: erasedAt === undefined && viewer.may("contact.reveal"),
      revealedUntil,
      erasedAt,
      canErase: viewer.may("privacy.erase"),
    },
    canReadRaw: viewer.may("raw.read"),
  };
}

export function createdAtOf({ session, transaction }: OrderDocuments): string | undefined {
  return session?.createdAt ?? transaction?.createdAt;
}

/** Dintero's objects less every secret, and less what is a person's when `personal` is "masked". */
export function projected(
  { documents: { session, transaction } }: HeldOrder,
  personal: "masked" | "clear",
): OrderView["documents"] {
  return {
    session: session && projectDocument(session.document, { personal }),
    transaction: transaction && projectDocument(transaction.document, { personal }),
  };
}

/** Read after projecting, so that nothing derived can hold what was withheld. */
export function read({ session, transaction }: OrderView["documents"]): OrderDocuments {
  return {
    session: session && toSession(session),
    transaction: transaction && toTransaction(transaction),
  };
}

/** An order is as fresh as its older half. */
export function oldestOf({ documents: { session, transaction } }: HeldOrder): string {
  const instants = [session, transaction].flatMap((half) => (half === undefined ? [] : [half.fetchedAt]));
  return instants.reduce((a, b) => (a < b ? a : b));
}

function toSibling(order: OrderMatch): SiblingOrder {
  return {
    ...orderHref(order),
    status: order.status,
    createdAt: order.createdAt,
    amountMinor: order.ordered,
    currency: order.currency,
    paymentProductType: order.paymentProductType,
  };
}
