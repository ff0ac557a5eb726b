import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EVERY_ORDER, type OrderFilter, parseOrderFilter } from "./order-filter";
import { ORDER_COLUMNS, type OrderLook, readOrderLook, USUAL_COLUMNS } from "./order-look";
import {
  daysToKeep,
  hasDays,
  isEdited,
  keepingDays,
  viewHref,
  viewNameOf,
  viewQueryOf,
  withoutDays,
} from "./saved-view";
import { orderFilters } from "./test-order-filter";

const USUAL: OrderLook = { columns: USUAL_COLUMNS, isComfortable: false };
const looks: fc.Arbitrary<OrderLook> = fc.record({
  columns: fc.shuffledSubarray([...ORDER_COLUMNS], { minLength: 1 }),
  isComfortable: fc.boolean(),
});
const ids = fc.stringMatching(/^[A-Za-z0-9_-]{16}$/);

const paramsOf = (href: string) => new URL(href, "http://kontor.example").searchParams;
const read = (href: string) => {
  const { look, rest } = readOrderLook(paramsOf(href));
  return { look, ...parseOrderFilter(rest) };
};
const unpaged = (filter: OrderFilter): OrderFilter => ({ ...filter, after: undefined, before: undefined });

describe("a view", () => {
  test("opens as the list it was made from, and made from that list again it is the same view", () => {
    fc.assert(
      fc.property(orderFilters, looks, ids, (filter, look, id) => {
        const query = viewQueryOf(filter, look);
        const href = viewHref({ id, query });
        const opened = read(href);
        expect(opened).toEqual({ filter: unpaged(filter), look: { ...look, view: id }, problems: [] });
        expect(viewQueryOf(opened.filter, opened.look)).toBe(query);
        expect(isEdited(query, paramsOf(href))).toBe(false);
      }),
    );
  });

  test("without days opens over the days one was looking at, and counts as unedited whatever they are", () => {
    fc.assert(
      fc.property(orderFilters, orderFilters, looks, ids, (filter, shown, look, id) => {
        const query = viewQueryOf(withoutDays(filter), look);
        const href = viewHref({ id, query }, shown);
        const { by, from, to, last, hour, daysToCapture } = shown;
        const days = { by, from, to, last, hour, daysToCapture };
        expect(read(href)).toEqual({
          filter: { ...unpaged(withoutDays(filter)), ...days },
          look: { ...look, view: id },
          problems: [],
        });
        expect(isEdited(query, paramsOf(href))).toBe(false);
      }),
    );
  });

  test("with days opens over its own", () => {
    const query = viewQueryOf({ ...EVERY_ORDER, last: "7d" }, USUAL);
    expect(viewHref({ id: "a", query }, { ...EVERY_ORDER, from: "2026-05-01", by: "captured" })).toBe(
      "/orders?last=7d&view=a",
    );
  });

  test("is edited when anything but its page differs, and not by another way of saying the same", () => {
    const query = "status=FAILED&status=DECLINED&last=7d&columns=amount&columns=status";
    const same = [
      query,
      "last=7d&status=DECLINED&status=FAILED&status=FAILED&columns=amount&columns=status",
      `${query}&view=a&after=b&limit=50&by=created&who=&q=`,
    ];
    const others = [
      "",
      "status=FAILED&status=DECLINED&last=7d",
      query.replace("7d", "30d"),
      query.replace("columns=amount&columns=status", "columns=status&columns=amount"),
      `${query}&density=comfortable`,
      `${query}&sort=amount`,
      `${query}&limit=25`,
      `${query}&by=captured`,
    ];
    const edited = (asked: string) => isEdited(query, new URLSearchParams(asked));
    expect(same.map(edited)).toEqual([false, false, false]);
    expect(others.map(edited)).toEqual(others.map(() => true));
  });

  test("whose value is not known any more opens with the problem that its address has", () => {
    const href = viewHref({ id: "a", query: "method=retired.method&columns=retired" });
    expect(read(href).problems.map(({ name, value }) => ({ name, value }))).toEqual([
      { name: "method", value: "retired.method" },
    ]);
    expect(readOrderLook(paramsOf(href)).problems.map(({ value }) => value)).toEqual(["retired"]);
    expect(isEdited("method=retired.method&columns=retired", paramsOf(href))).toBe(false);
  });
});

describe("the days of a view", () => {
  const TODAY = "2026-05-12";
  const of = (days: Partial<OrderFilter>): OrderFilter => ({ ...EVERY_ORDER, ...days });

  test("that are a window of today's move along unless these very days are wanted, or none", () => {
    const week = of({ from: "2026-05-06", to: "2026-05-13", by: "captured" });
    expect(daysToKeep(week, TODAY)).toEqual(["moving", "fixed", "none"]);
    expect(keepingDays(week, "moving", TODAY)).toEqual(of({ last: "7d", by: "captured" }));
    expect(keepingDays(week, "fixed", TODAY)).toEqual(week);
    expect(keepingDays(of({ last: "7d", by: "captured" }), "fixed", TODAY)).toEqual(week);
    expect(hasDays(viewQueryOf(keepingDays(week, "none", TODAY), USUAL))).toBe(false);
  });

  test("that are no window stay as they are; the last 24 hours cannot be days; without days there is no choice", () => {
    expect(daysToKeep(of({ from: "2026-01-01", to: "2026-02-01" }), TODAY)).toEqual(["fixed", "none"]);
    expect(daysToKeep(of({ from: "2026-01-01" }), TODAY)).toEqual(["fixed", "none"]);
    expect(daysToKeep(of({ last: "24h" }), TODAY)).toEqual(["moving", "none"]);
    expect(daysToKeep(of({ by: "captured" }), TODAY)).toEqual([]);
  });

  test("kept to move mean, on the day they are kept, the same as before", () => {
    fc.assert(
      fc.property(orderFilters, (filter) => {
        const [usual] = daysToKeep(filter, TODAY);
        if (usual !== "moving") return;
        const moving = keepingDays(filter, "moving", TODAY);
        expect(keepingDays(moving, "fixed", TODAY)).toEqual(keepingDays(filter, "fixed", TODAY));
      }),
    );
  });
});

test("a name is short, visible and nobody's address; its spaces are single", () => {
  expect(viewNameOf("  Failed \n today ")).toBe("Failed today");
  expect(viewNameOf("Går ut snart – 💳")).toBe("Går ut snart – 💳");
  expect(viewNameOf("x".repeat(60))).toBe("x".repeat(60));
  for (const refused of ["", " \t", "x".repeat(61), "a\u202eb", "a\u0000b", "kari@example.com"]) {
    expect(viewNameOf(refused)).toBeUndefined();
  }
});
