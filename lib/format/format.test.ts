import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { minorUnits } from "@/lib/domain/minor-units";
import { shortenIdentifier } from "./identifiers";
import { formatInstant, formatWeekday, timeZoneLabel } from "./instants";
import { currencyExponent, formatMoney, plainDecimal } from "./money";
import { formatPercent, formatQuantity } from "./numbers";
import { formatCountry } from "./places";

/** Intl separates by U+00A0 or U+202F; which one is its own affair. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replace(/\u2212/g, "-");

describe("money", () => {
  test.each([
    [124900, "NOK", "nb", "1 249,00 NOK"],
    [124900, "NOK", "en", "NOK 1,249.00"],
    [-500, "SEK", "nb", "-5,00 SEK"],
    [1249, "ISK", "nb", "1 249 ISK"],
    [1249, "JPY", "en", "JPY 1,249"],
    [1249, "KWD", "en", "KWD 1.249"],
    [5, "RSD", "en", "RSD 0.05"],
    [0, "EUR", "nb", "0,00 EUR"],
  ] as const)("%d %s in %s is %s", (amount, currency, locale, text) => {
    expect(plain(formatMoney(minorUnits(amount), currency, locale))).toBe(text);
  });

  test("a line does not break inside an amount", () => {
    expect(formatMoney(minorUnits(124900), "NOK", "nb")).not.toContain(" ");
  });

  test("a currency that is no ISO code stays as received", () => {
    expect(formatMoney(minorUnits(500), "<string>", "nb")).toBe("5.00 <string>");
  });

  test("no digit is lost up to a thousand billion kroner", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 14), max: 10 ** 14 }),
        fc.constantFrom("NOK", "ISK", "KWD"),
        (value, currency) => {
          const shown = plain(formatMoney(minorUnits(value), currency, "en")).replace(/[A-Z ,]/g, "");
          expect(Number(shown)).toBe(Number(plainDecimal(minorUnits(value), currency)));
          expect(shown.split(".")[1]?.length ?? 0).toBe(currencyExponent(currency));
        },
      ),
    );
  });

  test("a plain decimal reads back to the same minor units", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom("NOK", "ISK", "KWD"), (value, currency) => {
        expect(Number(plainDecimal(minorUnits(value), currency).replace(".", ""))).toBe(value);
      }),
    );
  });
});

describe("instants", () => {
  const oslo = { locale: "nb", timeZone: "Europe/Oslo" } as const;

  test("are shown in the zone that is named, not the machine's", () => {
    expect(plain(formatInstant("2026-05-12T22:15:31.000Z", oslo))).toBe("13. mai 2026, 00:15:31");
    expect(plain(formatInstant("2026-05-12T22:15:31.000Z", { ...oslo, locale: "en" }))).toBe(
      "13 May 2026, 00:15:31",
    );
    expect(formatInstant("2026-05-12T22:15:31.000Z", { ...oslo, style: "time" })).toBe("00:15:31");
    expect(plain(formatInstant("2026-05-12T22:15:31.000Z", { ...oslo, style: "date" }))).toBe("13. mai 2026");
  });

  test("the hour that Oslo skips in March and repeats in October is told apart", () => {
    expect(formatInstant("2026-03-29T00:59:59Z", { ...oslo, style: "time" })).toBe("01:59:59");
    expect(formatInstant("2026-03-29T01:00:00Z", { ...oslo, style: "time" })).toBe("03:00:00");
    const first = "2026-10-25T00:30:00Z";
    const second = "2026-10-25T01:30:00Z";
    expect(formatInstant(first, oslo)).toBe(formatInstant(second, oslo));
    expect(timeZoneLabel(first, oslo)).not.toBe(timeZoneLabel(second, oslo));
  });

  test("a text that is no instant stays as received", () => {
    expect(formatInstant("<string>", oslo)).toBe("<string>");
    expect(timeZoneLabel("<string>", oslo)).toBe("");
  });

  test("weekdays count from Monday", () => {
    expect(formatWeekday(1, "nb")).toBe("mandag");
    expect(formatWeekday(7, "en")).toBe("Sunday");
    expect(formatWeekday(0, "en")).toBe("0");
  });
});

test("quantities keep their decimals, percentages are numbers of hundredths", () => {
  expect(formatQuantity(2.5, "nb")).toBe("2,5");
  expect(formatQuantity(3, "en")).toBe("3");
  expect(plain(formatPercent(25, "nb"))).toBe("25 %");
  expect(formatPercent(0.25, "en")).toBe("0.25%");
});

test("a long identifier keeps both ends, a short one is whole", () => {
  expect(shortenIdentifier("T12345678.465U8CUzaPVpneu1wt8Wei")).toBe("T12345…wt8Wei");
  expect(shortenIdentifier("ORDER-1001")).toBe("ORDER-1001");
});

test("countries are named in the reader's language", () => {
  expect(formatCountry("NO", "nb")).toBe("Norge");
  expect(formatCountry("SE", "en")).toBe("Sweden");
  expect(formatCountry("Norway", "en")).toBe("Norway");
});
