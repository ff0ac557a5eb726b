import { daysOfLast, lastOfDays } from "./last-days";
import type { LocalDay } from "./local-day";
import { EVERY_ORDER, type OrderFilter, orderFilterParams } from "./order-filter";
import { lookParams, type OrderLook, readOrderLook, VIEW_PARAMETER } from "./order-look";

/**
 * A view that somebody kept: a name for an address of the list. What it shows is held as that address says it, so that
 * opening one is going to an address, and a value that is not known any more gets the notice that every address gets.
 */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  /** Parameters of `/orders`, as `viewQueryOf` writes them. */
  readonly query: string;
  /** Everybody's; else the reader's own. */
  readonly isShared: boolean;
  /** The reader's own choice: it opens when `/orders` is entered without parameters. */
  readonly isDefault: boolean;
  /** Rises with every change; what was meant for an older version is refused. */
  readonly version: number;
  readonly updatedAt: string;
  /** Who changed it last, by name. */
  readonly updatedBy?: string | undefined;
}

const MAX_NAME = 60;
/** Characters of a query. */
export const MAX_VIEW_QUERY = 4_000;
/** Of one person, and as many again that are shared. */
export const MAX_VIEWS = 50;

/**
 * Which orders of which date, and of captures so many days after the authorization, which only a filter by captures can
 * ask for: a view without any of these leaves them as they are.
 */
const DAYS = ["by", "from", "to", "last", "hour", "days_to_capture"] as const;
/** A place in a list is no part of what the list is. */
const OF_A_PAGE = ["after", "before"] as const;

/** `text` as a view's name, with single spaces; undefined for one that is empty, too long or holds what cannot be seen. */
export function viewNameOf(text: string): string | undefined {
  const name = text.normalize("NFC").replace(/\s+/gu, " ").trim();
  if (name === "" || [...name].length > MAX_NAME || /\p{C}/u.test(name)) return undefined;
  // A shared view's name is read by everybody, and none needs somebody's address.
  return name.includes("@") ? undefined : name;
}

/** What a view of the list under `filter`, looking like `look`, keeps. */
export function viewQueryOf(filter: OrderFilter, look: OrderLook): string {
  const params = orderFilterParams({ ...filter, after: undefined, before: undefined });
  for (const [name, value] of lookParams({ ...look, view: undefined })) params.append(name, value);
  return params.toString();
}

/** Whether a view with this query says which days; one that does not leaves them as they are. */
export function hasDays(query: string): boolean {
  const params = new URLSearchParams(query);
  return DAYS.some((name) => params.has(name));
}

/** The address that opens `view`, over the days of `shown`, the list one comes from, when it has none of its own. */
export function viewHref({ id, query }: Pick<SavedView, "id" | "query">, shown?: OrderFilter): string {
  const params = new URLSearchParams(query);
  if (shown !== undefined && !hasDays(query)) {
    const days = orderFilterParams(shown);
    for (const name of DAYS) for (const value of days.getAll(name)) params.append(name, value);
  }
  params.append(VIEW_PARAMETER, id);
  return `/orders?${params}`;
}

/** Whether the address with `params` shows another list than the view with `query`. */
export function isEdited(query: string, params: URLSearchParams): boolean {
  const compared = (of: URLSearchParams) => comparable(of, hasDays(query));
  return compared(new URLSearchParams(query)) !== compared(params);
}

/** The same for every way of writing the same address: filters in any order, what goes without saying left out. */
function comparable(params: URLSearchParams, withDays: boolean): string {
  const { look, rest } = readOrderLook(params);
  for (const name of withDays ? OF_A_PAGE : [...OF_A_PAGE, ...DAYS]) rest.delete(name);
  for (const [name, usual] of [
    ["by", EVERY_ORDER.by],
    ["limit", String(EVERY_ORDER.limit)],
  ] as const) {
    if (rest.getAll(name).every((value) => value.trim() === usual)) rest.delete(name);
  }
  const asked = [...rest]
    .filter(([, value]) => value.trim() !== "")
    .map((pair) => new URLSearchParams([pair]));
  const shown = new URLSearchParams(
    lookParams({ ...look, view: undefined }).map(([name, value]) => [name, value]),
  );
  return [...new Set(asked.map(String))].toSorted().concat(shown.toString()).join("&");
}

/** What a view keeps of the days that the list shows: the same counted from any day, these very ones, or none. */
export const KEPT_DAYS = ["moving", "fixed", "none"] as const;
export type KeptDays = (typeof KEPT_DAYS)[number];

/** What there is to choose for a list under `filter` on the day `today`, the usual first; empty without any days. */
export function daysToKeep(filter: OrderFilter, today: LocalDay): readonly KeptDays[] {
  const moving = lastOf(filter, today);
  const isFixable = moving === undefined || daysOfLast(moving, today) !== undefined;
  if (filter.last === undefined && filter.from === undefined && filter.to === undefined) return [];
  return [
    ...(moving === undefined ? [] : ["moving" as const]),
    ...(isFixable ? ["fixed" as const] : []),
    "none",
  ];
}

/** `filter` with its days as a view keeps them. */
export function keepingDays(filter: OrderFilter, kept: KeptDays, today: LocalDay): OrderFilter {
  const last = lastOf(filter, today);
  const days = last && daysOfLast(last, today);
  switch (kept) {
    case "moving":
      return last === undefined ? filter : { ...filter, last, from: undefined, to: undefined };
    case "fixed":
      return days === undefined ? filter : { ...filter, ...days, last: undefined };
    case "none":
      return withoutDays(filter);
  }
}

/** `filter` over all days, whatever they are of. */
export function withoutDays(filter: OrderFilter): OrderFilter {
  const { by } = EVERY_ORDER;
  const none = { from: undefined, to: undefined, last: undefined, hour: undefined, daysToCapture: undefined };
  return { ...filter, by, ...none };
}

function lastOf({ last, from, to }: OrderFilter, today: LocalDay) {
  if (last !== undefined || from === undefined || to === undefined) return last;
  return lastOfDays({ from, to }, today);
}
