import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorUnits } from "./minor-units";
import { encodeCursor } from "./order-cursor";
import {
  EVERY_ORDER,
  type OrderFilter,
  orderFilterParams,
  ordersHref,
  parseOrderFilter,
  sortOf,
} from "./order-filter";
import { orderFilters } from "./test-order-filter";

const parse = (query: string) => parseOrderFilter(new URLSearchParams(query));
const read = (href: string) => parseOrderFilter(new URL(href, "http://kontor.example").searchParams);

describe("an address of the list", () => {
  test("every filter reads back from its address as it was, without a problem", () => {
    fc.assert(
      fc.property(orderFilters, (filter) => {
        expect(read(ordersHref(filter))).toEqual({ filter, problems: [] });
      }),
    );
  });

  test("without parameters is every order, newest first, and the shortest address", () => {
    expect(parse("")).toEqual({ filter: EVERY_ORDER, problems: [] });
    expect(ordersHref()).toBe("/orders");
    expect(sortOf(EVERY_ORDER)).toEqual({ key: "created", isDescending: true });
  });

  test("reads as people write it", () => {
    expect(
      ordersHref({
        status: ["FAILED", "DECLINED"],
        who: ["bank"],
        currency: ["NOK"],
        amountGte: minorUnits(50_000),
        by: "captured",
        from: "2026-05-01",
        to: "2026-06-01",
        split: true,
        sort: { key: "amount", isDescending: true },
      }),
    ).toBe(
      "/orders?status=FAILED&status=DECLINED&who=bank&currency=NOK&amount_gte=50000&by=captured&from=2026-05-01&to=2026-06-01&split=yes&sort=-amount",
    );
  });

  test("a form's empty fields ask for nothing", () => {
    expect(parse("status=&from=&to=+&q=&currency=NOK")).toEqual({
      filter: { ...EVERY_ORDER, currency: ["NOK"] },
      problems: [],
    });
  });

  test.each([
    ["state=CAPTURED", "state", "unknown-parameter"],
    ["status[]=CAPTURED", "status[]", "unknown-parameter"],
    ["columns=created", "columns", "unknown-parameter"],
    ["status=captured", "status", "unknown-value"],
    ["status=CAPTURED&status=PAID", "status", "unknown-value"],
    ["who=issuer", "who", "unknown-value"],
    ["reason=INSUFFICIENT_FUNDS", "reason", "unknown-value"],
    ["method=creditcard", "method", "unknown-value"],
    ["currency=nok", "currency", "unknown-value"],
    ["currency=XYZ", "currency", "unknown-value"],
    ["from=2026-02-30", "from", "unknown-value"],
    ["to=yesterday", "to", "unknown-value"],
    ["by=settled", "by", "unknown-value"],
    ["hour=24", "hour", "unknown-value"],
    ["hour=07", "hour", "unknown-value"],
    ["split=true", "split", "unknown-value"],
    ["refunded=1", "refunded", "unknown-value"],
    ["expiring=soon", "expiring", "unknown-value"],
    ["last=1y", "last", "unknown-value"],
    ["last=7d&from=2026-05-02", "last", "not-with-days"],
    ["adds_up=maybe", "adds_up", "unknown-value"],
    ["callback=ok", "callback", "unknown-value"],
    ["sort=customer", "sort", "unknown-value"],
    ["sort=--created", "sort", "unknown-value"],
    ["limit=1000", "limit", "unknown-value"],
    ["limit=25&limit=50", "limit", "given-twice"],
    ["amount_gte=5.00&currency=NOK", "amount_gte", "unknown-value"],
    ["amount_gte=500", "amount_gte", "needs-one-currency"],
    ["amount_lte=500&currency=NOK&currency=SEK", "amount_lte", "needs-one-currency"],
    ["sort=-amount", "sort", "needs-one-currency"],
    ["currency=NOK&amount_gte=2&amount_lte=1", "amount_lte", "empty-range"],
    ["from=2026-05-02&to=2026-05-02", "to", "empty-range"],
    ["after=x", "after", "unknown-value"],
    ["q=ab", "q", "too-short"],
    ["q=kari%40example.com", "q", "personal"],
    ["q=Kari+Nordmann", "q", "personal"],
    ["q=%2B47+99+99+99+99", "q", "personal"],
    ["q=99999999", "q", "personal"],
  ])("%s is a problem, and not followed", (query, name, reason) => {
    const { filter, problems } = parse(query);
    expect(problems).toMatchObject([{ name, reason }]);
    const { [name]: _, ...others } = Object.fromEntries(orderFilterParams(filter));
    expect(Object.keys(others).every((other) => query.includes(other))).toBe(true);
  });

  test("a problem never repeats what may be somebody's", () => {
    expect(JSON.stringify(parse("q=kari%40example.com").problems)).not.toContain("kari");
  });

  test.each(["ORDER-1001", "10023", "2026/1001-A", "#99999999", "#Nordmann", "INV 2026 7"])(
    "%s may be a part of a reference",
    (text) => expect(parse(new URLSearchParams({ q: text }).toString()).filter.text).toBe(text),
  );

  test("a value no document names is known when an order has it", () => {
    const isHeld = (name: string, value: string) => name === "status" && value === "REVERSED";
    const query = new URLSearchParams("status=REVERSED&method=REVERSED");
    expect(parseOrderFilter(query, isHeld)).toMatchObject({
      filter: { status: ["REVERSED"], method: [] },
      problems: [{ name: "method" }],
    });
  });

  test("a place in one sort is none in another", () => {
    const after = encodeCursor("created", {
      value: null,
      listedAt: "2026-05-12T10:00:00.000Z",
      orderKey: "T12345678.x",
    });
    expect(parse(`after=${after}`).problems).toEqual([]);
    expect(parse(`after=${after}&sort=reference`).problems).toMatchObject([{ name: "after" }]);
    expect(parse(`after=${after}&before=${after}`).problems).toMatchObject([{ name: "before" }]);
  });

  test("no address makes it fail, whatever it says", () => {
    const names = fc.constantFrom(...orderFilterParams(FULL).keys(), "x");
    fc.assert(
      fc.property(fc.array(fc.tuple(names, fc.string({ unit: "binary" }))), (pairs) => {
        const { filter } = parseOrderFilter(new URLSearchParams(pairs));
        expect(read(ordersHref(filter)).filter).toEqual(filter);
      }),
    );
  });
});

const FULL: OrderFilter = {
  ...EVERY_ORDER,
  status: ["FAILED"],
  who: ["bank"],
  reason: ["unmapped"],
  method: ["vipps"],
  brand: ["Visa"],
  currency: ["NOK"],
  store: ["1"],
  payoutDestination: ["seller-a"],
  amountGte: minorUnits(1),
  amountLte: minorUnits(2),
  by: "captured",
  from: "2026-05-01",
  to: "2026-05-02",
  hour: 7,
  split: true,
  refunded: false,
  expiring: "48h",
  callback: "none",
  last: "7d",
  addsUp: false,
  text: "1001",
  sort: { key: "amount", isDescending: true },
  limit: 25,
  after: "a",
  before: "b",
};
