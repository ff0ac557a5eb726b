import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  CAPTURE_COMPARISONS,
  CAPTURE_GROUPS,
  CAPTURE_INTERVALS,
  CAPTURE_RANGES,
  type CaptureQuery,
  capturesHref,
  comparedDays,
  countBuckets,
  daysOf,
  EVERY_CAPTURE,
  intervalOf,
  MOST_BUCKETS,
  MOST_CAPTURE_DAYS,
  parseCaptureQuery,
} from "./capture-query";
import { addDays } from "./local-day";

const TODAY = "2026-11-21";
const parse = (text: string) => parseCaptureQuery(new URLSearchParams(text), TODAY);
const read = (href: string) => parseCaptureQuery(new URL(href, "http://kontor.example").searchParams, TODAY);

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const days = fc
  .tuple(fc.nat({ max: 4_000 }), fc.integer({ min: 1, max: MOST_CAPTURE_DAYS }))
  .map(([ago, length]) => {
    const from = addDays(TODAY, -ago - length);
    return { from, to: addDays(from, length) };
  });
const queries: fc.Arbitrary<CaptureQuery> = fc
  .record({
    last: fc.constantFrom(...CAPTURE_RANGES),
    days: maybe(days),
    interval: maybe(fc.constantFrom(...CAPTURE_INTERVALS)),
    currency: maybe(fc.constantFrom("NOK", "SEK", "ISK")),
    isNet: fc.boolean(),
    groupBy: maybe(fc.constantFrom(...CAPTURE_GROUPS)),
    compare: maybe(fc.constantFrom(...CAPTURE_COMPARISONS)),
    panels: maybe(fc.constant("currencies" as const)),
  })
  .map(({ days: own, last, interval, ...rest }) => {
    const asked = own ?? { last };
    const fits = interval !== undefined && countBuckets(daysOf(asked, TODAY), interval) <= MOST_BUCKETS;
    return { ...asked, ...rest, interval: fits ? interval : undefined };
  });

describe("an address of the captures", () => {
  test("every query reads back from its address as it was, without a problem", () => {
    fc.assert(
      fc.property(queries, (query) => {
        expect(read(capturesHref(query))).toEqual({ query, problems: [] });
      }),
    );
  });

  test("without parameters is the last thirty days, and the shortest address", () => {
    expect(parse("")).toEqual({ query: EVERY_CAPTURE, problems: [] });
    expect(capturesHref()).toBe("/captures");
    expect(parse("from=&to=+&currency=")).toEqual({ query: EVERY_CAPTURE, problems: [] });
  });

  test.each([
    ["range=7d", "range", "unknown-parameter"],
    ["groupBy=method", "groupBy", "unknown-parameter"],
    ["last=1y", "last", "unknown-value"],
    ["interval=minute", "interval", "unknown-value"],
    ["interval=hour&last=30d", "interval", "too-many-buckets"],
    ["interval=day&from=2023-01-01&to=2026-01-01", "interval", "too-many-buckets"],
    ["group_by=seller", "group_by", "unknown-value"],
    ["group_by=method&group_by=brand", "group_by", "given-twice"],
    ["currency=nok", "currency", "unknown-value"],
    ["currency=XYZ", "currency", "unknown-value"],
    ["net=1", "net", "unknown-value"],
    ["compare=last", "compare", "unknown-value"],
    ["panels=all", "panels", "unknown-value"],
    ["from=2026-02-30", "from", "unknown-value"],
    ["from=2026-05-02&to=2026-05-02", "from", "empty-range"],
    ["to=1970-01-01&from=2026-05-02", "from", "empty-range"],
    ["from=2026-11-22", "from", "empty-range"],
    ["from=1990-05-02", "from", "too-long"],
    ["from=2026-05-02&last=7d", "last", "not-with-days"],
  ])("%s is a problem, and not followed", (text, name, reason) => {
    const { query, problems } = parse(text);
    expect(problems).toMatchObject([{ name, reason }]);
    expect(read(capturesHref(query)).problems).toEqual([]);
  });

  test("no address makes it fail, and what it is read as is followed in full", () => {
    const names = fc.constantFrom(
      "last",
      "from",
      "to",
      "interval",
      "currency",
      "net",
      "group_by",
      "panels",
      "x",
    );
    const values = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("7d", "2026-05-01", "hour", "yes"),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(names, values)), (pairs) => {
        const { query } = parseCaptureQuery(new URLSearchParams(pairs), TODAY);
        expect(read(capturesHref(query))).toEqual({ query, problems: [] });
      }),
    );
  });
});

describe("the days of a range", () => {
  test.each([
    ["today", "2026-11-21", "2026-11-22"],
    ["yesterday", "2026-11-20", "2026-11-21"],
    ["7d", "2026-11-15", "2026-11-22"],
    ["30d", "2026-10-23", "2026-11-22"],
    ["12m", "2025-11-22", "2026-11-22"],
    ["month", "2026-11-01", "2026-11-22"],
    ["last_month", "2026-10-01", "2026-11-01"],
    ["year", "2026-01-01", "2026-11-22"],
    ["last_year", "2025-01-01", "2026-01-01"],
  ] as const)("%s", (last, from, to) => expect(daysOf({ last }, TODAY)).toEqual({ from, to }));

  test("are drawn by as short a bar as leaves few, and never by more bars than a chart has", () => {
    const of = (from: string, to: string) => intervalOf({}, { from, to });
    expect(of("2026-11-20", "2026-11-22")).toBe("hour");
    expect(of("2026-11-19", "2026-11-22")).toBe("day");
    expect(of("2026-08-21", "2026-11-22")).toBe("day");
    expect(of("2025-11-22", "2026-11-22")).toBe("week");
    expect(of("2023-11-22", "2026-11-22")).toBe("month");
    fc.assert(
      fc.property(days, (range) => {
        expect(countBuckets(range, intervalOf({}, range))).toBeLessThanOrEqual(MOST_BUCKETS);
      }),
    );
  });
});

describe("what a range is compared with", () => {
  const compared = (text: string, today = TODAY) => {
    const { query } = parseCaptureQuery(new URLSearchParams(text), today);
    return comparedDays(query, daysOf(query, today));
  };

  test.each([
    ["last=7d&compare=previous", "2026-11-08", "2026-11-15"],
    ["last=today&compare=previous", "2026-11-20", "2026-11-21"],
    ["last=month&compare=previous", "2026-10-01", "2026-10-22"],
    ["last=last_month&compare=previous", "2026-09-01", "2026-10-01"],
    ["last=year&compare=previous", "2025-01-01", "2025-11-22"],
    ["from=2026-02-01&to=2026-03-01&compare=previous", "2026-01-01", "2026-02-01"],
    ["from=2026-07-01&to=2026-10-01&compare=previous", "2026-04-01", "2026-07-01"],
    ["from=2026-03-10&to=2026-03-20&compare=previous", "2026-02-28", "2026-03-10"],
    ["last=30d&compare=year", "2025-10-23", "2025-11-22"],
    ["from=2024-02-01&to=2024-03-01&compare=year", "2023-02-01", "2023-03-01"],
    ["last=12m&interval=week&compare=year", "2024-11-23", "2025-11-23"],
  ])("%s", (text, from, to) => expect(compared(text)).toEqual({ from, to }));

  test("a month that is nearly over is compared with all of a shorter one", () => {
    expect(compared("last=month&compare=previous", "2026-03-30")).toEqual({
      from: "2026-02-01",
      to: "2026-03-01",
    });
    expect(compared("last=month&compare=previous", "2026-03-31")).toEqual({
      from: "2026-02-01",
      to: "2026-03-01",
    });
  });

  test("nothing, unless asked", () => expect(compared("last=7d")).toBeUndefined());
});
