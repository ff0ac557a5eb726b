import { sessionEventFailure, transactionEventFailure } from "./event-failure";
import { byInstant } from "./instant";
import type { JsonObject } from "./json";
import { orderItems } from "./lines";
import { type CurrencyCode, type MinorUnits, minorUnits } from "./minor-units";
import { answers, asCarriedOut, didFail, didSucceed, operationOf, requestedOperation } from "./money-event";
import type { CallbackNote, EventSource, OrderDocuments, Outcome, TimelineEntry } from "./order";
import type { Session, SessionEvent } from "./session";
import { splitTableOf } from "./splits";
import type { Transaction, TransactionEvent } from "./transaction";

/**
 * All that happened to an order as one story, oldest first: session events, transaction events and callbacks of ours.
 * A request that was answered is folded into its answer, repeated small steps into one entry with a count. Names we do
 * not know are kept; an entry without a readable time stays behind its predecessor.
 */
export function timelineOf(
  documents: OrderDocuments,
  callbacks: readonly CallbackNote[] = [],
): readonly TimelineEntry[] {
  const { session, transaction } = documents;
  const entries = [
    ...(session === undefined ? [] : sessionEntries(session)),
    ...(transaction === undefined ? [] : transactionEntries(transaction, documents)),
    ...callbacks.map(callbackEntry),
  ];
  return withUniqueIds(folded(byInstant(entries, (entry) => entry.at)));
}

const SESSION_EVENTS = new Set(
  `INITIATED VISITED SET_BILLING_ADDRESS SET_SHIPPING_ADDRESS SET_SHIPPING_OPTION SET_DISCOUNT_CODES SET_GIFT_CARD
   UPDATE_SESSION PAY_LOCK_START PAY_LOCK_META PAY_LOCK_END PAY_FAILED AUTHORIZED DECLINED FAILED COMPLETED CANCELLED
   UNKNOWN AUTH_CALLBACK_SENT ON_HOLD_CALLBACK_SENT PAYMENT_TOKEN_FLOW_START PUSH_NOTIFICATION_SENT
   SECRET_CONFIRMATION_CODE_SENT SET_MY_DINTERO ADD_PAYMENT_INFORMATION`.split(/\s+/),
);

/** Steps that customers and shops repeat; a row of them says no more than one with a count. */
const FOLDABLE = new Set(
  `VISITED SET_BILLING_ADDRESS SET_SHIPPING_ADDRESS SET_SHIPPING_OPTION SET_DISCOUNT_CODES SET_GIFT_CARD UPDATE_SESSION
   PAY_LOCK_META PUSH_NOTIFICATION_SENT`.split(/\s+/),
);

const OUTCOME_BY_SESSION_EVENT: Readonly<Record<string, Outcome>> = {
  PAY_FAILED: "failed",
  DECLINED: "failed",
  FAILED: "failed",
  AUTHORIZED: "done",
  COMPLETED: "done",
  UNKNOWN: "pending",
};

function sessionEntries(session: Session): readonly TimelineEntry[] {
  return byInstant(indexed(session.events, "session"), ({ event }) => event.createdAt).map(
    ({ event, source }) => sessionEntry(event, source, session.order.currency),
  );
}

function sessionEntry(event: SessionEvent, source: EventSource, currency: CurrencyCode): TimelineEntry {
  const { amount, payment_product_type: product } = event.details;
  return {
    id: `evt-s-${event.id ?? source.index + 1}`,
    at: event.createdAt,
    lane: "customer",
    name: event.name,
    isKnown: SESSION_EVENTS.has(event.name),
    outcome: OUTCOME_BY_SESSION_EVENT[event.name] ?? "info",
    amount: typeof amount === "number" && Number.isSafeInteger(amount) ? minorUnits(amount) : undefined,
    currency,
    paymentProductType: typeof product === "string" ? product : undefined,
    eventId: event.id,
    requestId: event.requestId,
    count: 1,
    failure: sessionEventFailure(event),
    lines: [],
    details: withHeaders(event.details, event.requestHeaders),
    sources: [source],
  };
}

function transactionEntries(transaction: Transaction, documents: OrderDocuments): readonly TimelineEntry[] {
  const descriptions = new Map(orderItems(documents).map((item) => [item.lineId, item.description]));
  const events = byInstant(
    indexed(asCarriedOut(transaction.events), "transaction"),
    ({ event }) => event.createdAt,
  );
  const requestOf = new Map<TransactionEvent, (typeof events)[number]>();
  for (const request of events) {
    if (requestedOperation(request.event) === undefined) continue;
    const answer = events.find(({ event }) => answers(event, request.event) && !requestOf.has(event));
    if (answer !== undefined) requestOf.set(answer.event, request);
  }
  const answered = new Set([...requestOf.values()].map(({ event }) => event));
  return events
    .filter(({ event }) => !answered.has(event))
    .map(({ event, source }) =>
      transactionEntry(event, source, transaction, descriptions, requestOf.get(event)),
    );
}

function transactionEntry(
  event: TransactionEvent,
  source: EventSource,
  transaction: Transaction,
  descriptions: ReadonlyMap<string, string | undefined>,
  request: { readonly event: TransactionEvent; readonly source: EventSource } | undefined,
): TimelineEntry {
  return {
    id: `evt-t-${event.id ?? source.index + 1}`,
    at: event.createdAt,
    lane: "money",
    name: event.event,
    isKnown: operationOf(event) !== undefined || requestedOperation(event) !== undefined,
    outcome: outcomeOf(event),
    amount: event.amount ?? impliedAmount(event, transaction),
    currency: transaction.currency,
    status: event.correction?.status ?? event.transactionStatus,
    paymentProductType: transaction.paymentProductType,
    actor: event.createdBy ?? request?.event.createdBy,
    eventId: event.id,
    requestId: event.requestId,
    eventReference: event.eventReference ?? request?.event.eventReference,
    requestedAt: request?.event.createdAt,
    count: 1,
    failure: transactionEventFailure(event, transaction.paymentProductType),
    splits: splitTableOf(event),
    lines: event.items.map(({ lineId, quantity, amount, description }) => ({
      lineId,
      description: description ?? (lineId === undefined ? undefined : descriptions.get(lineId)),
      quantity,
      amount,
    })),
    settlements: event.settlements,
    details: withHeaders(event.metadata, event.requestHeaders),
    sources: request === undefined ? [source] : [request.source, source],
  };
}

/** An authorization without an amount of its own is for the whole of it. */
function impliedAmount(event: TransactionEvent, transaction: Transaction): MinorUnits | undefined {
  return operationOf(event) === "AUTHORIZE" && didSucceed(event) ? transaction.amount : undefined;
}

function outcomeOf(event: TransactionEvent): Outcome {
  if (didFail(event)) return "failed";
  // A request that reaches this point has no answer.
  if (requestedOperation(event) !== undefined) return "pending";
  const isUnderReview = event.transactionStatus === "ON_HOLD" && operationOf(event) === "AUTHORIZE";
  if (isUnderReview) return "pending";
  if (operationOf(event) === undefined) return "info";
  return didSucceed(event) ||
    event.success === true ||
    operationOf(event) === "INITIALIZE" ||
    operationOf(event) === "SETTLEMENT"
    ? "done"
    : "pending";
}

function callbackEntry(note: CallbackNote): TimelineEntry {
  return {
    id: `evt-c-${note.id}`,
    at: note.receivedAt,
    lane: "callback",
    name: note.event ?? note.error ?? "callback",
    isKnown: true,
    outcome: note.error === undefined ? "info" : "failed",
    status: note.state,
    count: note.attempts,
    href: note.href,
    lines: [],
    details: {
      ...(note.event && { event: note.event }),
      ...(note.error && { error: note.error }),
      state: note.state,
    },
    sources: [],
  };
}

function indexed<Event>(
  events: readonly Event[],
  document: EventSource["document"],
): readonly { readonly event: Event; readonly source: EventSource }[] {
  return events.map((event, index) => ({ event, source: { document, index } }));
}

function withHeaders(details: JsonObject, headers: JsonObject | undefined): JsonObject {
  return headers === undefined ? details : { ...details, request_headers: headers };
}

/** Like steps in a row become the first of them, with how often, until when, and what the last one said. */
function folded(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const rows: TimelineEntry[] = [];
  for (const entry of entries) {
    const previous = rows.at(-1);
    if (previous !== undefined && isRepeat(previous, entry)) {
      rows[rows.length - 1] = {
        ...previous,
        count: previous.count + 1,
        lastAt: entry.at,
        amount: entry.amount ?? previous.amount,
        details: entry.details,
        sources: [...previous.sources, ...entry.sources],
      };
    } else rows.push(entry);
  }
  return rows;
}

function isRepeat(previous: TimelineEntry, entry: TimelineEntry): boolean {
  return (
    entry.lane === "customer" &&
    entry.name === previous.name &&
    previous.lane === "customer" &&
    FOLDABLE.has(entry.name)
  );
}

/** An anchor names one entry, and holds nothing that an address would have to escape. */
function withUniqueIds(entries: readonly TimelineEntry[]): readonly TimelineEntry[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    const plain = entry.id.replace(/[^A-Za-z0-9_-]+/g, "-");
    let id = plain;
    for (let copy = 2; taken.has(id); copy += 1) id = `${plain}-${copy}`;
    taken.add(id);
    return { ...entry, id };
  });
}
