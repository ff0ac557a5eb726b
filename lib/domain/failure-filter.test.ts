import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bucketsOf } from "./failure-buckets";
import {
  daysOf,
  EVERY_FAILURE,
  FAILURE_GROUPS,
  FAILURE_RANGES,
  type FailureFilter,
  failedOrders,
  failureParams,
  failuresHref,
  MAX_FAILURE_DAYS,
  parseFailureFilter,
} from "./failure-filter";
import { addDays, startOfDay } from "./local-day";
import { NONE, WHO } from "./order-filter-words";

const TODAY = "2026-03-30";
const parse = (query: string) => parseFailureFilter(new URLSearchParams(query), TODAY);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const texts = fc
  .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
  .filter((text) => text.trim() === text && text !== "");

const filters: fc.Arbitrary<FailureFilter> = fc
  .record({
    range: fc.constantFrom(...FAILURE_RANGES),
    days: maybe(fc.tuple(fc.nat({ max: 900 }), fc.integer({ min: 1, max: MAX_FAILURE_DAYS }))),
    group: fc.constantFrom(...FAILURE_GROUPS),
    who: maybe(fc.constantFrom(...WHO)),
    method: maybe(fc.constantFrom("vipps", "dintero_psp.creditcard", NONE)),
    brand: maybe(texts),
    store: maybe(texts),
  })
  .map(({ range, days, ...rest }) => {
    if (days === undefined) return { range, ...rest };
    const from = addDays("2024-01-01", days[0]);
    return { from, to: addDays(from, days[1]), ...rest };
  });

describe("an address of the failures", () => {
  test("every filter reads back from its address as it was, without a problem", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const { filter: read, problems } = parseFailureFilter(failureParams(filter), TODAY);
        expect(problems).toEqual([]);
        expect(failuresHref(read)).toBe(failuresHref(filter));
        expect(daysOf(read, TODAY)).toEqual(daysOf(filter, TODAY));
      }),
    );
  });

  test("without parameters is the last 30 days by reason, and the shortest address", () => {
    expect(parse("")).toEqual({ filter: EVERY_FAILURE, problems: [] });
    expect(failuresHref()).toBe("/failures");
    expect(daysOf(EVERY_FAILURE, TODAY)).toEqual({ from: "2026-03-01", to: "2026-03-31" });
  });

  test("one end of a range is enough: it goes on to today, or begins 30 days before", () => {
    expect(daysOf(parse("from=2026-03-15").filter, TODAY)).toEqual({ from: "2026-03-15", to: "2026-03-31" });
    expect(daysOf(parse("to=2026-03-15").filter, TODAY)).toEqual({ from: "2026-02-13", to: "2026-03-15" });
  });

  test.each([
    ["reasons=x", "reasons", "unknown-parameter"],
    ["range=9d", "range", "unknown-value"],
    ["group=seller", "group", "unknown-value"],
    ["who=issuer", "who", "unknown-value"],
    ["method=creditcard", "method", "unknown-value"],
    ["from=2026-02-30", "from", "unknown-value"],
    ["who=bank&who=customer", "who", "given-twice"],
    ["from=2026-05-02&to=2026-05-02", "from", "empty-range"],
    ["from=2026-05-02", "from", "empty-range"],
    ["from=2024-01-01&to=2026-01-01", "from", "too-long"],
    ["from=2020-01-01", "from", "too-long"],
    ["range=7d&from=2026-03-01", "range", "not-with-range"],
  ])("%s is a problem", (query, name, reason) => {
    expect(parse(query).problems).toMatchObject([{ name, reason }]);
  });

  test("no address makes it fail, and none asks for more days than are counted at once", () => {
    const names = fc.constantFrom("range", "from", "to", "group", "who", "method", "brand", "store", "x");
    const values = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("2026-01-01", "1970-01-01", "9999-12-31"),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(names, values)), (pairs) => {
        const { filter } = parseFailureFilter(new URLSearchParams(pairs), TODAY);
        const { from, to } = daysOf(filter, TODAY);
        expect(from < to && to <= addDays(from, MAX_FAILURE_DAYS)).toBe(true);
      }),
    );
  });

  test("a group's orders are those of the filter, and of the group", () => {
    const filter = { group: "hour", who: "bank", store: NONE, range: "today" } as const;
    expect(failedOrders(filter, { from: TODAY, to: "2026-03-31" }, "7")).toMatchObject({
      ...{ by: "failed", from: TODAY, to: "2026-03-31", hour: 7, who: ["bank"], store: [NONE] },
      ...{ reason: [], method: [], brand: [] },
    });
  });
});

describe("the bars of a range", () => {
  const ranges = fc
    .tuple(fc.nat({ max: 900 }), fc.integer({ min: 1, max: MAX_FAILURE_DAYS }))
    .map(([start, length]) => {
      const from = addDays("2024-01-01", start);
      return { from, to: addDays(from, length) };
    });

  test("cover it without a gap, in order, and are few, whatever the clock does", () => {
    const zones = fc.constantFrom("Europe/Oslo", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia");
    fc.assert(
      fc.property(ranges, zones, (range, zone) => {
        const { starts, end } = bucketsOf(range, zone);
        expect(starts[0]).toBe(startOfDay(range.from, zone));
        expect(end).toBe(startOfDay(range.to, zone));
        expect(starts.every((start, index) => start < (starts[index + 1] ?? end))).toBe(true);
        expect(starts.length).toBeLessThanOrEqual(92);
      }),
      { numRuns: 50 },
    );
  });

  test("a day on which the clock is put forward has 23 hours, and one on which it is put back 25", () => {
    const hours = (from: string) => bucketsOf({ from, to: addDays(from, 1) }, "Europe/Oslo").starts.length;
    expect([hours("2026-03-29"), hours("2026-03-30"), hours("2026-10-25")]).toEqual([23, 24, 25]);
  });
});
