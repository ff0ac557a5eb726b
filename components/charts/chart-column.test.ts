import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChartColumn, type ChartSeries, reachOf, ticksOf } from "./chart-column";

const SERIES: readonly ChartSeries[] = [
  { id: "a", name: "A", role: "stack", look: 1 },
  { id: "b", name: "B", role: "stack", look: 2 },
  { id: "back", name: "Back", role: "down", look: "refund" },
  { id: "before", name: "Before", role: "ghost", look: "faint" },
];

function column(
  key: string,
  values: Readonly<Record<string, number>> = {},
  begins: readonly string[] = [],
): ChartColumn {
  const parts = Object.entries(values).map(([series, value]) => ({ series, value, text: String(value) }));
  return { key, name: key, tick: key, begins, text: "", parts };
}

/** So many days from a Monday on, the month beginning on the twelfth. */
function days(count: number): readonly ChartColumn[] {
  return Array.from({ length: count }, (_, day) =>
    column(`d${day}`, {}, [...(day % 7 === 0 ? ["week"] : []), ...(day % 30 === 11 ? ["month"] : [])]),
  );
}

describe("how far the marks reach", () => {
  test("what is stacked adds up, what points down reaches below 0, what stands behind counts by itself", () => {
    const columns = [column("x", { a: 3, b: 4, back: 2, before: 5 }), column("y", { before: 9 })];
    expect(reachOf(columns, SERIES)).toEqual({ lowest: -2, highest: 9 });
  });

  test("net of refunds a day may be below 0", () => {
    expect(reachOf([column("x", { a: -5, b: 2 })], SERIES)).toEqual({ lowest: -5, highest: 2 });
  });

  test("without columns it is nothing", () => {
    expect(reachOf([], SERIES)).toEqual({ lowest: 0, highest: 0 });
  });
});

describe("which columns get a tick", () => {
  test("each where there is room; else every second or third, the newest among them", () => {
    expect(ticksOf(days(5), 5)).toEqual(["d0", "d1", "d2", "d3", "d4"]);
    expect(ticksOf(days(7), 4)).toEqual(["d0", "d2", "d4", "d6"]);
    expect(ticksOf(days(10), 4)).toEqual(["d0", "d3", "d6", "d9"]);
  });

  test("else beginnings of one kind: weeks, or months where weeks are too many", () => {
    expect(ticksOf(days(35), 6)).toEqual(["d0", "d7", "d14", "d21", "d28"]);
    expect(ticksOf(days(100), 8)).toEqual(["d11", "d41", "d71"]);
  });

  test("never more than there is room for, and always one", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 40 }), (count, most) => {
        const ticks = ticksOf(days(count), most);
        expect(ticks.length).toBeLessThanOrEqual(most);
        expect(ticks.length).toBeGreaterThan(0);
      }),
    );
  });
});
