import "server-only";
import { recordAudit } from "@/lib/db/audit";
import { isRollupComplete, listCapturedCurrencies } from "@/lib/db/capture-report";
import type { Queryable } from "@/lib/db/connect";
import { countSplitTroubles, listParts, type PartQuestion, sumParts } from "@/lib/db/payout-parts";
import {
  type DestinationSums,
  listNeverSettled,
  sumByDestination,
  sumLateCaptures,
  sumPayouts,
} from "@/lib/db/payout-report";
import { readCheckState } from "@/lib/db/sync-cursors";
import type { CaptureDays } from "@/lib/domain/capture-query";
import { addDays, localDayOf, startOfDay } from "@/lib/domain/local-day";
import { type CurrencyCode, minorUnits } from "@/lib/domain/minor-units";
import { NONE } from "@/lib/domain/order-filter-words";
import {
  type PayoutProblem,
  type PayoutQuery,
  parsePayoutQuery,
  parseSplitsQuery,
  payoutDays,
  type SplitsQuery,
  splitsHref,
  splitsParams,
} from "@/lib/domain/payout-query";
import {
  addPayoutSums,
  type CurrencyPayouts,
  type LateCaptures,
  type PartList,
  type PayoutReport,
  payoutFiguresOf,
} from "@/lib/domain/payout-report";
import { USUAL_LATE_AFTER_DAYS } from "@/lib/domain/settlement-query";
import { AppError } from "@/lib/errors";
import { runtime } from "@/lib/runtime";
import { orderHref } from "./order-href";
import type { RequestOrigin } from "./request-origin";
import type { Viewer } from "./viewer";

/** Reads the parameters of an address of the page. */
export async function readPayoutQuery(
  viewer: Viewer,
  params: URLSearchParams,
): Promise<{ readonly query: PayoutQuery; readonly problems: readonly PayoutProblem[] }> {
  return readHeld(viewer, (today, isHeld) => parsePayoutQuery(params, today, isHeld));
}

/** Reads the parameters of an address of the list of parts. */
export async function readSplitsQuery(
  viewer: Viewer,
  params: URLSearchParams,
): Promise<{ readonly query: SplitsQuery; readonly problems: readonly PayoutProblem[] }> {
  return readHeld(viewer, (today, isHeld) => parseSplitsQuery(params, today, isHeld));
}

/** A currency that no list of currencies names is known when something was captured in it. */
async function readHeld<T extends { readonly problems: readonly PayoutProblem[] }>(
  viewer: Viewer,
  parse: (today: string, isHeld?: (currency: string) => boolean) => T,
): Promise<T> {
  const { accountId, now, today } = settingOf(viewer);
  const read = parse(today);
  if (!read.problems.some(({ name, reason }) => name === "currency" && reason === "unknown-value"))
    return read;
  const held = await listCapturedCurrencies(runtime().db, accountId, { from: now, end: now });
  return parse(today, (currency) => held.some((each) => each.currency === currency));
}

/** Destinations of a currency that are listed for themselves. */
const MOST_ROWS = 200;

/** By payout destination, all of one moment: the sums that the charts by payout destination are drawn from. */
export async function readPayouts(
  viewer: Viewer,
  query: PayoutQuery,
  mostRows = MOST_ROWS,
): Promise<PayoutReport> {
  const setting = settingOf(viewer);
  return runtime().db.transaction(async (tx) => {
    await tx.query("set transaction isolation level repeatable read read only");
    return reportOf(tx, setting, query, mostRows);
  });
}

type Setting = ReturnType<typeof settingOf>;

async function reportOf(
  db: Queryable,
  setting: Setting,
  query: PayoutQuery,
  mostRows: number,
): Promise<PayoutReport> {
  const { accountId, timeZone, now, today } = setting;
  const days = payoutDays(query, today);
  const span = spanOf(days, timeZone);
  const held = await listCapturedCurrencies(db, accountId, span);
  const currencies = held
    .toSorted((a, b) => Number(b.count - a.count) || (a.currency < b.currency ? -1 : 1))
    .map(({ currency }) => currency);
  const asked = query.currency === undefined ? currencies : [query.currency];
  const scope = { accountId, currencies: asked, ...span };
  const rows = await sumByDestination(db, scope);
  const all = await sumPayouts(db, scope);
  const cutoff = startOfDay(addDays(today, -USUAL_LATE_AFTER_DAYS), timeZone);
  const never = new Set(
    (await listNeverSettled(db, accountId, asked, cutoff)).map(
      ({ currency, value }) => `${currency} ${value}`,
    ),
  );
  const troubles = await countSplitTroubles(db, { accountId, ...span, currency: query.currency });
  return {
    ...{ timeZone, ...days, currencies },
    completeTo: (await readCheckState(db, accountId, now)).completeTo,
    isCounting: !(await isRollupComplete(db, accountId, timeZone)),
    payouts: asked.flatMap((currency) => {
      const own = rows.filter((row) => row.currency === currency);
      const total = all.find((row) => row.currency === currency);
      return own.length === 0 || total === undefined
        ? []
        : [payoutsOf(currency, own, total, { never, mostRows })];
    }),
    troubles: troubles.troubles,
    isTroublesExact: troubles.isExact,
  };
}

function payoutsOf(
  currency: CurrencyCode,
  rows: readonly DestinationSums[],
  total: DestinationSums,
  { never, mostRows }: { readonly never: ReadonlySet<string>; readonly mostRows: number },
): CurrencyPayouts {
  const sorted = rows.toSorted((a, b) =>
    a.captured === b.captured ? (a.value < b.value ? -1 : 1) : a.captured > b.captured ? -1 : 1,
  );
  const rest = sorted.slice(mostRows);
  return {
    currency,
    rows: sorted.slice(0, mostRows).map(({ value, ...sums }) => ({
      destination: value === "" ? undefined : value,
      ...payoutFiguresOf(sums),
      isNeverSettled: never.has(`${currency} ${value}`),
    })),
    rest:
      rest.length === 0 ? undefined : { ...payoutFiguresOf(addPayoutSums(rest)), destinations: rest.length },
    total: payoutFiguresOf(total),
    untoldFee: minorUnits(Number(total.untoldFee)),
  };
}

/** What was captured `afterDays` days of the business time zone ago or longer, and is not settled by now. */
export async function readLateCaptures(viewer: Viewer, afterDays: number): Promise<readonly LateCaptures[]> {
  const { accountId, timeZone, now, today } = settingOf(viewer);
  const { db } = runtime();
  const to = addDays(today, 1 - afterDays);
  const held = await listCapturedCurrencies(db, accountId, { from: now, end: now });
  const currencies = held.map(({ currency }) => currency).sort();
  const late = await sumLateCaptures(db, accountId, currencies, startOfDay(to, timeZone));
  return late.map(({ currency, amount, since }) => ({
    ...{ currency, amount: minorUnits(amount), to },
    from: localDayOf(Date.parse(since), timeZone),
  }));
}

const PAGE_SIZE = 100;

/** The parts of captures and refunds behind a figure. @throws AppError "audit-unavailable" */
export async function readParts(
  viewer: Viewer,
  query: SplitsQuery,
  origin: RequestOrigin,
): Promise<PartList> {
  const { accountId, now } = settingOf(viewer);
  const { db } = runtime();
  await recordAudit(db, {
    ...{ accountId, at: now, actorId: viewer.userId, action: "payouts.read", outcome: "done" },
    ...origin,
    details: { filter: splitsParams({ ...query, after: undefined }).toString() },
  });
  const { question, days } = partQuestionOf(viewer, query);
  const [found, sums] = await Promise.all([
    listParts(db, question, { after: query.after, limit: PAGE_SIZE + 1 }),
    sumParts(db, question),
  ]);
  const parts = found.slice(0, PAGE_SIZE);
  const last = parts.at(-1);
  return {
    days,
    parts: parts.map((part) => ({ ...part, href: orderHref(part).href })),
    olderHref:
      found.length > PAGE_SIZE && last !== undefined
        ? splitsHref({ ...query, after: { at: last.at, orderKey: last.orderKey, partId: last.partId } })
        : undefined,
    ...sums,
  };
}

/** What `query` asks the store for. */
export function partQuestionOf(
  viewer: Viewer,
  query: SplitsQuery,
): { readonly question: PartQuestion; readonly days: CaptureDays } {
  const { accountId, timeZone, today } = settingOf(viewer);
  const days = payoutDays(query, today);
  const { currency, kind, isSettled, issue, destination } = query;
  return {
    days,
    question: {
      ...{ accountId, ...spanOf(days, timeZone), currency, kind, isSettled, issue },
      destination:
        destination === undefined ? undefined : { id: destination === NONE ? undefined : destination },
    },
  };
}

function spanOf(
  { from, to }: CaptureDays,
  timeZone: string,
): { readonly from: number; readonly end: number } {
  return { from: startOfDay(from, timeZone), end: startOfDay(to, timeZone) };
}

function settingOf(viewer: Viewer) {
  if (!viewer.may("payouts.read")) throw new AppError("forbidden", `${viewer.role} may not read payouts`);
  const { env, now: clock } = runtime();
  const now = clock();
  const timeZone = env.businessTimeZone;
  return { accountId: env.accountId, timeZone, now, today: localDayOf(now, timeZone) };
}
