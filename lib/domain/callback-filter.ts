import {
  type Channel,
  DELIVERY_OUTCOMES,
  type DeliveryOutcome,
  LOG_KINDS,
  type LogKind,
} from "./delivery-log";

export const PAGE_SIZES = [25, 50, 100] as const;
export type PageSize = (typeof PAGE_SIZES)[number];

/** Where a page of the log begins: right before or after this entry. */
export interface LogCursor {
  /** ISO, as precise as the store holds it. */
  readonly at: string;
  readonly kind: LogKind;
  readonly key: string;
}

/** What the log is asked for; all of it stands in the URL. */
export interface CallbackFilter {
  /** Empty = every outcome. */
  readonly outcomes: readonly DeliveryOutcome[];
  readonly channel?: Channel | undefined;
  readonly event?: string | undefined;
  /** `ANY_ERROR`, or one error's own word. */
  readonly error?: string | undefined;
  /** Local dates of the business time zone: `from` and after, before `to`. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** Only the last so many hours: what the figures of the health strip count. */
  readonly hours?: typeof LAST_HOURS | undefined;
  /** Exactly a session's, a transaction's or an entry's id, or a merchant reference. */
  readonly about?: string | undefined;
  /** Only what came more than once. */
  readonly isRepeated: boolean;
  readonly limit: PageSize;
  /** What is older than this; not together with `after`. */
  readonly before?: LogCursor | undefined;
  /** What is newer than this, the nearest to it. */
  readonly after?: LogCursor | undefined;
}

export const ANY_ERROR = "*";

/** The only number of hours there is a filter for. */
export const LAST_HOURS = 24;

export const EVERY_CALLBACK: CallbackFilter = { outcomes: [], isRepeated: false, limit: 50 };

/**
 * `/callbacks?outcome=&channel=&event=&error=&from=&to=&hours=24&about=&receipts=many&limit=&before=&after=`; `outcome` may stand
 * several times. What is not understood is left out of the filter and named in `unknown`: a parameter by its name, a
 * value as `name=value`.
 */
export function parseCallbackFilter(params: URLSearchParams): {
  readonly filter: CallbackFilter;
  readonly unknown: readonly string[];
} {
  const unknown: string[] = [];
  for (const name of new Set(params.keys())) if (!PARAMETERS.has(name)) unknown.push(cut(name));

  /** The values of `name` that `read` understands. */
  const all = <T>(name: string, read: (value: string) => T | undefined): T[] =>
    params.getAll(name).flatMap((value) => {
      const understood = value === "" ? undefined : read(value);
      if (understood === undefined) unknown.push(cut(`${name}=${value}`));
      return understood === undefined ? [] : [understood];
    });
  const one = <T>(name: string, read: (value: string) => T | undefined): T | undefined => {
    const [first, ...more] = all(name, read);
    if (more.length > 0) unknown.push(name);
    return first;
  };

  const outcomes = new Set(all("outcome", memberOf(DELIVERY_OUTCOMES)));
  const before = one("before", parseCursor);
  const after = one("after", parseCursor);
  if (before !== undefined && after !== undefined) unknown.push("after");
  return {
    filter: {
      outcomes: DELIVERY_OUTCOMES.filter((outcome) => outcomes.has(outcome)),
      channel: one("channel", memberOf(["callback", "webhook"] as const)),
      event: one("event", word),
      error: one("error", (text) => (text === ANY_ERROR ? text : word(text))),
      from: one("from", localDate),
      to: one("to", localDate),
      hours: one("hours", (text) => (text === String(LAST_HOURS) ? LAST_HOURS : undefined)),
      about: one("about", aboutText),
      isRepeated: one("receipts", memberOf(["many"] as const)) !== undefined,
      limit: one("limit", pageSize) ?? EVERY_CALLBACK.limit,
      before,
      after: before === undefined ? after : undefined,
    },
    unknown,
  };
}

const PARAMETERS: ReadonlySet<string> = new Set([
  "outcome",
  "channel",
  "event",
  "error",
  "from",
  "to",
  "hours",
  "about",
  "receipts",
  "limit",
  "before",
  "after",
]);

/** The query of `filter`, without a question mark; "" when it asks for everything. The inverse of `parseCallbackFilter`. */
export function callbackQuery(filter: Partial<CallbackFilter>): string {
  const params = new URLSearchParams();
  const set = (name: string, value: string | undefined) => {
    if (value !== undefined) params.append(name, value);
  };
  for (const outcome of filter.outcomes ?? []) set("outcome", outcome);
  set("channel", filter.channel);
  set("event", filter.event);
  set("error", filter.error);
  set("from", filter.from);
  set("to", filter.to);
  set("hours", filter.hours?.toString());
  set("about", filter.about);
  set("receipts", filter.isRepeated === true ? "many" : undefined);
  set("limit", filter.limit === EVERY_CALLBACK.limit ? undefined : filter.limit?.toString());
  set("before", filter.before && formatCursor(filter.before));
  set("after", filter.after && formatCursor(filter.after));
  return params.toString();
}

/** The page that shows `filter`. */
export function callbacksHref(filter: Partial<CallbackFilter> = {}): string {
  const query = callbackQuery(filter);
  return query === "" ? "/callbacks" : `/callbacks?${query}`;
}

/** The page of one entry, by the id its row has. */
export function callbackHref(id: string): string {
  return `/callbacks/${encodeURIComponent(id)}`;
}

/** A cursor as it stands in an address. */
export function formatCursor({ at, kind, key }: LogCursor): string {
  return `${at}_${kind}_${key}`;
}

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}Z)_([a-z]+)_(.{1,200})$/;

function parseCursor(text: string): LogCursor | undefined {
  const [, at = "", kindText = "", key = ""] = CURSOR.exec(text) ?? [];
  const kind = memberOf(LOG_KINDS)(kindText);
  return kind === undefined || Number.isNaN(Date.parse(at)) ? undefined : { at, kind, key };
}

function memberOf<T extends string>(words: readonly T[]): (text: string) => T | undefined {
  return (text) => words.find((word) => word === text);
}

/** Events and errors are the provider's own words; a new one is as good as any. */
function word(text: string): string | undefined {
  return /^[\w.:-]{1,200}$/.test(text) ? text : undefined;
}

/** An address of a person has no place in a URL, not even as a question. */
function aboutText(text: string): string | undefined {
  const trimmed = text.trim();
  return trimmed.length > 0 && trimmed.length <= 200 && !trimmed.includes("@") ? trimmed : undefined;
}

/** A day that exists, in the years that PostgreSQL and people write alike. */
function localDate(text: string): string | undefined {
  if (!/^[12]\d{3}-\d\d-\d\d$/.test(text)) return undefined;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text) ? text : undefined;
}

function pageSize(text: string): PageSize | undefined {
  return PAGE_SIZES.find((size) => String(size) === text);
}

const cut = (text: string) => (text.length > 100 ? `${text.slice(0, 100)}…` : text);
