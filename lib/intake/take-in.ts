import type { Database } from "@/lib/db/connect";
import { type DocumentMark, listDocumentMarks } from "@/lib/db/document-marks";
import { insertFindings } from "@/lib/db/findings";
import { forgetUnreadable, NO_ID, noteUnreadable } from "@/lib/db/unreadable-documents";
import type { Dintero, Fetched, ListPage } from "@/lib/dintero/client";
import type { Session } from "@/lib/domain/session";
import type { Transaction } from "@/lib/domain/transaction";
import { hasCode, isAppError } from "@/lib/errors";
import { type Answers, apply, type Source } from "./apply";
import { sessionCandidate, transactionCandidate } from "./candidate";
import { learntFrom } from "./learnt";
import { isOutage } from "./work";

export type Kind = "session" | "transaction";

export interface TakeInDeps {
  readonly db: Database;
  readonly accountId: string;
  readonly dintero: Dintero;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly source: Extract<Source, "reconcile" | "import">;
  /** What happened since is worth a finding when no delivery told of it; absent for history. Milliseconds since 1970. */
  readonly watchingSince?: number | undefined;
  /** Told of a document that cannot be read or kept; `isNew`: not known before, or for another reason. */
  readonly onUnreadable: (kind: Kind, id: string, problem: string, isNew: boolean) => void;
}

export interface Tally {
  /** Entries of lists. */
  seen: number;
  /** Orders fetched, since they differed. */
  fetched: number;
  /** Orders that the store knows more of than before. */
  changed: number;
  unreadable: number;
}

export const newTally = (): Tally => ({ seen: 0, fetched: 0, changed: 0, unreadable: 0 });

/** Orders in hand at once: enough to hide half of the latency, few enough to leave Dintero to the pages. */
const AT_ONCE = 2;

/**
 * Compares one page of a list with what is held, in one query, and learns in full what differs: a list may leave things
 * out, so its entries are only compared, never kept.
 */
export async function takeInPage(
  kind: Kind,
  page: ListPage<Session> | ListPage<Transaction>,
  deps: TakeInDeps,
  tally: Tally,
): Promise<void> {
  const entries: readonly Fetched<Session | Transaction>[] = page.entries;
  const ids = entries.flatMap(({ value }) => value.id ?? []);
  const marks = await listDocumentMarks(deps.db, deps.accountId, kind, ids);
  const differing = entries.flatMap((entry) => {
    const { id } = entry.value;
    return id !== undefined && isNews(kind, id, entry, marks.get(id)) ? [id] : [];
  });
  tally.seen += page.size;
  for (const { id, error } of page.unreadable) {
    // By itself it may be readable; if it is not, that is noted then.
    if (id !== undefined) differing.push(id);
    else await note(kind, NO_ID, withoutPosition(error.message), deps, tally);
  }
  for (const { value } of entries) {
    if (value.id === undefined) await note(kind, NO_ID, "id: missing", deps, tally);
  }
  await takeInAll(kind, differing, deps, tally);
}

/** Learns each of `ids` in full, two at a time. */
export async function takeInAll(
  kind: Kind,
  ids: readonly string[],
  deps: TakeInDeps,
  tally: Tally,
): Promise<void> {
  const left = [...new Set(ids)];
  const work = async () => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) await takeIn(kind, id, deps, tally);
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

/** Asks for both halves of one order, says what is news in them, and applies them. */
async function takeIn(kind: Kind, id: string, deps: TakeInDeps, tally: Tally): Promise<void> {
  const { db, accountId, dintero } = deps;
  const getSession = (asked: string) =>
    read({ kind: "session", id: asked, isListed: asked === id }, dintero.getSession, deps, tally);
  const getTransaction = (asked: string) =>
    read({ kind: "transaction", id: asked, isListed: asked === id }, dintero.getTransaction, deps, tally);
  let sessionId = kind === "session" ? id : undefined;
  let session = sessionId === undefined ? undefined : await getSession(sessionId);
  const transactionId = kind === "transaction" ? id : session?.value.transactionId;
  const transaction = transactionId === undefined ? undefined : await getTransaction(transactionId);
  if (sessionId === undefined) {
    sessionId = transaction?.value.sessionId;
    session = sessionId === undefined ? undefined : await getSession(sessionId);
  }
  tally.fetched += 1;
  if (deps.watchingSince !== undefined) {
    const told = { sessionId, session: session?.value, transactionId, transaction: transaction?.value };
    const { watchingSince } = deps;
    const learnt = await learntFrom(db, accountId, told, { watchingSince, now: deps.now() });
    await insertFindings(db, accountId, learnt, deps.now());
  }
  const halves = [
    { kind: "session", id: sessionId, fetched: session },
    { kind: "transaction", id: transactionId, fetched: transaction },
  ] as const;
  if (await keep(halves, deps, tally)) tally.changed += 1;
}

async function read<T>(
  { kind, id, isListed }: { readonly kind: Kind; readonly id: string; readonly isListed: boolean },
  get: (id: string) => Promise<Fetched<T>>,
  deps: TakeInDeps,
  tally: Tally,
): Promise<Fetched<T> | undefined> {
  try {
    return await get(id);
  } catch (error) {
    if (hasCode(error, "not-found") || hasCode(error, "invalid-id")) {
      // What a document only names may be missing; what Dintero lists must turn up, so it is asked for again.
      if (isListed) await note(kind, id, "listed, but not found by its id", deps, tally);
      return undefined;
    }
    if (!hasCode(error, "upstream-invalid-response")) throw error;
    await note(kind, id, error.message, deps, tally);
    return undefined;
  }
}

interface Half {
  readonly kind: Kind;
  readonly id: string | undefined;
  readonly fetched: Fetched<Session | Transaction> | undefined;
}

/**
 * Applies what was fetched; both halves together, or, where one cannot be kept, the other alone: one poisoned document
 * must not hold up all others for ever (F26). @returns whether the store knows more than before
 */
async function keep(halves: readonly Half[], deps: TakeInDeps, tally: Tally): Promise<boolean> {
  const known = halves.flatMap(({ kind, id, fetched }) =>
    id === undefined || fetched === undefined ? [] : [{ kind, id, fetched }],
  );
  if (known.length === 0) return false;
  const answers: Answers = Object.fromEntries(
    known.map(({ kind, id, fetched: { document, fetchedAt } }) => [kind, { id, document, fetchedAt }]),
  );
  try {
    const { isChanged } = await apply(deps, answers, deps.source);
    await forgetUnreadable(
      deps.db,
      deps.accountId,
      known.map(({ kind, id }) => ({ kind, documentId: id })),
    );
    return isChanged;
  } catch (error) {
    const code = isAppError(error) ? error.code : "internal";
    if (isOutage(code)) throw error;
    if (known.length > 1) {
      const alone: boolean[] = [];
      for (const half of known) alone.push(await keep([half], deps, tally));
      return alone.includes(true);
    }
    const problem = isAppError(error) ? error.message : "it cannot be kept";
    for (const { kind, id } of known) await note(kind, id, problem, deps, tally);
    return false;
  }
}

async function note(kind: Kind, documentId: string, problem: string, deps: TakeInDeps, tally: Tally) {
  tally.unreadable += 1;
  const isNew = await noteUnreadable(deps.db, deps.accountId, { kind, documentId, problem }, deps.now());
  deps.onUnreadable(kind, documentId, problem, isNew);
}

/** `body[3].amount: ...` is `amount: ...` wherever in a page it stands. */
function withoutPosition(problem: string): string {
  return problem.replace(/^body\[\d+\]\.?/, "");
}

/** Whether an entry of a list says that its document has changed since it was fetched. */
function isNews(
  kind: Kind,
  id: string,
  { value, document, fetchedAt }: Fetched<Session | Transaction>,
  held: DocumentMark | undefined,
): boolean {
  if (held === undefined) return true;
  const answer = { id, document, fetchedAt };
  const listed =
    kind === "session" ? sessionCandidate(answer, "reconcile") : transactionCandidate(answer, "reconcile");
  if (listed.version !== undefined && held.version !== undefined && listed.version !== held.version) {
    return listed.version > held.version;
  }
  if ((listed.changedAt ?? "") > (held.changedAt ?? "")) return true;
  if (listed.eventCount > held.eventCount) return true;
  const isSameAge = (listed.changedAt ?? "") === (held.changedAt ?? "");
  return isSameAge && "status" in value && value.status !== undefined && value.status !== held.status;
}
