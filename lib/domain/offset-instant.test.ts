import fc from "fast-check";
import { expect, test } from "vitest";
import { offsetInstant } from "./offset-instant";

test.each([
  ["2026-05-12T08:00:00.123Z", "Europe/Oslo", "2026-05-12T10:00:00.123+02:00"],
  ["2026-01-12T08:00:00.123456Z", "Europe/Oslo", "2026-01-12T09:00:00.123+01:00"],
  ["2026-03-29T00:59:59.999Z", "Europe/Oslo", "2026-03-29T01:59:59.999+01:00"],
  ["2026-03-29T01:00:00.000Z", "Europe/Oslo", "2026-03-29T03:00:00.000+02:00"],
  ["2026-10-25T00:30:00.000Z", "Europe/Oslo", "2026-10-25T02:30:00.000+02:00"],
  ["2026-10-25T01:30:00.000Z", "Europe/Oslo", "2026-10-25T02:30:00.000+01:00"],
  ["2026-05-12T08:00:00.000Z", "UTC", "2026-05-12T08:00:00.000+00:00"],
  ["2026-05-12T08:00:00.000Z", "Asia/Kathmandu", "2026-05-12T13:45:00.000+05:45"],
  ["2026-01-12T02:00:00.000Z", "America/St_Johns", "2026-01-11T22:30:00.000-03:30"],
  ["2026-04-04T15:00:00.000Z", "Australia/Lord_Howe", "2026-04-05T01:30:00.000+10:30"],
  ["soon", "Europe/Oslo", "soon"],
])("%s in %s is %s", (iso, timeZone, expected) => {
  expect(offsetInstant(iso, timeZone)).toBe(expected);
});

test("whatever the zone, it is the same instant", () => {
  const zones = fc.constantFrom("Europe/Oslo", "America/St_Johns", "Asia/Kathmandu", "Pacific/Apia", "UTC");
  const instants = fc.date({ min: new Date("1970-01-02"), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(instants, zones, (at, zone) => {
      expect(Date.parse(offsetInstant(at.toISOString(), zone))).toBe(at.getTime());
    }),
  );
});
