import fc from "fast-check";
import { bucketsOf } from "@/lib/domain/failure-buckets";
import { type DayRange, FAILURE_GROUPS, type FailureFilter } from "@/lib/domain/failure-filter";
import type { FailureReport } from "@/lib/domain/failure-report";
import { startOfDay } from "@/lib/domain/local-day";
import { minorUnits } from "@/lib/domain/minor-units";
import { NONE } from "@/lib/domain/order-filter-words";
import type { OrderSummary } from "@/lib/domain/order-summary";
import { hourOf, type MadeOrder, ZONE } from "./test-order-rows";

/** For tests of failures: orders of few people and references, and what looking at each of them comes to. */

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
/** Half hours around the two nights on which the clock of Oslo changes. */
const instants = fc
  .tuple(fc.constantFrom("2026-03-27T20:00:00.000Z", "2026-10-23T20:00:00.000Z"), fc.nat({ max: 120 }))
  .map(([start, halfHours]) => new Date(Date.parse(start) + halfHours * 1_800_000).toISOString());
const NOTHING = minorUnits(0);

const failures = fc.record({
  failureReason: fc.constantFrom("insufficientFunds", "technicalError", "unmapped"),
  failureWho: fc.constantFrom("bank", "provider", "unknown"),
  failure: fc.record({
    value: fc.constantFrom("51", "E-99", "kari@example.com"),
    source: fc.constant("transaction-event" as const),
    severity: fc.constant("routine" as const),
    at: maybe(instants),
  }),
});

const summaries: fc.Arbitrary<OrderSummary> = fc
  .record({
    outcome: fc.oneof(fc.record({}), failures),
    status: fc.constant("ANY"),
    currency: fc.constantFrom("NOK", "SEK"),
    merchantReference: maybe(fc.constantFrom("A-1", "A-2", "A-3", "A-4")),
    customerEmail: maybe(fc.constantFrom("kari@example.com", "ola@example.com", "ada@example.com")),
    customerPhone: maybe(fc.constantFrom("+4799999999", "+4798888888")),
    ordered: fc.nat({ max: 5 }).map((value) => minorUnits(value * 100)),
    authorized: fc.constantFrom(NOTHING, NOTHING, minorUnits(100)),
    captured: fc.constant(NOTHING),
    refunded: fc.constant(NOTHING),
    voided: fc.constant(NOTHING),
    remaining: fc.constant(NOTHING),
    paymentProductType: maybe(fc.constantFrom("vipps", "klarna.klarna")),
    cardBrand: maybe(fc.constantFrom("Visa", "Maestro")),
    storeId: maybe(fc.constantFrom("1", "2")),
    providerIds: fc.constant([]),
    eventIds: fc.constant([]),
    createdAt: instants,
    authorizedAt: maybe(instants),
    capturedAt: maybe(instants),
    payoutDestinations: fc.constant([]),
    hasSplits: fc.constant(false),
  })
  .map(({ outcome, ...summary }) => ({ ...summary, ...outcome }));

export const failingOrders: fc.Arbitrary<readonly MadeOrder[]> = fc
  .array(summaries, { minLength: 40, maxLength: 40 })
  .map((made) => made.map((summary, index) => ({ summary, orderKey: `o${index}` })));

const days = fc
  .uniqueArray(
    fc.constantFrom("2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26"),
    { minLength: 2, maxLength: 2 },
  )
  .map(([a = "", b = ""]): DayRange => (a < b ? { from: a, to: b } : { from: b, to: a }));

/** A range, what it is counted by, and filters over the values above. */
export const failureFilters: fc.Arbitrary<FailureFilter & DayRange> = fc
  .record({
    days,
    group: fc.constantFrom(...FAILURE_GROUPS),
    who: fc.option(fc.constantFrom("bank" as const, "unknown" as const), { nil: undefined, freq: 1 }),
    method: fc.option(fc.constantFrom("vipps", NONE), { nil: undefined, freq: 1 }),
    brand: fc.option(fc.constantFrom("Visa", NONE), { nil: undefined, freq: 1 }),
    store: fc.option(fc.constantFrom("1", NONE), { nil: undefined, freq: 1 }),
  })
  .map(({ days: range, who, method, brand, store, group }) => {
    // One at a time, or nothing would be left to count.
    const [chosen] = Object.entries({ who, method, brand, store }).filter(([, value]) => value !== undefined);
    return { ...range, group, ...(chosen && { [chosen[0]]: chosen[1] }) };
  });

function failedAt({ summary }: MadeOrder): number | undefined {
  if (summary.failureReason === undefined) return undefined;
  return Date.parse(summary.failure?.at ?? summary.createdAt ?? "");
}

function paidAt({ summary }: MadeOrder): number | undefined {
  if (summary.authorized <= 0) return undefined;
  const known = [summary.authorizedAt, summary.capturedAt].filter((at) => at !== undefined).sort();
  return Date.parse(known[0] ?? summary.createdAt ?? "");
}

function keyOf({ summary }: MadeOrder, at: number, group: FailureFilter["group"]): string {
  const values = {
    reason: summary.failureReason,
    who: summary.failureWho,
    method: summary.paymentProductType,
    brand: summary.cardBrand,
    store: summary.storeId,
    hour: String(hourOf(new Date(at).toISOString())),
  };
  return values[group] ?? NONE;
}

/** Whether somebody paid after `order` failed, by looking at every other order. */
function isRecovered(order: MadeOrder, failed: number, orders: readonly MadeOrder[]): boolean {
  const own = order.summary;
  const paid = orders.flatMap((other) => {
    const at = paidAt(other);
    return at === undefined || other === order ? [] : [{ at, ...other.summary }];
  });
  const sameReference = paid.filter(
    ({ merchantReference }) => merchantReference !== undefined && merchantReference === own.merchantReference,
  );
  if (sameReference.some(({ at }) => at <= failed)) return false;
  if (sameReference.length > 0) return true;
  return paid.some(
    ({ at, currency, customerEmail, customerPhone }) =>
      at > failed &&
      at - failed <= 24 * 3_600_000 &&
      currency === own.currency &&
      ((customerEmail !== undefined && customerEmail === own.customerEmail) ||
        (customerPhone !== undefined && customerPhone === own.customerPhone)),
  );
}

/** The report that looking at every order gives, less what orders of groups that are equally large. */
export function plainReport(orders: readonly MadeOrder[], filter: FailureFilter & DayRange) {
  const { starts } = bucketsOf(filter, ZONE);
  const [from, to] = [startOfDay(filter.from, ZONE), startOfDay(filter.to, ZONE)];
  const isAsked = (asked: string | undefined, value: string | undefined) =>
    asked === undefined || asked === (value ?? NONE);
  const rows = new Map<string, ReturnType<typeof emptyRow>>();
  for (const order of orders) {
    const { summary } = order;
    const at = failedAt(order);
    if (at === undefined || at < from || at >= to) continue;
    if (!isAsked(filter.who, summary.failureWho) || !isAsked(filter.method, summary.paymentProductType))
      continue;
    if (!isAsked(filter.brand, summary.cardBrand) || !isAsked(filter.store, summary.storeId)) continue;
    const key = keyOf(order, at, filter.group);
    const row = rows.get(key) ?? emptyRow(starts.length);
    rows.set(key, row);
    const iso = new Date(at).toISOString();
    row.count += 1;
    row.firstAt = iso < row.firstAt ? iso : row.firstAt;
    row.lastAt = iso > row.lastAt ? iso : row.lastAt;
    const bar = starts.findLastIndex((start) => start <= at);
    row.bars[bar] = (row.bars[bar] ?? 0) + 1;
    row.amounts[summary.currency] = (row.amounts[summary.currency] ?? 0) + summary.ordered;
    if (summary.authorized > 0) continue;
    row.recovery.unpaid += 1;
    if (isRecovered(order, at, orders)) row.recovery.recovered += 1;
  }
  return Object.fromEntries(rows);
}

function emptyRow(bars: number) {
  const amounts: Record<string, number> = {};
  return {
    count: 0,
    firstAt: "9",
    lastAt: "",
    bars: Array.from({ length: bars }, () => 0),
    amounts,
    recovery: { unpaid: 0, recovered: 0 },
  };
}

/** The same of a report of the store's. */
export function plainRows({ rows }: FailureReport) {
  return Object.fromEntries(
    rows.map(({ key, count, firstAt, lastAt, bars, amounts, recovery }) => [
      key,
      {
        ...{ count, firstAt, lastAt, bars, recovery },
        amounts: Object.fromEntries(amounts.map(({ currency, amount }) => [currency, amount])),
      },
    ]),
  );
}
