import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorUnits } from "@/lib/domain/minor-units";
import { EVERY_ORDER, type OrderFilter, orderFilterParams } from "@/lib/domain/order-filter";
import { orderFilters } from "@/lib/domain/test-order-filter";
import { readTypedFilter, typedFields } from "./typed-filter";

const HELD = {
  status: ["UNHEARD_OF"],
  method: ["new.wallet"],
  brand: ["Visa", "Dankort"],
  currency: ["NOK", "SEK", "ISK"],
  store: ["Oslo city"],
  reason: [],
};
const read = (text: string, now: Partial<OrderFilter> = {}) =>
  readTypedFilter(text, { ...EVERY_ORDER, ...now }, HELD);
const query = (text: string, now: Partial<OrderFilter> = {}) => {
  const typed = read(text, now);
  return "filter" in typed ? decodeURIComponent(orderFilterParams(typed.filter).toString()) : typed.problems;
};

describe("a filter that is typed", () => {
  test.each([
    [
      "status:failed amount:>500 currency:nok by:captured",
      "status=FAILED&currency=NOK&amount_gte=50001&by=captured",
    ],
    ["STATUS:Failed,declined", "status=FAILED&status=DECLINED"],
    ["status: failed who: bank", "status=FAILED&who=bank"],
    ["status:unheard_of method:wallet", "status=UNHEARD_OF&method=new.wallet"],
    ["method:swish", "method=payex.swish&method=swish.swish"],
    ["method:payex.vipps brand:visa", "method=payex.vipps&brand=Visa"],
    ["currency:isk amount:<=1000", "currency=ISK&amount_lte=1000"],
    ["currency:nok amount:1249,50", "currency=NOK&amount_gte=124950&amount_lte=124950"],
    ["currency:nok amount:100..200", "currency=NOK&amount_gte=10000&amount_lte=20000"],
    ["currency:nok amount:>=100 amount:<200", "currency=NOK&amount_gte=10000&amount_lte=19999"],
    ['store:"Oslo city"', "store=Oslo+city"],
    ["seller:kari-shop", "payout_destination=kari-shop"],
    [
      "from:2026-05-01 to:2026-06-01 sort:-amount currency:sek",
      "currency=SEK&from=2026-05-01&to=2026-06-01&sort=-amount",
    ],
    [
      "split:yes refunded:NO expiring:48h callback:parked adds_up:no",
      "split=yes&refunded=no&expiring=48h&callback=parked&adds_up=no",
    ],
    ["remaining:No by:EXPIRES expiring:unknown", "by=expires&remaining=no&expiring=unknown"],
    ["by:captured days_to_capture:4-7", "by=captured&days_to_capture=4-7"],
    ["NL-1019 status:on_hold", "status=ON_HOLD&q=NL-1019"],
    ['"NL:1019"', "q=NL:1019"],
    ["  ", ""],
  ])("%s is %s", (text, expected) => {
    expect(query(text)).toBe(expected);
  });

  test("takes the place of what it names and leaves the rest; its page is the first", () => {
    const now = {
      status: ["VOIDED"],
      who: ["bank"],
      from: "2026-05-01",
      to: "2026-05-02",
      after: "x",
    } as const;
    expect(query("status:failed last:7d", now)).toBe("status=FAILED&who=bank&last=7d");
    const inNok = { currency: ["NOK"], amountGte: minorUnits(500) };
    expect(query("amount:<9", inNok)).toBe("currency=NOK&amount_lte=899");
    expect(query("currency:sek", inNok)).toBe("currency=SEK");
    const soon = { by: "captured", daysToCapture: { min: 0, max: 1 } } as const;
    expect(query("last:7d", soon)).toBe("by=captured&days_to_capture=0-1&last=7d");
    expect(query("by:expires", soon)).toBe("by=expires");
  });

  test.each([
    ["state:failed", { name: "state", reason: "unknown-parameter" }],
    ["-status:failed", { name: "-status", reason: "unknown-parameter" }],
    ["limit:17", { name: "limit", value: "17", reason: "unknown-value" }],
    ["status:broken", { name: "status", value: "broken", reason: "unknown-value" }],
    ["status:", { name: "status", value: "", reason: "unknown-value" }],
    ["amount:>500", { name: "amount", reason: "needs-one-currency" }],
    ["currency:nok amount:much", { name: "amount", value: "much", reason: "unknown-value" }],
    ["currency:isk amount:1.5", { name: "amount", value: "1.5", reason: "unknown-value" }],
    ["from:2026-05-02 to:2026-05-01", { name: "to", value: "2026-05-01", reason: "empty-range" }],
    ["days_to_capture:31-", { name: "days_to_capture", reason: "needs-by-captured" }],
    ["remaining:some", { name: "remaining", value: "some", reason: "unknown-value" }],
    ["kari nordmann", { name: "q", reason: "personal" }],
    ["kari@example.com", { name: "q", reason: "personal" }],
    ["a1", { name: "q", reason: "too-short" }],
  ])("%s is not understood, and says why", (text, problem) => {
    expect(query(text)).toEqual([problem]);
  });

  test("every filter that an address says can be typed by its names, and is that filter", () => {
    // Amounts are typed in major units, and "vipps" means that of every provider.
    const sayable = orderFilters.map((filter) => ({
      ...filter,
      ...{ amountGte: undefined, amountLte: undefined, text: undefined, after: undefined, before: undefined },
      method: filter.method.filter((method) => method !== "vipps"),
    }));
    fc.assert(
      fc.property(sayable, (filter) => {
        const params = orderFilterParams(filter);
        fc.pre([...params.values()].every((value) => !/[",]/.test(value) && value.trim() === value));
        const typed = [...params].map(
          ([name, value]) => `${name === "payout_destination" ? "seller" : name}:"${value}"`,
        );
        expect(read(typed.join(" "))).toEqual({ filter });
      }),
    );
  });

  test("no text is too strange to be answered", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), orderFilters, (text, now) => {
        const typed = readTypedFilter(text, now, HELD);
        expect("filter" in typed || typed.problems.length > 0).toBe(true);
      }),
    );
  });

  test("every field that is offered is one that is read", () => {
    const numbers = ["hour", "days_to_capture"];
    for (const [name, [value = numbers.includes(name) ? "7" : "2026-05-01"]] of typedFields(HELD)) {
      if (name === "amount" || name === "seller") continue;
      const now = { currency: ["NOK"], by: "captured" } as const;
      expect(query(`${name}:"${value}"`, now)).toEqual(expect.any(String));
    }
  });
});
