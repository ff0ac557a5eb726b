import type { AuditRow } from "./audit-entry";
import { isLocalDay, type LocalDay } from "./local-day";
import { type ParameterProblem, ParameterReader } from "./parameter-reader";

/** Who looked at one order, asked by one of its ids. Days of the business time zone: `from` belongs to them, `to` does not. */
export interface TraceQuestion {
  readonly order?: string | undefined;
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
}

/** Somebody's dealings with the order, as the log has them. */
export interface TracedPerson {
  /** Absent: nobody was signed in. */
  readonly actorId?: string | undefined;
  readonly name?: string | undefined;
  /** ISO. */
  readonly firstAt: string;
  readonly lastAt: string;
  readonly times: number;
  /** Each thing that was done, or tried, and how often; the most frequent first. */
  readonly did: readonly { readonly action: string; readonly outcome: string; readonly times: number }[];
  /** What they gave as reasons, the last first. */
  readonly reasons: readonly { readonly at: string; readonly reason: string }[];
}

/**
 * An export of these days, and whether the order was in it. contained: it is under the filter, and has not changed since.
 * unknown: it has changed since, and nobody can tell how it stood then. Exports that cannot have held it are left out.
 */
export interface TracedExport {
  readonly auditId: string;
  readonly at: string;
  readonly actorName?: string | undefined;
  readonly actorId?: string | undefined;
  /** The list's own query. */
  readonly filter: string;
  readonly orders: number;
  readonly verdict: "contained" | "unknown";
}

export interface Trace {
  /** Under these ids the log was searched: the session's, the transaction's, and its callbacks'. */
  readonly ids: readonly string[];
  /** Whether the store holds the order; without it nothing can be said about exports. */
  readonly isHeld: boolean;
  readonly people: readonly TracedPerson[];
  readonly exports: readonly TracedExport[];
  /** False when there was more than is read at once: the days must be fewer. */
  readonly isComplete: boolean;
}

/** `/audit/trace?order=&from=&to=` */
export function parseTraceQuestion(params: URLSearchParams): {
  readonly question: TraceQuestion;
  readonly problems: readonly ParameterProblem[];
} {
  const read = new ParameterReader(params);
  const dayOf = (text: string) => (isLocalDay(text) ? text : undefined);
  const question = {
    order: read.one("order", (text) => (/^[\w.:-]{1,128}$/.test(text) ? text : undefined)),
    from: read.one("from", dayOf),
    to: read.one("to", dayOf),
  };
  return { question, problems: [...read.problems, ...read.unknownParameters()] };
}

export function traceHref({ order, from, to }: TraceQuestion): string {
  const params = new URLSearchParams();
  if (order !== undefined) params.set("order", order);
  if (from !== undefined) params.set("from", from);
  if (to !== undefined) params.set("to", to);
  return params.size === 0 ? "/audit/trace" : `/audit/trace?${params}`;
}

/** The rows about one order by who they are of; the last to look first. */
export function peopleIn(rows: readonly AuditRow[]): readonly TracedPerson[] {
  const byActor = new Map<string, AuditRow[]>();
  for (const row of rows) {
    const key = row.actorId ?? "";
    byActor.set(key, [...(byActor.get(key) ?? []), row]);
  }
  return [...byActor.values()].map(personOf).toSorted((a, b) => compare(b.lastAt, a.lastAt));
}

function personOf(rows: readonly AuditRow[]): TracedPerson {
  const sorted = rows.toSorted((a, b) => compare(a.at, b.at));
  const first = sorted[0];
  const last = sorted.at(-1);
  const did = new Map<string, { action: string; outcome: string; times: number }>();
  for (const { action, outcome } of sorted) {
    const key = `${action} ${outcome}`;
    did.set(key, { action, outcome, times: (did.get(key)?.times ?? 0) + 1 });
  }
  return {
    actorId: last?.actorId,
    name: last?.actorName,
    firstAt: first?.at ?? "",
    lastAt: last?.at ?? "",
    times: rows.length,
    did: [...did.values()].toSorted((a, b) => b.times - a.times),
    reasons: sorted.toReversed().flatMap(({ at, reason }) => (reason === undefined ? [] : [{ at, reason }])),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What the store knows of the order now, for `wasInExport`. Instants are ISO. */
export interface TracedOrder {
  readonly createdAt?: string | undefined;
  readonly lastEventAt?: string | undefined;
  /** Whether it is under the export's filter as it stands now. */
  readonly isListed: boolean;
}

/**
 * Whether an export of `at` held the order; undefined when it cannot have. What has not changed since stood then as it
 * stands now; of what has, only a filter that asks for everything tells.
 */
export function wasInExport(
  { createdAt, lastEventAt, isListed }: TracedOrder,
  at: string,
  isEverything: boolean,
): TracedExport["verdict"] | undefined {
  const exported = Date.parse(at);
  if (createdAt !== undefined && Date.parse(createdAt) > exported) return undefined;
  const isUnchanged = lastEventAt !== undefined && Date.parse(lastEventAt) <= exported;
  if (isEverything || (isUnchanged && isListed)) return "contained";
  return isUnchanged ? undefined : "unknown";
}
