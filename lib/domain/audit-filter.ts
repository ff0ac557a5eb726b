import { AUDIT_ACTIONS, AUDIT_KINDS, type AuditAction, type AuditKind, isAuditAction } from "./audit-actions";
import { isLocalDay, type LocalDay } from "./local-day";
import { oneOf, type ParameterProblem, ParameterReader } from "./parameter-reader";

export const AUDIT_OUTCOMES = ["done", "denied", "failed"] as const;
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number];

export const AUDIT_LIMITS = [50, 100, 200] as const;

/** In place of a user's id: what nobody who was signed in did, at the command line for example. */
export const NOBODY = "nobody";

/** What the audit log is asked for; all of it stands in the address. */
export interface AuditFilter {
  readonly kind?: AuditKind | undefined;
  /** A name of ours, or one that an older or newer Kontor has written. */
  readonly action?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  /** A user's id, or `NOBODY`. */
  readonly actor?: string | undefined;
  /** Exactly the id of what it was about; of an order, its session's or its transaction's. */
  readonly about?: string | undefined;
  /** The id of the request, as an error page shows it. */
  readonly request?: string | undefined;
  /** Days of the business time zone: `from` belongs to them, `to` does not. */
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
  readonly limit: (typeof AUDIT_LIMITS)[number];
  /** What is older than the entry with this id; not together with `after`. */
  readonly before?: string | undefined;
  /** What is newer, the nearest to it. */
  readonly after?: string | undefined;
}

export interface AuditProblem {
  readonly name: string;
  readonly value?: string | undefined;
  readonly reason: ParameterProblem["reason"] | "empty-range" | "not-together";
}

export const EVERY_ENTRY: AuditFilter = { limit: 50 };

/**
 * Reads what an address asks for. What it does not know or cannot follow is a problem, never ignored: the page shows a
 * notice, the export answers 400.
 */
export function parseAuditFilter(params: URLSearchParams): {
  readonly filter: AuditFilter;
  readonly problems: readonly AuditProblem[];
} {
  const read = new ParameterReader(params);
  const asked = {
    kind: read.one("kind", oneOf(AUDIT_KINDS)),
    action: read.one("action", (value) => (ACTION.test(value) ? value : undefined)),
    outcome: read.one("outcome", oneOf(AUDIT_OUTCOMES)),
    actor: read.one("actor", (value) => (ACTOR.test(value) ? value : undefined)),
    about: read.one("about", idText),
    request: read.one("request", idText),
    from: read.one("from", dayOf),
    to: read.one("to", dayOf),
    limit: read.one("limit", (value) => AUDIT_LIMITS.find((limit) => String(limit) === value)),
    before: read.one("before", cursorOf),
    after: read.one("after", cursorOf),
  };
  const problems: AuditProblem[] = [...read.problems, ...read.unknownParameters()];
  const { from, to, before, after } = asked;
  const isEmpty = from !== undefined && to !== undefined && from >= to;
  if (isEmpty) problems.push({ name: "to", value: to, reason: "empty-range" });
  if (before !== undefined && after !== undefined) problems.push({ name: "after", reason: "not-together" });
  return {
    filter: {
      ...asked,
      to: isEmpty ? undefined : to,
      limit: asked.limit ?? EVERY_ENTRY.limit,
      after: before === undefined ? after : undefined,
    },
    problems,
  };
}

/** `filter` as parameters, what goes without saying left out. `parseAuditFilter` reads them back. */
export function auditParams(filter: Partial<AuditFilter>): URLSearchParams {
  const params = new URLSearchParams();
  for (const name of NAMES) {
    const value = filter[name];
    if (value !== undefined && !(name === "limit" && value === EVERY_ENTRY.limit))
      params.set(name, String(value));
  }
  return params;
}

const NAMES = [
  "kind",
  "action",
  "outcome",
  "actor",
  "about",
  "request",
  "from",
  "to",
  "limit",
  "before",
  "after",
] as const satisfies readonly (keyof AuditFilter)[];

/** The page that shows `filter`. */
export function auditHref(filter: Partial<AuditFilter> = {}): string {
  return withQuery("/audit", auditParams(filter));
}

/** The file of everything under `filter`, whatever its page. */
export function auditExportHref({
  limit: _,
  before: _before,
  after: _after,
  ...filter
}: Partial<AuditFilter>): string {
  return withQuery("/api/audit/export", auditParams(filter));
}

/** The actions that `filter` asks for; undefined when any will do. */
export function actionsOf({
  kind,
  action,
}: Pick<AuditFilter, "kind" | "action">): readonly string[] | undefined {
  const ofKind = kind && Object.keys(AUDIT_ACTIONS).filter((name) => isOfKind(name, kind));
  if (action === undefined) return ofKind;
  return ofKind === undefined || ofKind.includes(action) ? [action] : [];
}

/** The actions of `kind`, in the order of the catalogue. */
export function actionsOfKind(kind: AuditKind): readonly AuditAction[] {
  return Object.keys(AUDIT_ACTIONS)
    .filter(isAuditAction)
    .filter((name) => AUDIT_ACTIONS[name] === kind);
}

function isOfKind(name: string, kind: AuditKind): boolean {
  return isAuditAction(name) && AUDIT_ACTIONS[name] === kind;
}

function withQuery(path: string, params: URLSearchParams): string {
  const query = params.toString();
  return query === "" ? path : `${path}?${query}`;
}

const ACTION = /^[a-z][a-z.-]{1,60}$/;
const ACTOR = /^[\w-]{1,64}$/;
/** 12 digits of milliseconds and 80 random bits, or what a test or an older hand wrote. */
const CURSOR = /^[0-9a-f]{12,32}$/;

function cursorOf(text: string): string | undefined {
  return CURSOR.test(text) ? text : undefined;
}

/** An address of a person has no place in a URL, not even as a question. */
function idText(text: string): string | undefined {
  return text.length <= 200 && !text.includes("@") ? text : undefined;
}

function dayOf(text: string): LocalDay | undefined {
  return isLocalDay(text) ? text : undefined;
}
