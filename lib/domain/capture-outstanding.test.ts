import { expect, test } from "vitest";
import { outstandingEdges, outstandingOf } from "./capture-outstanding";
import { minorUnits } from "./minor-units";

const TODAY = "2026-05-12";

test("each day has one bin of age and one of expiry, and the edges are those the bins say", () => {
  const { ages, expiries } = outstandingEdges(TODAY);
  const { byAge, byExpiry } = outstandingOf([], TODAY);
  expect(ages).toEqual(["2026-04-15", "2026-04-29", "2026-05-06", "2026-05-10", "2026-05-12"]);
  expect(byAge.map(({ from, to }) => [from, to])).toEqual([
    ["2026-05-12", "2026-05-13"],
    ["2026-05-10", "2026-05-12"],
    ["2026-05-06", "2026-05-10"],
    ["2026-04-29", "2026-05-06"],
    ["2026-04-15", "2026-04-29"],
    [undefined, "2026-04-15"],
  ]);
  expect(expiries).toEqual(["2026-05-12", "2026-05-13", "2026-05-15", "2026-05-19", "2026-06-09"]);
  expect(byExpiry.map(({ from, to }) => [from, to])).toEqual([
    [undefined, "2026-05-12"],
    ["2026-05-12", "2026-05-13"],
    ["2026-05-13", "2026-05-15"],
    ["2026-05-15", "2026-05-19"],
    ["2026-05-19", "2026-06-09"],
    ["2026-06-09", undefined],
  ]);
});

test("what is outstanding is the same by age and by expiry, what nobody knows the day of included", () => {
  const cell = (age: number | undefined, expiry: number | undefined, remaining: number) => ({
    ...{ age, expiry, count: 1 },
    remaining: minorUnits(remaining),
  });
  const found = outstandingOf([cell(5, 0, 10), cell(5, undefined, 20), cell(undefined, 3, 40)], TODAY);
  expect(found).toMatchObject({ remaining: 70, count: 3 });
  expect(found.byAge[0]).toMatchObject({ minDays: 0, remaining: 30, count: 2 });
  expect(found.byAge.at(-1)).toMatchObject({ isUnknown: true, remaining: 40 });
  expect(found.byExpiry.at(-1)).toMatchObject({ isUnknown: true, remaining: 20 });
});
