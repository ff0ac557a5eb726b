import fc from "fast-check";
import { expect, test } from "vitest";
import { bucketHref, bucketHrefs, MOST_LINKED_VALUES } from "./capture-links";
import { ordersHref } from "./order-filter";

const bars = [
  { start: "2026-10-24T00:00:00.000+02:00", from: "2026-10-24", to: "2026-10-25" },
  { start: "2026-10-25T09:00:00.000+01:00", from: "2026-10-25", to: "2026-10-26" },
];

test("a mark's address is the list's own address of its filter, whatever the group is called and however many bars share it", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("captured", "refunded", "authorized"),
      fc.constantFrom("hour", "day"),
      fc.option(fc.string(), { nil: undefined }),
      fc.array(fc.string({ unit: "grapheme" }), { minLength: 1, maxLength: 3 }),
      (by, interval, currency, values) => {
        const scope = {
          from: "2026-10-24",
          to: "2026-10-26",
          interval,
          currency,
          groupBy: "method",
        } as const;
        const hrefOf = bucketHrefs(scope, by);
        for (const bar of bars) {
          const { start, from, to } = bar;
          const hour = interval === "hour" ? Number(start.slice(11, 13)) : undefined;
          const filter = { by, from, to, hour, currency: currency === undefined ? [] : [currency] };
          expect(hrefOf(bar)).toBe(ordersHref(filter));
          expect(hrefOf(bar, { values })).toBe(ordersHref({ ...filter, method: values }));
          expect(bucketHref(scope, bar, by, { values })).toBe(hrefOf(bar, { values }));
        }
      },
    ),
  );
});

test("a rest of more groups than an address has room for leads nowhere", () => {
  const scope = {
    from: "2026-10-24",
    to: "2026-10-26",
    interval: "day",
    currency: "NOK",
    groupBy: "brand",
  } as const;
  const values = Array.from({ length: MOST_LINKED_VALUES + 1 }, (_, index) => `B${index}`);
  for (const bar of bars) expect(bucketHref(scope, bar, "captured", { values })).toBeUndefined();
});
