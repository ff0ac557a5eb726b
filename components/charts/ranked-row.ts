import type { SeriesLook } from "./chart-column";

/** One bar that lies on its side: its name above it, its value at the end. */
export interface RankedRow {
  readonly key: string;
  readonly name: string;
  /** In the unit of the axis. */
  readonly value: number;
  /** `value` in words, and beside it what it is of all. */
  readonly text: string;
  readonly share?: string | undefined;
  readonly look: SeriesLook;
  readonly href?: string | undefined;
}

/** Where a row's parts are, in px from its top: beside each other where there is room, else below. */
export interface RowShape {
  readonly height: number;
  readonly nameY: number;
  readonly valueY: number;
  readonly barY: number;
}

const WIDE: RowShape = { height: 46, nameY: 18, valueY: 18, barY: 25 };
const NARROW: RowShape = { height: 64, nameY: 17, valueY: 36, barY: 43 };
const WIDE_FROM_PX = 460;

export function rowShape(width: number): RowShape {
  return width < WIDE_FROM_PX ? NARROW : WIDE;
}
