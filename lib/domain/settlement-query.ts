import type { LocalDay } from "./local-day";
import { ParameterReader } from "./parameter-reader";
import { type AskedDays, dayParams, type PayoutProblem, readAskedDays, withParams } from "./payout-query";
import { decodePlace, encodePlace } from "./place-cursor";

/** Where a page of settlements ends. */
export interface SettlementListPlace {
  readonly listedAt: string;
  readonly id: string;
}

/** What an address of `/payouts/settlements` asks for. The days are those of settling, newest first. */
export interface SettlementsQuery extends AskedDays {
  readonly provider?: string | undefined;
  /** As received: "paid", "postponed". */
  readonly status?: string | undefined;
  /** From how many days on a capture that nobody settled is late. */
  readonly lateAfterDays: number;
  readonly before?: SettlementListPlace | undefined;
}

export const USUAL_LATE_AFTER_DAYS = 7;
const MOST_LATE_AFTER_DAYS = 365;
const MAX_TEXT = 200;

/** Reads what an address asks for. What it does not know or cannot follow is a problem, never ignored. */
export function parseSettlementsQuery(
  params: URLSearchParams,
  today: LocalDay,
): { readonly query: SettlementsQuery; readonly problems: readonly PayoutProblem[] } {
  const { days, read, problems } = readAskedDays(params, today);
  const query: SettlementsQuery = {
    ...days,
    provider: read.one("provider", shortText),
    status: read.one("status", shortText),
    lateAfterDays: read.one("days", wholeDays) ?? USUAL_LATE_AFTER_DAYS,
    before: read.one("before", (value) => {
      const [listedAt, id] = decodePlace("settlements", 2, value) ?? [];
      return listedAt === undefined || id === undefined ? undefined : { listedAt, id };
    }),
  };
  return { query, problems: [...problems, ...read.problems, ...read.unknownParameters()] };
}

function shortText(value: string): string | undefined {
  return value.length <= MAX_TEXT ? value : undefined;
}

function wholeDays(value: string): number | undefined {
  const days = /^\d{1,3}$/.test(value) ? Number(value) : Number.NaN;
  return days <= MOST_LATE_AFTER_DAYS ? days : undefined;
}

/** The address of the list; the same query always gives the same. */
export function settlementsHref(query: Partial<SettlementsQuery> = {}): string {
  const params = dayParams(query);
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) params.append(name, value);
  };
  add("provider", query.provider);
  add("status", query.status);
  const { lateAfterDays, before } = query;
  add("days", lateAfterDays === USUAL_LATE_AFTER_DAYS ? undefined : lateAfterDays?.toString());
  add("before", before && encodePlace("settlements", [before.listedAt, before.id]));
  return withParams("/payouts/settlements", params);
}

/** Where a page of a settlement's captures ends. */
export interface SettlementLinePlace {
  readonly at: string;
  readonly orderKey: string;
  readonly lineId: string;
}

/** What an address of one settlement's page asks for. */
export interface SettlementQuery {
  readonly after?: SettlementLinePlace | undefined;
  /** The attachment that Dintero said is somewhere else. */
  readonly elsewhere?: string | undefined;
}

export function parseSettlementQuery(params: URLSearchParams): {
  readonly query: SettlementQuery;
  readonly problems: readonly PayoutProblem[];
} {
  const read = new ParameterReader(params);
  const query: SettlementQuery = {
    after: read.one("after", (value) => {
      const [at, orderKey, lineId] = decodePlace("settlement", 3, value) ?? [];
      return at === undefined || orderKey === undefined || lineId === undefined
        ? undefined
        : { at, orderKey, lineId };
    }),
    elsewhere: read.one("elsewhere", shortText),
  };
  return { query, problems: [...read.problems, ...read.unknownParameters()] };
}

export function settlementHref(id: string, { after, elsewhere }: SettlementQuery = {}): string {
  const params = new URLSearchParams();
  if (after !== undefined) {
    params.append("after", encodePlace("settlement", [after.at, after.orderKey, after.lineId]));
  }
  if (elsewhere !== undefined) params.append("elsewhere", elsewhere);
  return withParams(`/payouts/settlements/${encodeURIComponent(id)}`, params);
}

/** Where a browser gets an attachment's file from. */
export function attachmentHref(settlementId: string, attachmentId: string): string {
  return `/api/settlements/${encodeURIComponent(settlementId)}/attachments/${encodeURIComponent(attachmentId)}`;
}
