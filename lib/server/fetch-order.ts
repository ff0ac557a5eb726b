import "server-only";
import { findOrders, getSavedDocuments, type OrderMatch } from "@/lib/db/orders";
import { toSession, toTransaction } from "@/lib/dintero/to-domain";
import type { JsonObject } from "@/lib/domain/json";
import type { OrderView, PartProblem } from "@/lib/domain/order-view";
import { type ErrorCode, isAppError } from "@/lib/errors";
import type { Answer } from "@/lib/intake/candidate";
import { runtime } from "@/lib/runtime";
import { remember } from "./remember";

export type Kind = "session" | "transaction";
type Halves<T> = { readonly [kind in Kind]?: T | undefined };

export interface HeldDocument {
  readonly document: JsonObject;
  /** When Dintero gave it, ISO. */
  readonly fetchedAt: string;
}

/** What is known of an order, unprojected: it holds what not every role may see and never leaves `lib/server`. */
export interface HeldOrder {
  readonly ids: Halves<string>;
  readonly documents: Halves<HeldDocument>;
  readonly problems: Halves<PartProblem>;
  readonly source: OrderView["source"];
  /** Why this is the saved copy. */
  readonly staleBecause?: ErrorCode | undefined;
  readonly siblings: readonly OrderMatch[];
}

/** For both calls together, the longest a reader waits (FAULTS, F38). */
const TOTAL_MS = 9_000;

/**
 * Asks Dintero for a session or transaction and the half it names, and remembers the answers. When Dintero does not
 * answer, gives the saved copy; when only the second half fails, gives the first with that problem named.
 * @throws AppError "not-found", or "upstream-..." when there is no copy
 */
export async function fetchOrder(kind: Kind, id: string, hasSiblings: boolean): Promise<HeldOrder> {
  const signal = AbortSignal.timeout(TOTAL_MS);
  const first = await firstHalf(kind, id, signal);
  if ("code" in first) return savedOrder(kind, id, hasSiblings, first);
  const other = kind === "session" ? "transaction" : "session";
  const [second, siblings] = await Promise.all([
    otherHalf(other, first.otherId, signal),
    hasSiblings ? siblingsOf(first.references, [id, first.otherId]) : [],
  ]);
  await remember({ [kind]: { id, ...first }, [other]: second.answer });
  return {
    ids: { [kind]: id, [other]: first.otherId },
    documents: { [kind]: first, [other]: second.held },
    problems: { [other]: second.problem },
    source: "dintero",
    siblings,
  };
}

/** One half as Dintero gave it, and what it says about the order's rest. */
interface Half extends HeldDocument {
  readonly otherId?: string | undefined;
  readonly references: readonly (string | undefined)[];
}

async function getHalf(kind: Kind, id: string, signal: AbortSignal): Promise<Half> {
  const { dintero } = runtime();
  if (kind === "session") {
    const { value, document, fetchedAt } = await dintero.getSession(id, { signal });
    const { merchantReference, merchantReference2 } = value.order;
    return {
      document,
      fetchedAt,
      otherId: value.transactionId,
      references: [merchantReference, merchantReference2],
    };
  }
  const { value, document, fetchedAt } = await dintero.getTransaction(id, { signal });
  const { merchantReference, merchantReference2 } = value;
  return {
    document,
    fetchedAt,
    otherId: value.sessionId,
    references: [merchantReference, merchantReference2],
  };
}

interface Refusal {
  readonly code: ErrorCode;
  readonly error: unknown;
}

async function firstHalf(kind: Kind, id: string, signal: AbortSignal): Promise<Half | Refusal> {
  return getHalf(kind, id, signal).catch((error: unknown) => {
    if (isAppError(error) && isUpstream(error.code)) return { code: error.code, error };
    throw error;
  });
}

/** Whether Dintero failed to answer, as opposed to answering that there is no such thing. */
function isUpstream(code: ErrorCode): boolean {
  return code.startsWith("upstream-");
}

async function savedOrder(
  kind: Kind,
  id: string,
  hasSiblings: boolean,
  { code, error }: Refusal,
): Promise<HeldOrder> {
  const saved = await savedCopy(kind, id);
  if (saved?.session === undefined && saved?.transaction === undefined) throw error;
  const { session, transaction, sessionId, transactionId } = saved;
  return {
    ids: { session: sessionId, transaction: transactionId },
    documents: { session, transaction },
    problems: {},
    source: "saved",
    staleBecause: code,
    siblings: hasSiblings ? await siblingsOf(savedReferences(saved), [sessionId, transactionId]) : [],
  };
}

function savedCopy(kind: Kind, id: string) {
  const { db, env } = runtime();
  return getSavedDocuments(db, env.accountId, kind === "session" ? { sessionId: id } : { transactionId: id });
}

function savedReferences({ session, transaction }: Halves<HeldDocument>): readonly (string | undefined)[] {
  const order = session && toSession(session.document).order;
  const payment = transaction && toTransaction(transaction.document);
  return [order, payment].flatMap((part) => [part?.merchantReference, part?.merchantReference2]);
}

interface OtherHalf {
  readonly held?: HeldDocument | undefined;
  /** The half as Dintero gave it just now, to be remembered. */
  readonly answer?: Answer | undefined;
  readonly problem?: PartProblem | undefined;
}

async function otherHalf(kind: Kind, id: string | undefined, signal: AbortSignal): Promise<OtherHalf> {
  if (id === undefined) return {};
  try {
    const half = await getHalf(kind, id, signal);
    return { held: half, answer: { id, ...half } };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const { code } = error;
    const held = isUpstream(code) ? (await savedCopy(kind, id))?.[kind] : undefined;
    runtime().log.warn("lookup.half_missing", { part: kind, code, error });
    return { held, problem: { code, savedAt: held?.fetchedAt } };
  }
}

/** The other orders of these references: each retry is a session of its own. Newest first. */
async function siblingsOf(
  references: readonly (string | undefined)[],
  own: readonly (string | undefined)[],
): Promise<readonly OrderMatch[]> {
  const { db, env } = runtime();
  const known = references.flatMap((reference) => (reference?.trim() ? [reference] : []));
  const found = await Promise.all(
    [...new Set(known)].map((value) => findOrders(db, env.accountId, { kind: "reference", value })),
  );
  const keyOf = (order: OrderMatch) => order.sessionId ?? order.transactionId;
  const others = found.flat().filter((order) => !own.includes(keyOf(order)));
  return [...new Map(others.map((order) => [keyOf(order), order])).values()];
}
