/** How a series is drawn. The first four are bars: stacked from 0 up, from 0 down, as a frame around, or pale behind. */
export type SeriesRole = "stack" | "down" | "frame" | "ghost" | "line" | "usual";

/** 1 to 6 tell series apart by hue and by pattern; "rest" is whatever is left over. */
export type SeriesLook = 1 | 2 | 3 | 4 | 5 | 6 | "rest" | "refund" | "faint";

export interface ChartSeries {
  readonly id: string;
  /** In the reader's language. */
  readonly name: string;
  readonly role: SeriesRole;
  readonly look: SeriesLook;
}

/** What one series has in one column. */
export interface ChartPart {
  readonly series: string;
  /** In the unit of the axis, from 0: a series that points down has positive values too. */
  readonly value: number;
  /** `value` in words, exact. */
  readonly text: string;
  /** Where its mark leads; without it, it is read and not opened. */
  readonly href?: string | undefined;
}

/** One place along the horizontal axis: a bucket of time, a number of days. */
export interface ChartColumn {
  /** The same in every chart that shares the axis. */
  readonly key: string;
  /** In full: "Tuesday 3 March 2026". */
  readonly name: string;
  /** Short, for the axis. */
  readonly tick: string;
  /** What begins with it, for where there is no room for each tick: "week" of a Monday. */
  readonly begins?: readonly string[] | undefined;
  /** What to know of it: "25 hours", "so far". */
  readonly note?: string | undefined;
  /** Still being counted: drawn hatched. */
  readonly isIncomplete?: boolean | undefined;
  /** All of the column. */
  readonly text: string;
  readonly href?: string | undefined;
  readonly parts: readonly ChartPart[];
}

/** How high above and below 0 the marks of `columns` reach; lines and bars alike. */
export function reachOf(
  columns: readonly ChartColumn[],
  series: readonly ChartSeries[],
): { readonly lowest: number; readonly highest: number } {
  const roles = new Map(series.map(({ id, role }) => [id, role]));
  let lowest = 0;
  let highest = 0;
  for (const { parts } of columns) {
    let up = 0;
    let down = 0;
    for (const { series: id, value } of parts) {
      const role = roles.get(id);
      if (role === "stack" || role === "down") {
        const signed = role === "down" ? -value : value;
        if (signed > 0) up += signed;
        else down += signed;
      } else {
        lowest = Math.min(lowest, value);
        highest = Math.max(highest, value);
      }
    }
    highest = Math.max(highest, up);
    lowest = Math.min(lowest, down);
  }
  return { lowest, highest };
}

/**
 * Which of `columns` get a tick where there is room for `most`: each, or every second or third, or those that something
 * begins with, at even steps in any case.
 */
export function ticksOf(columns: readonly ChartColumn[], most: number): readonly string[] {
  for (const step of [1, 2, 3]) {
    if (columns.length <= most * step) return everyNth(columns, step);
  }
  const beginnings = new Set(columns.flatMap(({ begins = [] }) => begins));
  const sets = [...beginnings]
    .map((beginning) => columns.filter(({ begins = [] }) => begins.includes(beginning)))
    .filter(({ length }) => length >= FEWEST_TICKS)
    .toSorted((a, b) => b.length - a.length);
  const fitting = sets.find(({ length }) => length <= most);
  if (fitting !== undefined) return fitting.map(({ key }) => key);
  const among = sets.at(-1) ?? columns;
  return everyNth(among, Math.ceil(among.length / most));
}

/** Counted from the end, where the newest is. */
function everyNth(columns: readonly ChartColumn[], step: number): readonly string[] {
  return columns.flatMap(({ key }, place) => ((columns.length - 1 - place) % step === 0 ? [key] : []));
}

/** Fewer do not tell how far it is from one to the next. */
const FEWEST_TICKS = 3;
