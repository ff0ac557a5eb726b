import fc from "fast-check";
import { expect, test } from "vitest";
import { CaptureTally } from "@/lib/domain/capture-buckets";
import type { CaptureContribution } from "@/lib/domain/capture-parts";
import { CAPTURE_INTERVALS } from "@/lib/domain/capture-query";
import { captureSpans } from "@/lib/domain/capture-spans";
import { addDays, localDayOf, startOfDay } from "@/lib/domain/local-day";
import { minorUnits } from "@/lib/domain/minor-units";
import { listCapturedCurrencies, sumBuckets, sumGroupBuckets, sumGroups } from "./capture-report";
import { addToRollup } from "./capture-rollup";
import { testDatabase } from "./test-database";

const { db } = testDatabase();
const ZONE = "Europe/Oslo";
let accounts = 0;

/** Around the nights on which clocks change, New Year and the end of a month, by the half hour. */
const instants = fc
  .tuple(
    fc.constantFrom("2026-03-28T20:00Z", "2026-10-24T20:00Z", "2025-12-31T18:00Z", "2026-02-28T18:00Z"),
    fc.nat({ max: 40 }),
  )
  .map(([start, halfHours]) => new Date(Date.parse(start) + halfHours * 1_800_000).toISOString());
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const amounts = fc.integer({ min: 1, max: 90_000 }).map(minorUnits);
const orders: fc.Arbitrary<readonly CaptureContribution[]> = fc.array(
  fc.record({
    currency: fc.constantFrom("NOK", "SEK", "ISK", "EUR"),
    paymentProductType: maybe(fc.constantFrom("vipps", "swish.swish", "klarna.klarna")),
    cardBrand: maybe(fc.constantFrom("Visa")),
    storeId: maybe(fc.constantFrom("1", "2")),
    authorized: amounts,
    authorizedAt: instants,
    captured: amounts,
    refunded: amounts,
    parts: fc.array(
      fc.record({
        kind: fc.constantFrom("capture" as const, "refund" as const),
        part: fc.constant("seller" as const),
        at: instants,
        payoutDestinationId: maybe(fc.constantFrom(..."abcdefghij")),
        amount: amounts,
        eventAmount: amounts,
        isEventFirst: fc.constant(true),
        settlementIds: fc.constant([]),
        isSettled: fc.constant(false),
      }),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 25 },
);
const ranges = fc
  .tuple(
    fc.constantFrom("2025-12-29", "2026-02-27", "2026-03-27", "2026-10-23"),
    fc.integer({ min: 1, max: 5 }),
  )
  .map(([from, length]) => ({ from, to: addDays(from, length) }));

test("whatever was captured, each bar and each group is a plain recount, currency by currency", async () => {
  await fc.assert(
    fc.asyncProperty(orders, ranges, fc.constantFrom(...CAPTURE_INTERVALS), async (made, days, interval) => {
      accounts += 1;
      const accountId = `T${String(accounts).padStart(8, "0")}`;
      const tally = new CaptureTally(ZONE);
      for (const order of made) tally.add(order);
      await addToRollup(db, accountId, tally.differences());
      const spans = captureSpans(days, interval, { timeZone: ZONE, now: Date.parse("2027-01-01T00:00:00Z") });
      const time = {
        starts: spans.map(({ startsAt }) => startsAt),
        end: startOfDay(days.to, ZONE),
        grain: interval === "hour" ? ("hour" as const) : ("day" as const),
      };
      for (const currency of ["NOK", "SEK"]) {
        const scope = { accountId, currency };
        const parts = made
          .filter((order) => order.currency === currency)
          .flatMap((order) =>
            order.parts.map((part) => ({ ...part, method: order.paymentProductType ?? "" })),
          );
        const sumOf = (
          kind: string,
          index: number,
          isIn: (part: (typeof parts)[number]) => boolean = () => true,
        ) =>
          parts
            .filter(
              ({ at }) =>
                Date.parse(at) >= (spans[index]?.startsAt ?? 0) &&
                Date.parse(at) < (spans[index]?.endsAt ?? 0),
            )
            .filter((part) => part.kind === kind && isIn(part))
            .reduce((sum, { amount }) => sum + BigInt(amount), 0n);

        const cells = await sumBuckets(db, scope, time);
        for (const index of spans.keys()) {
          const cell = cells.find(({ bucket }) => bucket === index);
          expect(cell?.captured ?? 0n).toBe(sumOf("capture", index));
          expect(cell?.refunded ?? 0n).toBe(sumOf("refund", index));
        }

        const groups = await sumGroups(
          db,
          scope,
          { ...time, grain: "day", starts: time.starts.slice(0, 1) },
          "payout_destination",
          6,
        );
        expect(groups.length).toBeLessThanOrEqual(7);
        const named = groups.flatMap(({ value }) => value ?? []);
        const byGroup = await sumGroupBuckets(db, scope, time, {
          dimension: "payout_destination",
          values: named,
        });
        for (const { bucket, value, captured } of byGroup) {
          const isIn = ({ payoutDestinationId = "" }) =>
            value === undefined ? !named.includes(payoutDestinationId) : payoutDestinationId === value;
          expect(captured).toBe(sumOf("capture", bucket, isIn));
        }
        const whole = cells.reduce((sum, { captured }) => sum + captured, 0n);
        expect(groups.reduce((sum, { captured }) => sum + captured, 0n)).toBe(whole);
        expect(byGroup.reduce((sum, { captured }) => sum + captured, 0n)).toBe(whole);
        const ranked = groups.filter(({ value }) => value !== undefined).map(({ captured }) => captured);
        if (groups.length <= 6) expect(ranked).toEqual(ranked.toSorted((a, b) => Number(b - a)));
      }
      const held = await listCapturedCurrencies(db, accountId, {
        from: startOfDay(days.from, ZONE),
        end: time.end,
      });
      expect(held.map(({ currency }) => currency)).toEqual(
        [...new Set(made.map(({ currency }) => currency))].toSorted(),
      );
      for (const { currency, since } of held) {
        const own = made.filter((order) => order.currency === currency);
        const first = own
          .flatMap(({ authorizedAt, parts }) => [authorizedAt, ...parts.map(({ at }) => at)])
          .toSorted()[0];
        expect(localDayOf(Date.parse(since), ZONE)).toBe(localDayOf(Date.parse(first ?? ""), ZONE));
      }
    }),
    { numRuns: 60 },
  );
});
