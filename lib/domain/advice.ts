import { CALLBACK_GRACE_MS, type CallbackStory, callbackStory } from "./callback-story";
import { explainState } from "./explain";
import { lastAttempt } from "./failure";
import { instantOf } from "./instant";
import { didSucceed, inOrder, operationOf } from "./money-event";
import type { Amounts, CallbackNote, Failure, OrderDocuments } from "./order";

/** What is known besides the documents. */
export interface Surroundings {
  /** Messages of Dintero's about this order, and what our check found, oldest first. */
  readonly callbacks?: readonly CallbackNote[] | undefined;
  /** The address at which we take callbacks; without it nothing is said of a message that is missing. */
  readonly ownCallbackUrl?: string | undefined;
}

/**
 * What should be said of an order in which nothing failed: a review, an outcome nobody knows, an attempt without an
 * end, a payment whose news did not get through. In this order, and undefined when there is nothing to say.
 *
 * @param status as `statusOf` or `sessionStatusOf` gives it
 */
export function adviceOf(
  documents: OrderDocuments,
  status: string,
  amounts: Amounts,
  surroundings: Surroundings,
  now: number,
): Failure | undefined {
  const { session, transaction } = documents;
  const found = {
    source: transaction === undefined ? "session" : "transaction",
    paymentProductType: transaction?.paymentProductType,
    at: transaction?.updatedAt ?? session?.updatedAt,
    operation: "AUTHORIZE",
  } as const;
  if (status === "ON_HOLD") return explainState("underReview", { ...found, reason: status });
  if (status === "UNKNOWN" && amounts.captured === 0)
    return explainState("outcomeUnknown", { ...found, reason: status });
  const started = openAttemptAt(documents, status);
  if (started !== undefined && now - (instantOf(started.at) ?? now) > CALLBACK_GRACE_MS)
    return explainState("attemptOpen", { ...found, ...started });
  return unheard(documents, amounts, surroundings, now);
}

/** The attempt that was begun and has no outcome, while there still may be one. */
function openAttemptAt(
  { session, transaction }: OrderDocuments,
  status: string,
): { readonly reason: string; readonly at: string | undefined } | undefined {
  if (transaction !== undefined)
    return status === "INITIATED" ? { reason: status, at: transaction.createdAt } : undefined;
  const attempt = status === "IN_PROGRESS" && session ? lastAttempt(session) : undefined;
  return attempt?.name === "PAY_LOCK_START" ? { reason: attempt.name, at: attempt.createdAt } : undefined;
}

const RULE_BY_STORY = {
  late: "callbackRefused",
  stuck: "callbackNotApplied",
  missing: "callbackMissing",
  found: "callbackMissing",
  "not-asked": "callbackNotAskedFor",
} as const;

/** The customer has paid, and as far as we can see the shop was not told. */
function unheard(
  documents: OrderDocuments,
  amounts: Amounts,
  surroundings: Surroundings,
  now: number,
): Failure | undefined {
  if (amounts.authorized === 0 || isActedUpon(documents)) return undefined;
  // Without having looked for messages nothing can be said about them.
  if (surroundings.callbacks === undefined) return undefined;
  const story = storyOf(documents, surroundings, now);
  if (!isUnheard(story.kind)) return undefined;
  return explainState(RULE_BY_STORY[story.kind], {
    reason: story.kind === "not-asked" ? "callback_url" : story.kind,
    source: "callback",
    paymentProductType: documents.transaction?.paymentProductType,
    at: story.at ?? paidAt(documents),
    operation: "AUTHORIZE",
  });
}

function isUnheard(kind: CallbackStory["kind"]): kind is keyof typeof RULE_BY_STORY {
  return Object.hasOwn(RULE_BY_STORY, kind);
}

/** What became of telling us about this order's outcome: of a payment only what came after it, without an error. */
export function storyOf(documents: OrderDocuments, surroundings: Surroundings, now: number): CallbackStory {
  const { callbacks = [], ownCallbackUrl } = surroundings;
  const paid = instantOf(paidAt(documents));
  const notes =
    paid === undefined
      ? callbacks
      : callbacks.filter(
          ({ error, receivedAt }) =>
            error === undefined && (instantOf(receivedAt) ?? paid) >= paid - CLOCKS_DIFFER_MS,
        );
  const since = paid ?? instantOf(documents.session?.events.at(-1)?.createdAt);
  return callbackStory(documents, notes, ownCallbackUrl, since, now);
}

/** Dintero's clock and ours. */
const CLOCKS_DIFFER_MS = 60_000;

function paidAt({ transaction }: OrderDocuments): string | undefined {
  return inOrder(transaction?.events ?? []).find(
    (event) => didSucceed(event) && /^(AUTHORIZE|CAPTURE)$/.test(operationOf(event) ?? ""),
  )?.createdAt;
}

const HOUR = 60 * 60_000;

/** Whether somebody has captured, refunded or released since: then the shop knows, however it was told. */
function isActedUpon({ transaction }: OrderDocuments): boolean {
  const events = inOrder(transaction?.events ?? []).filter(didSucceed);
  const first = instantOf(events.find((event) => operationOf(event) === "AUTHORIZE")?.createdAt);
  return events.some((event) => {
    if (!/^(CAPTURE|REFUND|VOID)$/.test(operationOf(event) ?? "")) return false;
    const at = instantOf(event.createdAt);
    const isLater = first !== undefined && at !== undefined && at - first > HOUR;
    return event.createdBy !== undefined || isLater;
  });
}
