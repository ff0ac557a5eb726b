import fc from "fast-check";
import { expect, test } from "vitest";
import { EVERY_ORDER } from "./order-filter";
import {
  changed,
  isFiltered,
  listHref,
  nextSort,
  ORDER_COLUMNS,
  readOrderLook,
  USUAL_COLUMNS,
} from "./order-look";
import { orderFilters } from "./test-order-filter";

test("every look reads back from its address as it was, beside any filter", () => {
  const looks = fc.record({
    columns: fc.shuffledSubarray([...ORDER_COLUMNS], { minLength: 1 }),
    isComfortable: fc.boolean(),
  });
  fc.assert(
    fc.property(orderFilters, looks, (filter, look) => {
      const { searchParams } = new URL(listHref(filter, look), "http://kontor.example");
      const read = readOrderLook(searchParams);
      expect(read.look).toEqual(look);
      expect(read.problems).toEqual([]);
      expect(`/orders?${read.rest}`).toBe(
        listHref(filter, { columns: USUAL_COLUMNS, isComfortable: false }).replace(/^\/orders$/, "/orders?"),
      );
    }),
  );
});

test("an unknown column is a problem, and the usual ones are shown", () => {
  const { look, problems } = readOrderLook(new URLSearchParams("columns=iban&density=tight"));
  expect(look).toEqual({ columns: USUAL_COLUMNS, isComfortable: false });
  expect(problems.map(({ name }) => name)).toEqual(["columns", "density"]);
});

test("a third click on a heading clears its sort", () => {
  const once = { ...EVERY_ORDER, sort: nextSort(EVERY_ORDER, "last_event") };
  const twice = { ...EVERY_ORDER, sort: nextSort(once, "last_event") };
  expect(once.sort).toEqual({ key: "last_event", isDescending: true });
  expect(twice.sort).toEqual({ key: "last_event", isDescending: false });
  expect(nextSort(twice, "last_event")).toBeUndefined();
  expect(nextSort(EVERY_ORDER, "created")).toEqual({ key: "created", isDescending: false });
});

test("another filter begins at its first page; a sort or a size filters nothing", () => {
  expect(changed({ ...EVERY_ORDER, after: "x" }, { limit: 25 })).toEqual({ ...EVERY_ORDER, limit: 25 });
  expect(isFiltered({ ...EVERY_ORDER, limit: 25, sort: { key: "amount", isDescending: true } })).toBe(false);
  expect(isFiltered({ ...EVERY_ORDER, by: "captured" })).toBe(false);
  expect(isFiltered({ ...EVERY_ORDER, from: "2026-05-01" })).toBe(true);
});
