import fc from "fast-check";
import { expect, test } from "vitest";
import { minorUnits } from "@/lib/domain/minor-units";
import { parseDecimal } from "./decimal-input";
import { plainDecimal } from "./money";
import { withMinorUnits } from "./typed-amounts";

test.each([
  ["500", "NOK", 50_000],
  ["1 249,5", "NOK", 124_950],
  ["1\u00a0249.50", "SEK", 124_950],
  ["500", "ISK", 500],
  ["500,5", "ISK", undefined],
  ["1.249,50", "NOK", undefined],
  ["0.001", "NOK", undefined],
  ["-5", "NOK", undefined],
  ["five", "NOK", undefined],
  ["", "NOK", undefined],
])("%s in %s is %s", (text, currency, amount) => expect(parseDecimal(text, currency)).toBe(amount));

test("what is printed as a plain decimal reads back", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom("NOK", "ISK", "KWD"), (amount, currency) => {
      expect(parseDecimal(plainDecimal(minorUnits(amount), currency), currency)).toBe(amount);
    }),
  );
});

test("typed amounts become minor units of the one currency; one that cannot be read is left for the filter to name", () => {
  const address = (query: string) => withMinorUnits(new URLSearchParams(query))?.toString();
  expect(address("currency=NOK&amount_from=1+000%2C50&amount_to=")).toBe("currency=NOK&amount_gte=100050");
  expect(address("currency=ISK&amount_to=500&status=")).toBe("currency=ISK&amount_lte=500");
  expect(address("currency=NOK&currency=SEK&amount_from=5")).toBe("currency=NOK&currency=SEK&amount_gte=5");
  expect(address("currency=NOK&amount_from=much")).toBe("currency=NOK&amount_gte=much");
  expect(address("currency=NOK")).toBeUndefined();
});
