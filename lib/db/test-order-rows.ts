import fc from "fast-check";
import { startOfDay } from "@/lib/domain/local-day";
import { minorUnits } from "@/lib/domain/minor-units";
import type { OrderFilter } from "@/lib/domain/order-filter";
import { EVERY_ORDER, movedBy, sortOf } from "@/lib/domain/order-filter";
import {
  CALLBACK_STATES,
  DATE_FIELDS,
  EXPIRY_WINDOWS,
  LAST_WINDOWS,
  NONE,
  ORDER_SORT_KEYS,
} from "@/lib/domain/order-filter-words";
import type { OrderSummary } from "@/lib/domain/order-summary";

/** For tests of the list: orders of few different values, so that many are alike, and what a plain scan makes of them. */

export const NOW = Date.parse("2026-03-29T12:00:00.000Z");
export const ZONE = "Europe/Oslo";

export interface MadeOrder {
  readonly orderKey: string;
  readonly summary: OrderSummary;
  /** The state of the one delivery about it; absent when there is none. */
  readonly delivery?: { readonly state: string; readonly receivedAt: string } | undefined;
  /** Of its captures and refunds, as `capture_parts` has them; they need not agree with the summary. */
  readonly parts?: readonly MadePart[] | undefined;
}

interface MadePart {
  readonly kind: "capture" | "refund";
  readonly at: string;
  readonly amount: number;
  readonly payoutDestinationId?: string | undefined;
}

const STATUSES = ["AUTHORIZED", "CAPTURED", "FAILED", "UNHEARD_OF"];
const METHODS = ["vipps", "klarna.klarna"];
const SELLERS = ["seller-a", "seller-b"];
const WHO = ["bank", "customer"] as const;

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 });
/** Around the two nights on which the clock of Oslo changes, some of them in the same millisecond. */
const instants = fc
  .tuple(fc.constantFrom("2026-03-28T20:00:00.000Z", "2026-10-24T20:00:00.000Z"), fc.nat({ max: 60 }))
  .map(([start, halfHours]) => new Date(Date.parse(start) + halfHours * 1_800_000).toISOString());
const days = fc.constantFrom("2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2026-10-26");
const amounts = fc.nat({ max: 5 }).map((value) => minorUnits(value * 100));

const summaries: fc.Arbitrary<OrderSummary> = fc.record({
  status: fc.constantFrom(...STATUSES),
  currency: fc.constantFrom("NOK", "SEK"),
  merchantReference: maybe(fc.constantFrom("A-1", "a-2", "B-10", "100_%", "x\\y1")),
  failureReason: maybe(fc.constantFrom("insufficientFunds", "unmapped")),
  failureWho: maybe(fc.constantFrom(...WHO)),
  failure: maybe(
    fc.record({
      value: fc.constant("51"),
      source: fc.constant("transaction-event" as const),
      severity: fc.constant("routine" as const),
      at: maybe(instants),
    }),
  ),
  ordered: amounts,
  authorized: amounts,
  captured: amounts,
  refunded: amounts,
  voided: amounts,
  remaining: amounts,
  paymentProductType: maybe(fc.constantFrom(...METHODS)),
  cardBrand: maybe(fc.constantFrom("Visa", "Maestro")),
  storeId: maybe(fc.constantFrom("1", "2")),
  customerName: maybe(fc.constant("kari 1 nordmann")),
  providerIds: fc.constant([]),
  eventIds: fc.constant([]),
  createdAt: maybe(instants),
  authorizedAt: maybe(instants),
  capturedAt: maybe(instants),
  refundedAt: maybe(instants),
  lastEventAt: maybe(instants),
  authorizationExpiresAt: maybe(instants),
  checkRules: maybe(fc.constantFrom([], ["orderAmount"], ["orderAmount", "currency"])),
  payoutDestinations: fc.subarray(SELLERS),
  hasSplits: fc.boolean(),
});

const deliveries = maybe(
  fc.record({
    state: fc.constantFrom("received", "fetched", "applied", "parked", "unconfirmed"),
    receivedAt: instants,
  }),
);

const parts = fc.array(
  fc.record({
    kind: fc.constantFrom("capture" as const, "refund" as const),
    at: instants,
    amount: fc.nat({ max: 5 }).map((value) => value * 100),
    payoutDestinationId: maybe(fc.constantFrom(...SELLERS)),
  }),
  { maxLength: 3 },
);

/** `count` orders whose keys begin with `prefix`. */
export function madeOrders(prefix: string, count: number): fc.Arbitrary<readonly MadeOrder[]> {
  return fc
    .array(fc.record({ summary: summaries, delivery: deliveries, parts }), {
      minLength: count,
      maxLength: count,
    })
    .map((made) => made.map((order, index) => ({ ...order, orderKey: `${prefix}${index}` })));
}

const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values]), { nil: [], freq: 3 });

/** Filters over the values above. */
export const madeFilters: fc.Arbitrary<OrderFilter> = fc
  .record({
    status: some(STATUSES),
    who: some(WHO),
    reason: some(["insufficientFunds", "unmapped"]),
    method: some([...METHODS, NONE]),
    brand: some(["Visa", NONE]),
    currency: some(["NOK", "SEK"]),
    store: some(["1", NONE]),
    payoutDestination: some([...SELLERS, NONE]),
    amountGte: maybe(amounts),
    amountLte: maybe(amounts),
    from: maybe(days),
    to: maybe(days),
    last: maybe(fc.constantFrom(...LAST_WINDOWS)),
    by: fc.constantFrom(...DATE_FIELDS),
    hour: maybe(fc.constantFrom(0, 1, 2, 3, 22)),
    daysToCapture: maybe(fc.constantFrom({ min: 0, max: 0 }, { min: 1, max: 200 }, { min: 1 })),
    remaining: maybe(fc.boolean()),
    split: maybe(fc.boolean()),
    refunded: maybe(fc.boolean()),
    expiring: maybe(fc.constantFrom(...EXPIRY_WINDOWS)),
    callback: maybe(fc.constantFrom(...CALLBACK_STATES)),
    addsUp: maybe(fc.boolean()),
    text: maybe(fc.constantFrom("a-1", "B-1", "0_%", "\\y1", "#100", "1 nord")),
    sort: maybe(fc.record({ key: fc.constantFrom(...ORDER_SORT_KEYS), isDescending: fc.boolean() })),
  })
  .map((given) => {
    const isAmountAllowed = given.currency.length === 1;
    const sort = given.sort?.key === "amount" && !isAmountAllowed ? undefined : given.sort;
    // Few asked at once, or nothing would be left to page through.
    const days = given.last === undefined ? {} : { from: undefined, to: undefined };
    const daysToCapture = given.by === "captured" ? given.daysToCapture : undefined;
    return thinned({ ...EVERY_ORDER, ...given, ...days, sort, daysToCapture });
  });

function thinned(filter: OrderFilter): OrderFilter {
  const asked = JSON.stringify(filter).length;
  const keep = (index: number) => (asked * 7 + index * 13) % 4 === 0;
  const optional = ["who", "reason", "method", "brand", "store", "payoutDestination"] as const;
  const thin = Object.fromEntries(optional.flatMap((name, index) => (keep(index) ? [] : [[name, []]])));
  const single = [
    "amountGte",
    "amountLte",
    "split",
    "refunded",
    "expiring",
    "callback",
    "addsUp",
    "text",
    "hour",
    "remaining",
  ] as const;
  const bare = Object.fromEntries(
    single.flatMap((name, index) => (keep(index + 9) ? [] : [[name, undefined]])),
  );
  return { ...filter, ...thin, ...bare };
}

/** The orders under `filter`, in its order, by looking at every one. */
export function plainScan(orders: readonly MadeOrder[], filter: OrderFilter): readonly MadeOrder[] {
  const { key, isDescending } = sortOf(filter);
  const sign = isDescending ? -1 : 1;
  return orders
    .filter((order) => isUnder(order, filter))
    .toSorted((a, b) => {
      const [x, y] = [sortValue(a, key), sortValue(b, key)];
      if (x === undefined || y === undefined) {
        if (x !== y) return x === undefined ? 1 : -1;
      } else if (x !== y) return x < y ? -sign : sign;
      const [s, t] = [`${listedAt(a)} ${a.orderKey}`, `${listedAt(b)} ${b.orderKey}`];
      return s < t ? -sign : sign;
    });
}

function sortValue({ summary, ...order }: MadeOrder, key: (typeof ORDER_SORT_KEYS)[number]) {
  switch (key) {
    case "created":
      return listedAt({ summary, ...order });
    case "authorized":
      return summary.authorizedAt;
    case "captured":
      return summary.capturedAt;
    case "refunded":
      return summary.refundedAt;
    case "received":
      return order.delivery?.receivedAt;
    case "failed":
      return summary.failureReason && (summary.failure?.at ?? listedAt({ summary, ...order }));
    case "last_event":
      return summary.lastEventAt;
    case "expires":
      return summary.authorizationExpiresAt;
    case "amount":
      return summary.ordered;
    case "reference":
      return summary.merchantReference?.toLowerCase();
  }
}

export function listedAt({ summary }: MadeOrder): string {
  return summary.createdAt ?? summary.lastEventAt ?? "1970-01-01T00:00:00.000Z";
}

/** From when, and until when, by the clock of Oslo at `NOW`, written out. */
const LAST: Record<NonNullable<OrderFilter["last"]>, readonly [string, string?]> = {
  "24h": ["2026-03-28T12:00:00Z"],
  today: ["2026-03-28T23:00:00Z"],
  yesterday: ["2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z"],
  "7d": ["2026-03-22T23:00:00Z"],
  "30d": ["2026-02-27T23:00:00Z"],
  "90d": ["2025-12-29T23:00:00Z"],
  month: ["2026-02-28T23:00:00Z"],
  last_month: ["2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z"],
};

/** When the order counts as authorized. */
export function authorizedAt({ summary }: MadeOrder): string {
  return summary.authorizedAt ?? "2026-03-27T12:00:00.000Z";
}

/** From the beginning of `filter`'s days, and until their end; undefined where they have none. */
function daysOf(filter: OrderFilter): readonly [number | undefined, number | undefined] {
  const start = (day: string | undefined) => (day === undefined ? undefined : startOfDay(day, ZONE));
  if (filter.last === undefined) return [start(filter.from), start(filter.to)];
  const [from, to] = LAST[filter.last];
  return [Date.parse(from), to === undefined ? undefined : Date.parse(to)];
}

function isBetween(value: string | undefined, from: number | undefined, to: number | undefined): boolean {
  return (
    (from === undefined || (value !== undefined && Date.parse(value) >= from)) &&
    (to === undefined || (value !== undefined && Date.parse(value) < to))
  );
}

/** The captures, or refunds, of the order that `filter` is about: see `movedBy`. */
export function movedParts(order: MadeOrder, filter: OrderFilter): readonly MadePart[] {
  const [from, to] = daysOf(filter);
  const kind = filter.by === "captured" ? "capture" : "refund";
  const day = (iso: string) => Date.parse(new Date(iso).toLocaleDateString("sv-SE", { timeZone: ZONE }));
  return (order.parts ?? []).filter((part) => {
    const days = Math.max(0, Math.round((day(part.at) - day(authorizedAt(order))) / 86_400_000));
    return (
      part.kind === kind &&
      isBetween(part.at, from, to) &&
      (filter.hour === undefined || hourOf(part.at) === filter.hour) &&
      (filter.payoutDestination.length === 0 ||
        filter.payoutDestination.includes(part.payoutDestinationId ?? NONE)) &&
      days >= (filter.daysToCapture?.min ?? 0) &&
      days <= (filter.daysToCapture?.max ?? Number.POSITIVE_INFINITY)
    );
  });
}

function isUnder(order: MadeOrder, filter: OrderFilter): boolean {
  const { summary, delivery } = order;
  const any = (asked: readonly string[], value: string | undefined) =>
    asked.length === 0 || (value !== undefined && asked.includes(value));
  const anyOrNone = (asked: readonly string[], value: string | undefined) => any(asked, value ?? NONE);
  const isMoved = movedBy(filter) !== undefined;
  const isAnyDay = filter.by === "captured" || filter.by === "refunded";
  const named = summary.payoutDestinations.length === 0 ? [NONE] : summary.payoutDestinations;
  const dated = sortValue(order, filter.by);
  const hours = { "24h": 24, "48h": 48, "7d": 168, past: 0, unknown: 0 }[filter.expiring ?? "past"];
  const search = [summary.merchantReference, summary.customerName].join("\n").toLowerCase();
  const state = delivery?.state ?? "none";
  const callback = { received: "waiting", fetched: "waiting" }[state] ?? state;
  return (
    any(filter.status, summary.status) &&
    any(filter.who, summary.failureWho) &&
    any(filter.reason, summary.failureReason) &&
    anyOrNone(filter.method, summary.paymentProductType) &&
    anyOrNone(filter.brand, summary.cardBrand) &&
    any(filter.currency, summary.currency) &&
    anyOrNone(filter.store, summary.storeId) &&
    (isMoved ||
      filter.payoutDestination.length === 0 ||
      filter.payoutDestination.some((id) => named.includes(id))) &&
    summary.ordered >= (filter.amountGte ?? 0) &&
    summary.ordered <= (filter.amountLte ?? Number.POSITIVE_INFINITY) &&
    (isMoved
      ? movedParts(order, filter).length > 0
      : isAnyDay || isBetween(asText(dated), ...daysOf(filter))) &&
    (isMoved || filter.hour === undefined || (typeof dated === "string" && hourOf(dated) === filter.hour)) &&
    (filter.split ?? summary.hasSplits) === summary.hasSplits &&
    (filter.refunded ?? summary.refunded > 0) === summary.refunded > 0 &&
    (filter.remaining ?? summary.remaining > 0) === summary.remaining > 0 &&
    (filter.expiring !== "unknown" ||
      (summary.authorizationExpiresAt === undefined && summary.remaining > 0)) &&
    (filter.expiring === undefined ||
      filter.expiring === "unknown" ||
      (summary.authorizationExpiresAt !== undefined &&
        isBetween(
          summary.authorizationExpiresAt,
          filter.expiring === "past" ? undefined : NOW,
          NOW + hours * 3_600_000,
        ))) &&
    (filter.callback === undefined ||
      (filter.callback === "received" ? delivery !== undefined : filter.callback === callback)) &&
    (filter.addsUp === undefined ||
      (summary.checkRules !== undefined && (summary.checkRules.length === 0) === filter.addsUp)) &&
    (filter.text === undefined || search.includes(filter.text.toLowerCase().replace(/^#/, "")))
  );
}

function asText(value: string | number | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** On the clock of `ZONE`, by the calendar and not as the store reckons. */
export function hourOf(iso: string): number {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, hour: "2-digit", hourCycle: "h23" });
  return Number(format.format(new Date(iso)));
}
