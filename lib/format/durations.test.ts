import { expect, test } from "vitest";
import { formatDuration } from "./durations";

test.each([
  [0, "0 seconds", "0 sekunder"],
  [1, "1 second", "1 sekund"],
  [45.4, "45 seconds", "45 sekunder"],
  [-90, "90 seconds", "90 sekunder"],
  [91, "2 minutes", "2 minutter"],
  [180, "3 minutes", "3 minutter"],
  [5_400, "90 minutes", "90 minutter"],
  [7_200, "2 hours", "2 timer"],
  [129_600, "36 hours", "36 timer"],
  [432_000, "5 days", "5 døgn"],
])("%d seconds are said in one unit", (seconds, english, norwegian) => {
  expect(formatDuration(seconds, "en")).toBe(english);
  expect(formatDuration(seconds, "nb").replace("\u00a0", " ")).toBe(norwegian);
});
