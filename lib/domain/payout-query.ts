import {
  CAPTURE_RANGES,
  type CaptureDays,
  type CaptureProblem,
  type CaptureRange,
  daysOf,
  parseCaptureQuery,
} from "./capture-query";
import { isCurrencyCode } from "./currency-code";
import type { LocalDay } from "./local-day";
import type { CurrencyCode } from "./minor-units";
import { NONE } from "./order-filter-words";
import { ParameterReader } from "./parameter-reader";
import { decodePlace, encodePlace } from "./place-cursor";

/** The presets of days, as on the captures page. */
export const PAYOUT_RANGES = CAPTURE_RANGES;

/** Days of the business time zone by a preset, or from (included) and to (not included). */
export interface AskedDays {
  readonly last?: CaptureRange | undefined;
  readonly from?: LocalDay | undefined;
  readonly to?: LocalDay | undefined;
}

/** What an address of `/payouts` asks for. */
export interface PayoutQuery extends AskedDays {
  readonly currency?: CurrencyCode | undefined;
}

/** over: the splits come to more than the capture. short: part of a capture with splits names no seller. */
export const SPLIT_ISSUES = ["over", "short"] as const;
export type SplitIssue = (typeof SPLIT_ISSUES)[number];

/** Where a page of parts ends. */
export interface PartPlace {
  readonly at: string;
  readonly orderKey: string;
  readonly partId: string;
}

/** What an address of `/payouts/splits` asks for: the parts of captures and refunds, newest first. */
export interface SplitsQuery extends AskedDays {
  readonly currency?: CurrencyCode | undefined;
  /** A payout destination; "none" is the merchant's own account. */
  readonly destination?: string | undefined;
  readonly kind?: "capture" | "refund" | undefined;
  readonly isSettled?: boolean | undefined;
  readonly issue?: SplitIssue | undefined;
  readonly after?: PartPlace | undefined;
}

/** A parameter that was not followed, and why. */
export type PayoutProblem = CaptureProblem;

const OF_DAYS: readonly string[] = ["last", "from", "to"];

/** Splits an address's parameters into its days and a reader of the rest. */
export function readAskedDays(
  params: URLSearchParams,
  today: LocalDay,
): { readonly days: AskedDays; readonly read: ParameterReader; readonly problems: readonly PayoutProblem[] } {
  const all = [...params];
  const ofDays = new URLSearchParams(all.filter(([name]) => OF_DAYS.includes(name)));
  const rest = new URLSearchParams(all.filter(([name]) => !OF_DAYS.includes(name)));
  const { query, problems } = parseCaptureQuery(ofDays, today);
  const { last, from, to } = query;
  return { days: { last, from, to }, read: new ParameterReader(rest), problems };
}

/**
 * Reads what an address asks for. What it does not know or cannot follow is a problem, never ignored.
 * @param today of the business time zone
 * @param isHeld whether something was captured in a currency that no list of currencies names
 */
export function parsePayoutQuery(
  params: URLSearchParams,
  today: LocalDay,
  isHeld: (currency: string) => boolean = () => false,
): { readonly query: PayoutQuery; readonly problems: readonly PayoutProblem[] } {
  const { days, read, problems } = readAskedDays(params, today);
  const currency = readCurrency(read, isHeld);
  return {
    query: { ...days, currency },
    problems: [...problems, ...read.problems, ...read.unknownParameters()],
  };
}

const MAX_TEXT = 200;

/** As `parsePayoutQuery`, of the list of parts. */
export function parseSplitsQuery(
  params: URLSearchParams,
  today: LocalDay,
  isHeld: (currency: string) => boolean = () => false,
): { readonly query: SplitsQuery; readonly problems: readonly PayoutProblem[] } {
  const { days, read, problems } = readAskedDays(params, today);
  const query: SplitsQuery = {
    ...days,
    currency: readCurrency(read, isHeld),
    destination: read.one("destination", (value) => (value.length <= MAX_TEXT ? value : undefined)),
    kind: read.one("kind", (value) => (value === "capture" || value === "refund" ? value : undefined)),
    isSettled: read.one("settled", (value) => (value === "yes" ? true : value === "no" ? false : undefined)),
    issue: read.one("issue", (value) => SPLIT_ISSUES.find((issue) => issue === value)),
    after: read.one("after", (value) => {
      const [at, orderKey, partId] = decodePlace("splits", 3, value) ?? [];
      return at === undefined || orderKey === undefined || partId === undefined
        ? undefined
        : { at, orderKey, partId };
    }),
  };
  return { query, problems: [...problems, ...read.problems, ...read.unknownParameters()] };
}

function readCurrency(
  read: ParameterReader,
  isHeld: (currency: string) => boolean,
): CurrencyCode | undefined {
  return read.one("currency", (value) => (isCurrencyCode(value) || isHeld(value) ? value : undefined));
}

/** The days that an address is about. */
export function payoutDays(query: AskedDays, today: LocalDay): CaptureDays {
  return daysOf(query, today);
}

/** The address of the page; the same query always gives the same. */
export function payoutsHref(query: Partial<PayoutQuery> = {}): string {
  return withParams("/payouts", payoutParams(query));
}

/** `query` as parameters, what goes without saying left out. `parsePayoutQuery` reads them back. */
export function payoutParams(query: Partial<PayoutQuery>): URLSearchParams {
  const params = dayParams(query);
  if (query.currency !== undefined) params.append("currency", query.currency);
  return params;
}

/** The address of the parts behind a figure. */
export function splitsHref(query: Partial<SplitsQuery>): string {
  return withParams("/payouts/splits", splitsParams(query));
}

/** `query` as parameters; `parseSplitsQuery` reads them back. */
export function splitsParams(query: Partial<SplitsQuery>): URLSearchParams {
  const params = dayParams(query);
  const add = (name: string, value: string | undefined) => {
    if (value !== undefined) params.append(name, value);
  };
  add("currency", query.currency);
  add("destination", query.destination);
  add("kind", query.kind);
  add("settled", query.isSettled === undefined ? undefined : query.isSettled ? "yes" : "no");
  add("issue", query.issue);
  const { after } = query;
  add("after", after && encodePlace("splits", [after.at, after.orderKey, after.partId]));
  return params;
}

const USUAL_RANGE: CaptureRange = "30d";

export function dayParams({ last, from, to }: AskedDays): URLSearchParams {
  const params = new URLSearchParams();
  const hasDays = from !== undefined || to !== undefined;
  if (!hasDays && last !== undefined && last !== USUAL_RANGE) params.append("last", last);
  if (from !== undefined) params.append("from", from);
  if (to !== undefined) params.append("to", to);
  return params;
}

export function withParams(path: string, params: URLSearchParams): string {
  return params.size === 0 ? path : `${path}?${params}`;
}

/** A payout destination as an address names it. */
export function destinationParameter(destination: string | undefined): string {
  return destination ?? NONE;
}
