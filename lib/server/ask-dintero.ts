import "server-only";
import type { Fetched, UnreadableEntry } from "@/lib/dintero/client";
import type { LookupTerm } from "@/lib/domain/lookup-term";
import type { OrderSummary } from "@/lib/domain/order-summary";
import type { Session } from "@/lib/domain/session";
import { summarizeOrder } from "@/lib/domain/summarize-order";
import type { Transaction } from "@/lib/domain/transaction";
import { hasCode } from "@/lib/errors";
import type { SearchMatch } from "@/lib/queries/search";
import { runtime } from "@/lib/runtime";
import { toMatch } from "./match";
import { remember } from "./remember";

/** For all calls of one search together. */
const TOTAL_MS = 10_000;
/** Of each list; a reference is reused a few times, and a person with more orders than this has a reference to give. */
const PAGE = 25;

/** Dintero finds by its own ids, and by text: references, e-mail, phone and full name (API.md 4.1, 5.1). */
const ASKABLE: readonly LookupTerm["kind"][] = [
  "session-id",
  "transaction-id",
  "reference",
  "email",
  "phone",
  "name",
];

export function canAskDintero(terms: readonly LookupTerm[]): boolean {
  return terms.some((term) => ASKABLE.includes(term.kind));
}

/**
 * Asks Dintero for what `terms` mean, remembers every answer, and gives the orders that really match: Dintero's text
 * search may be wider than what was typed. An order that cannot be read does not hide the others.
 * @throws AppError "upstream-..."; "upstream-invalid-response" when nothing matches but what cannot be read may
 */
export async function askDintero(terms: readonly LookupTerm[]): Promise<readonly SearchMatch[]> {
  const signal = AbortSignal.timeout(TOTAL_MS);
  const answers = await Promise.all(terms.map((term) => askFor(term, signal)));
  const orders = paired(
    answers.flatMap((answer) => answer.sessions),
    answers.flatMap((answer) => answer.transactions),
  );
  const matches: SearchMatch[] = [];
  for (const { session, transaction } of orders) {
    await remember({ session: answerOf(session), transaction: answerOf(transaction) });
    const documents = { session: session?.value, transaction: transaction?.value };
    const summary = summarizeOrder(documents, runtime().now());
    const term = terms.find((candidate) => isAbout(summary, candidate));
    if (term !== undefined) matches.push(toMatch(summary, whyOf(summary, term)));
  }
  const [unreadable] = answers.flatMap((answer) => answer.unreadable);
  if (matches.length === 0 && unreadable !== undefined) throw unreadable.error;
  return matches;
}

function whyOf({ customerName = "" }: OrderSummary, { kind, value }: LookupTerm) {
  return kind === "name" ? { field: kind, text: customerName, part: value } : { field: kind, text: value };
}

interface Answer {
  readonly sessions: readonly Fetched<Session>[];
  readonly transactions: readonly Fetched<Transaction>[];
  readonly unreadable: readonly UnreadableEntry[];
}

const NOTHING: Answer = { sessions: [], transactions: [], unreadable: [] };

async function askFor({ kind, value, typed }: LookupTerm, signal: AbortSignal): Promise<Answer> {
  const { dintero } = runtime();
  const options = { signal };
  switch (kind) {
    case "session-id":
      return { ...NOTHING, sessions: await unlessMissing(dintero.getSession(value, options)) };
    case "transaction-id":
      return { ...NOTHING, transactions: await unlessMissing(dintero.getTransaction(value, options)) };
    case "reference":
    case "name": {
      const filter = { search: typed ?? value, limit: PAGE };
      const [sessions, transactions] = await Promise.all([
        dintero.listSessions(filter, options),
        dintero.listTransactions(filter, options),
      ]);
      return {
        sessions: sessions.entries,
        transactions: transactions.entries,
        unreadable: [...sessions.unreadable, ...transactions.unreadable],
      };
    }
    // Sessions are not searched by these.
    case "email":
    case "phone": {
      const page = await dintero.listTransactions({ search: typed ?? value, limit: PAGE }, options);
      return { ...NOTHING, transactions: page.entries, unreadable: page.unreadable };
    }
    default:
      return NOTHING;
  }
}

/** That there is no such id is an answer; an id does not tell which kind it is of. */
async function unlessMissing<T>(call: Promise<Fetched<T>>): Promise<readonly Fetched<T>[]> {
  try {
    return [await call];
  } catch (error) {
    if (hasCode(error, "not-found") || hasCode(error, "invalid-id")) return [];
    throw error;
  }
}

interface Order {
  readonly session?: Fetched<Session> | undefined;
  readonly transaction?: Fetched<Transaction> | undefined;
}

/** Each session with its transaction where both came back; whatever came back twice, once. */
function paired(
  sessions: readonly Fetched<Session>[],
  transactions: readonly Fetched<Transaction>[],
): readonly Order[] {
  const open = new Map(transactions.map((transaction) => [transaction.value.id, transaction]));
  const known = new Map(sessions.map((session) => [session.value.id, session]));
  const orders: Order[] = [...known.values()].map((session) => {
    const { transactionId } = session.value;
    const transaction = transactionId === undefined ? undefined : open.get(transactionId);
    if (transaction !== undefined) open.delete(transactionId);
    return { session, transaction };
  });
  return [...orders, ...[...open.values()].map((transaction) => ({ transaction }))];
}

function answerOf<T extends { readonly id?: string | undefined }>(fetched: Fetched<T> | undefined) {
  return fetched?.value.id === undefined ? undefined : { ...fetched, id: fetched.value.id };
}

function isAbout(order: OrderSummary, { kind, value }: LookupTerm): boolean {
  const isSame = (text: string | undefined) => text?.trim().toLowerCase() === value.trim().toLowerCase();
  switch (kind) {
    case "session-id":
      return order.sessionId === value;
    case "transaction-id":
      return order.transactionId === value;
    case "reference":
      return isSame(order.merchantReference) || isSame(order.merchantReference2);
    case "email":
      return isSame(order.customerEmail);
    case "phone":
      return order.customerPhone === value;
    case "name":
      return order.customerName?.includes(value) === true;
    default:
      return false;
  }
}
