import fc from "fast-check";
import { minorUnits } from "./minor-units";
import { encodeCursor } from "./order-cursor";
import { EVERY_ORDER, type OrderFilter, sortOf } from "./order-filter";
import {
  CALLBACK_STATES,
  DATE_FIELDS,
  EXPIRY_WINDOWS,
  FAILURE_REASONS,
  LAST_WINDOWS,
  ORDER_SORT_KEYS,
  ORDER_STATUSES,
  PAGE_SIZES,
  WHO,
} from "./order-filter-words";
import { PAYMENT_PRODUCT_TYPES } from "./payment-product-types";

const some = <T>(values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { maxLength: Math.min(3, values.length) });
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const words = fc.uniqueArray(
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== ""),
  { maxLength: 2 },
);
const days = fc
  .date({ min: new Date("2020-01-01T00:00:00Z"), max: new Date("2030-01-01T00:00:00Z"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const amounts = fc.nat({ max: 10_000_000 }).map(minorUnits);

/** For tests: any filter that an address can say without a problem. */
export const orderFilters: fc.Arbitrary<OrderFilter> = fc
  .record({
    status: some(ORDER_STATUSES),
    who: some(WHO),
    reason: some(FAILURE_REASONS),
    method: some(PAYMENT_PRODUCT_TYPES),
    brand: words,
    currency: some(["NOK", "SEK", "EUR"]),
    store: words,
    payoutDestination: words,
    last: maybe(fc.constantFrom(...LAST_WINDOWS)),
    range: maybe(fc.uniqueArray(days, { minLength: 2, maxLength: 2 })),
    isOpenEnded: fc.boolean(),
    amounts: maybe(fc.tuple(amounts, amounts)),
    by: fc.constantFrom(...DATE_FIELDS),
    hour: maybe(fc.nat({ max: 23 })),
    daysToCapture: maybe(
      fc.oneof(
        fc.nat({ max: 400 }).map((min) => ({ min })),
        fc.tuple(fc.nat({ max: 40 }), fc.nat({ max: 40 })).map(([min, more]) => ({ min, max: min + more })),
      ),
    ),
    remaining: maybe(fc.boolean()),
    split: maybe(fc.boolean()),
    refunded: maybe(fc.boolean()),
    expiring: maybe(fc.constantFrom(...EXPIRY_WINDOWS)),
    callback: maybe(fc.constantFrom(...CALLBACK_STATES)),
    addsUp: maybe(fc.boolean()),
    text: maybe(fc.stringMatching(/^[A-Z][0-9]{3,8}$/)),
    sort: maybe(fc.record({ key: fc.constantFrom(...ORDER_SORT_KEYS), isDescending: fc.boolean() })),
    limit: fc.constantFrom(...PAGE_SIZES),
    place: maybe(fc.constantFrom("after" as const, "before" as const)),
  })
  .map(({ range, isOpenEnded, amounts: between, place, sort, ...given }) => {
    const [from, to] = range?.toSorted() ?? [];
    const [amountGte, amountLte] = between?.toSorted((a, b) => a - b) ?? [];
    const hasOneCurrency = given.currency.length === 1;
    const filter: OrderFilter = {
      ...EVERY_ORDER,
      ...given,
      daysToCapture: given.by === "captured" ? given.daysToCapture : undefined,
      last: from === undefined ? given.last : undefined,
      from,
      to: isOpenEnded ? undefined : to,
      amountGte: hasOneCurrency ? amountGte : undefined,
      amountLte: hasOneCurrency ? amountLte : undefined,
      sort: sort?.key === "amount" && !hasOneCurrency ? undefined : sort,
    };
    if (place === undefined) return filter;
    const { key } = sortOf(filter);
    const orderKey = "T12345678.465U8CUzaPVpneu1wt8Wei";
    const cursor = encodeCursor(key, { value: null, listedAt: "2026-05-12T10:00:00.000Z", orderKey });
    return { ...filter, [place]: cursor };
  });
