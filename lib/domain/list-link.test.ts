import { expect, test } from "vitest";
import { LIST_PARAMETER, withinList } from "./list-link";
import { EVERY_ORDER, ordersHref, parseOrderFilter } from "./order-filter";

test("the list's whole filter travels in one parameter and reads back as it was", () => {
  const filter = { ...EVERY_ORDER, status: ["FAILED", "DECLINED"], text: "A&B=1", by: "failed" } as const;
  const { searchParams, pathname } = new URL(
    withinList("/sessions/T12345678.x", ordersHref(filter)),
    "http://kontor.example",
  );
  expect(pathname).toBe("/sessions/T12345678.x");
  expect([...searchParams.keys()]).toEqual([LIST_PARAMETER]);
  expect(parseOrderFilter(new URLSearchParams(searchParams.get(LIST_PARAMETER) ?? ""))).toEqual({
    filter,
    problems: [],
  });
});
