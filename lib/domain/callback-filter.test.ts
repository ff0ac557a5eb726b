import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ANY_ERROR,
  type CallbackFilter,
  callbackQuery,
  callbacksHref,
  EVERY_CALLBACK,
  PAGE_SIZES,
  parseCallbackFilter,
} from "./callback-filter";
import { DELIVERY_OUTCOMES, LOG_KINDS } from "./delivery-log";
import { logId, parseLogId } from "./log-id";

const parse = (query: string) => parseCallbackFilter(new URLSearchParams(query));

const words = fc.stringMatching(/^[\w.:-]{1,40}$/);
const days = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const cursors = fc.record({
  at: fc
    .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString()),
  kind: fc.constantFrom(...LOG_KINDS),
  key: fc.stringMatching(/^[\w.-]{1,64}$/),
});
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: undefined });
const filters: fc.Arbitrary<CallbackFilter> = fc
  .record({
    outcomes: fc.subarray([...DELIVERY_OUTCOMES]),
    channel: optional(fc.constantFrom("callback" as const, "webhook" as const)),
    event: optional(words),
    error: optional(fc.oneof(words, fc.constant(ANY_ERROR))),
    from: optional(days),
    to: optional(days),
    hours: optional(fc.constant(24 as const)),
    about: optional(fc.stringMatching(/^[\w.~ -]{1,40}$/).filter((text) => text.trim() === text)),
    isRepeated: fc.boolean(),
    limit: fc.constantFrom(...PAGE_SIZES),
    before: optional(cursors),
    after: optional(cursors),
  })
  .map((filter) => (filter.before === undefined ? filter : { ...filter, after: undefined }));

describe("the log's filter in a URL", () => {
  test("whatever a filter asks for, its address asks for the same", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(parse(callbackQuery(filter))).toEqual({ filter, unknown: [] });
      }),
    );
  });

  test("nothing in the URL is every callback, and every callback needs nothing in the URL", () => {
    expect(parse("")).toEqual({ filter: { ...EVERY_CALLBACK }, unknown: [] });
    expect(callbacksHref(EVERY_CALLBACK)).toBe("/callbacks");
    expect(callbacksHref({ outcomes: ["parked", "late"] })).toBe("/callbacks?outcome=parked&outcome=late");
  });

  test.each([
    ["nonsense=1", "nonsense"],
    ["outcome=good", "outcome=good"],
    ["channel=post", "channel=post"],
    ["from=2026-02-30", "from=2026-02-30"],
    ["to=tomorrow", "to=tomorrow"],
    ["limit=1000", "limit=1000"],
    ["receipts=2", "receipts=2"],
    ["event=", "event="],
    ["event=a&event=b", "event"],
    ["about=kari@example.com", "about=kari@example.com"],
    ["before=yesterday", "before=yesterday"],
    ["before=2026-05-12T10:00:00.000Z_order_1", "before=2026-05-12T10:00:00.000Z_order_1"],
    ["before=2026-05-12T10:00:00.000Z_late_1&after=2026-05-12T10:00:00.000Z_late_1", "after"],
  ])("what is not understood is named: %s", (query, name) => {
    expect(parse(query).unknown).toEqual([name]);
  });

  test("any text at all is either understood or named, and never thrown over", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 6 }), (pairs) => {
        const { filter, unknown } = parseCallbackFilter(new URLSearchParams(pairs));
        const isEverything = callbackQuery(filter) === "";
        expect(isEverything && unknown.length === 0).toBe(pairs.length === 0);
      }),
    );
  });
});

test("an entry's id names its kind, and a late copy of a delivery is another entry", () => {
  const digest = "ab".repeat(32);
  expect(logId("late", digest)).not.toBe(logId("delivery", digest));
  for (const kind of LOG_KINDS) expect(parseLogId(logId(kind, digest))).toEqual({ kind, key: digest });
  for (const hostile of ["", "..", "a b", "x".repeat(300), "late-", "%2e", "zz"])
    expect(parseLogId(hostile)).toBeUndefined();
});
