import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DECIMALS, DELIMITERS } from "./csv-format";
import { EXPORT_ROWS, exportHref, readOrderExport } from "./order-export";
import { EVERY_ORDER, orderFilterParams, parseOrderFilter, sortOf } from "./order-filter";
import { ORDER_COLUMNS, USUAL_COLUMNS } from "./order-look";
import { orderFilters } from "./test-order-filter";

const read = (query: string, mayName = true) => readOrderExport(new URLSearchParams(query), mayName);

describe("what an export's address asks for", () => {
  test("is read back from the address that was made of it, with the filter and without its page", () => {
    const choices = fc.record({
      rows: fc.constantFrom(...EXPORT_ROWS),
      columns: fc.option(fc.subarray([...ORDER_COLUMNS], { minLength: 1 }), { nil: "all" as const }),
      format: fc.record({
        delimiter: fc.constantFrom(...DELIMITERS),
        decimal: fc.constantFrom(...DECIMALS),
        hasBom: fc.boolean(),
      }),
    });
    fc.assert(
      fc.property(orderFilters, choices, (filter, choice) => {
        const { asked, rest, problems } = read(exportHref(filter, choice).split("?")[1] ?? "");
        const columns =
          choice.rows === "splits"
            ? USUAL_COLUMNS
            : choice.columns === "all"
              ? ORDER_COLUMNS
              : choice.columns;
        expect(problems).toEqual([]);
        expect(asked).toEqual({ ...choice, columns, orderKeys: [] });
        const whole = { ...filter, limit: EVERY_ORDER.limit, after: undefined, before: undefined };
        expect(orderFilterParams(parseOrderFilter(rest).filter).toString()).toBe(
          orderFilterParams(whole).toString(),
        );
      }),
    );
  });

  test("goes without saying: the list's usual columns, comma, point, no mark", () => {
    expect(read("").asked).toEqual({
      rows: "orders",
      columns: USUAL_COLUMNS,
      format: { delimiter: "comma", decimal: "point", hasBom: false },
      orderKeys: [],
    });
  });

  test("of picked orders is them alone, sorted as the list was, whatever it was filtered by", () => {
    const format = { delimiter: "comma", decimal: "point", hasBom: false } as const;
    const picked = ["T12345678.b", "T12345678.a"];
    fc.assert(
      fc.property(orderFilters, (filter) => {
        const href = exportHref(filter, { rows: "orders", columns: "all", format, orderKeys: picked });
        const { asked, rest, problems } = read(href.split("?")[1] ?? "");
        expect(problems).toEqual([]);
        expect(asked.orderKeys).toEqual(picked);
        const parsed = parseOrderFilter(rest);
        expect(parsed.problems).toEqual([]);
        expect(sortOf(parsed.filter)).toEqual(sortOf(filter));
        expect({ ...parsed.filter, sort: undefined, currency: [] }).toEqual(EVERY_ORDER);
      }),
    );
  });

  test.each([
    ["order=kari%40example.com", "order", "unknown-value"],
    [Array.from({ length: 101 }, (_, at) => `order=T12345678.${at}`).join("&"), "order", "too-many"],
    ["rows=sellers", "rows", "unknown-value"],
    ["columns=colour", "columns", "unknown-value"],
    ["delimiter=tab", "delimiter", "unknown-value"],
    ["decimal=.", "decimal", "unknown-value"],
    ["bom=true", "bom", "unknown-value"],
    ["bom=yes&bom=no", "bom", "given-twice"],
    ["limit=100", "limit", "unknown-parameter"],
    ["after=x", "after", "unknown-parameter"],
    ["rows=splits&columns=status", "columns", "not-with-splits"],
  ])("%s is a problem with %s: %s", (query, name, reason) => {
    expect(read(query).problems).toMatchObject([{ name, reason }]);
  });
});

describe("for who may see figures only", () => {
  test("no column names an order or its customer, whatever is asked for", () => {
    for (const query of ["", "columns=all"]) {
      const { asked, problems } = read(query, false);
      expect(problems).toEqual([]);
      for (const column of ["customer", "session", "transaction", "reference_2"] as const) {
        expect(asked.columns).not.toContain(column);
      }
    }
  });

  test("one that is asked for by name is a problem, not left out in silence", () => {
    expect(read("columns=status&columns=customer", false).problems).toEqual([
      { name: "columns", reason: "not-for-role" },
    ]);
  });
});
