import { expect, test } from "vitest";
import { formatCompactAmount } from "./compact-money";
import { formatDay, formatDays, isoWeek } from "./days";

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

test("a day in the reader's language", () => {
  expect(formatDay("2026-03-03", "en", "weekday")).toBe("Tuesday 3 March 2026");
  expect(formatDay("2026-03-03", "nb", "weekday")).toBe("tirsdag 3. mars 2026");
  expect(formatDay("2026-03-03", "en", "short")).toBe("3 Mar");
  expect(formatDay("2026-03-01", "nb", "month")).toBe("mars 2026");
});

test.each([
  ["2026-03-03", "2026-03-04", "en", "3 March 2026"],
  ["2026-03-03", "2026-03-10", "en", "3–9 March 2026"],
  ["2026-03-03", "2026-03-10", "nb", "3.–9. mars 2026"],
  ["2026-02-27", "2026-03-02", "en", "27 February – 1 March 2026"],
  ["2025-12-29", "2026-01-05", "nb", "29. desember 2025 – 4. januar 2026"],
] as const)("days from %s to before %s in %s are %s", (from, to, locale, expected) => {
  expect(formatDays(from, to, locale)).toBe(expected);
});

test.each([
  ["2025-12-29", 1],
  ["2026-01-01", 1],
  ["2026-12-31", 53],
  ["2027-01-01", 53],
  ["2027-01-04", 1],
  ["2024-12-30", 1],
  ["2026-11-21", 47],
])("%s is in ISO week %i", (day, week) => {
  expect(isoWeek(day)).toBe(week);
});

test("an axis counts in major units, short, by the currency's own decimals", () => {
  expect(formatCompactAmount(1_200_000, "NOK", "en")).toBe("12k");
  expect(formatCompactAmount(12_000, "ISK", "en")).toBe("12k");
  expect(plain(formatCompactAmount(120_000_000, "NOK", "nb"))).toBe("1,2 mill.");
});
