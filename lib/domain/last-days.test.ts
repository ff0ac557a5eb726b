import { expect, test } from "vitest";
import { daysOfLast, lastOfDays } from "./last-days";
import { LAST_WINDOWS } from "./order-filter-words";

test("each window is days of the shop, today among them unless it is over", () => {
  const on = (today: string) =>
    Object.fromEntries(
      LAST_WINDOWS.map((last) => [last, Object.values(daysOfLast(last, today) ?? {}).join()]),
    );
  expect(on("2026-03-01")).toEqual({
    "24h": "",
    today: "2026-03-01,2026-03-02",
    yesterday: "2026-02-28,2026-03-01",
    "7d": "2026-02-23,2026-03-02",
    "30d": "2026-01-31,2026-03-02",
    "90d": "2025-12-02,2026-03-02",
    month: "2026-03-01,2026-03-02",
    last_month: "2026-02-01,2026-03-01",
  });
  expect(daysOfLast("last_month", "2028-03-31")).toEqual({ from: "2028-02-01", to: "2028-03-01" });
  expect(daysOfLast("last_month", "2026-01-15")).toEqual({ from: "2025-12-01", to: "2026-01-01" });
});

test("days that are a window's today are known as that window, others as none", () => {
  for (const last of LAST_WINDOWS) {
    const days = daysOfLast(last, "2026-05-12");
    if (days) expect(lastOfDays(days, "2026-05-12")).toBe(last);
  }
  expect(lastOfDays({ from: "2026-05-01", to: "2026-05-03" }, "2026-05-12")).toBeUndefined();
});
