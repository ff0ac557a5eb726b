import fc from "fast-check";
import { expect, test } from "vitest";
import { parseRetryAfter } from "./retry-after";

const NOW = Date.UTC(2026, 10, 20, 12);
const read = (header: string | undefined) => parseRetryAfter(header, NOW, 60_000);

test.each([
  ["0", 0],
  [" 7 ", 7_000],
  ["61", 60_000],
  ["1000000000", 60_000],
  ["9".repeat(400), 60_000],
  ["Fri, 20 Nov 2026 12:00:09 GMT", 9_000],
  ["Friday, 20-Nov-26 12:00:09 GMT", 9_000],
  ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ["Fri, 31 Dec 9999 23:59:59 GMT", 60_000],
  ["2026", 60_000],
])("F42 Retry-After %j is %i ms", (header, expected) => {
  expect(read(header)).toBe(expected);
});

test.each([[undefined], [""], ["soon"], ["-1"], ["1.5"], ["1e3"], ["0x10"], ["Friday"], ["1 second"]])(
  "F42 Retry-After %j says nothing",
  (header) => {
    expect(read(header)).toBeUndefined();
  },
);

test("F42 no Retry-After makes anybody wait for less than nothing or more than the cap", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.double().map(String), fc.date({ noInvalidDate: true }).map(String)),
      (header) => {
        const ms = read(header);
        expect(ms === undefined || (ms >= 0 && ms <= 60_000)).toBe(true);
      },
    ),
  );
});
