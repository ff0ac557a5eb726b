import type {
  CaptureBucket,
  CaptureFigures,
  CaptureGroupRow,
  CaptureKpis,
  DaysToCapture,
} from "./capture-report";
import type { CaptureSpan } from "./capture-spans";
import { type MinorUnits, minorUnits } from "./minor-units";
import { NONE } from "./order-filter-words";

/** What the store adds up, in minor units of one currency, and counts. */
export interface CaptureTotals {
  readonly captured: bigint;
  readonly count: bigint;
  readonly refunded: bigint;
  readonly refundedCount: bigint;
  readonly authorized: bigint;
  readonly authorizedCount: bigint;
  readonly collected: bigint;
}

export const NO_TOTALS: CaptureTotals = {
  captured: 0n,
  count: 0n,
  refunded: 0n,
  refundedCount: 0n,
  authorized: 0n,
  authorizedCount: 0n,
  collected: 0n,
};

/** What came to one bar, or to one group's part of it. */
export interface CaptureCell extends CaptureTotals {
  /** The bar, from 0 on. */
  readonly bucket: number;
  /** As stored, "" for none; absent for what is in no group of its own. */
  readonly value?: string | undefined;
}

/** What came to one group in all the days. */
export interface CaptureGroupTotals extends CaptureTotals {
  /** As stored, "" for none; absent for the rest. */
  readonly value?: string | undefined;
  readonly values: readonly string[];
}

export function addTotals(all: Iterable<CaptureTotals>): CaptureTotals {
  let sum = NO_TOTALS;
  for (const each of all) {
    sum = {
      captured: sum.captured + each.captured,
      count: sum.count + each.count,
      refunded: sum.refunded + each.refunded,
      refundedCount: sum.refundedCount + each.refundedCount,
      authorized: sum.authorized + each.authorized,
      authorizedCount: sum.authorizedCount + each.authorizedCount,
      collected: sum.collected + each.collected,
    };
  }
  return sum;
}

/** @throws RangeError for a sum that no number holds exactly: no figure is better than a wrong one. */
export function figuresOf(totals: CaptureTotals): CaptureFigures {
  return {
    captured: exact(totals.captured),
    refunded: exact(totals.refunded),
    net: exact(totals.captured - totals.refunded),
    count: Number(totals.count),
    refundedCount: Number(totals.refundedCount),
  };
}

export function kpisOf(totals: CaptureTotals): CaptureKpis {
  const { captured, count, authorized, collected } = totals;
  return {
    ...figuresOf(totals),
    average: count > 0n ? minorUnits(Math.round(Number(captured) / Number(count))) : undefined,
    authorized: exact(authorized),
    authorizedCount: Number(totals.authorizedCount),
    collected: exact(collected),
    captureRate: authorized > 0n ? Number(collected) / Number(authorized) : undefined,
  };
}

/**
 * The bars of `spans`, each there whether or not anything came to it.
 * @param cells all of it, of every bar
 * @param parts the same by group; within each bar every one of `groups` is there, in their order
 */
export function bucketsOf(
  spans: readonly CaptureSpan[],
  cells: readonly CaptureCell[],
  parts: readonly CaptureCell[] = [],
  groups: readonly CaptureGroupRow[] = [],
): readonly CaptureBucket[] {
  const bucketOf = ({ bucket }: CaptureCell) => bucket;
  const [totalsBy, partsBy] = [groupedBy(bucketOf, cells), groupedBy(bucketOf, parts)];
  return spans.map(({ startsAt: _, endsAt: __, ...span }, index) => {
    const totals = addTotals(totalsBy.get(index) ?? []);
    const own = groupedBy(groupOf, partsBy.get(index));
    return {
      ...span,
      ...figuresOf(totals),
      authorized: exact(totals.authorized),
      authorizedCount: Number(totals.authorizedCount),
      groups: groups.map(({ value, isRest }) => {
        const part = own.get(isRest ? undefined : value) ?? [];
        return { value, isRest, ...figuresOf(addTotals(part)) };
      }),
    };
  });
}

function groupedBy<K>(
  keyOf: (cell: CaptureCell) => K,
  cells: readonly CaptureCell[] = [],
): ReadonlyMap<K, readonly CaptureCell[]> {
  const found = new Map<K, CaptureCell[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const own = found.get(key);
    if (own === undefined) found.set(key, [cell]);
    else own.push(cell);
  }
  return found;
}

/** The row's value that `cell` belongs to; undefined for the rest. */
function groupOf({ value }: CaptureCell): string | undefined {
  return value === undefined ? undefined : named(value);
}

/** Rows in the order of `totals`. `isRest` is what has no value; a rest of one value is that value. */
export function groupRowsOf(totals: readonly CaptureGroupTotals[]): readonly CaptureGroupRow[] {
  const whole = totals.reduce((sum, { captured }) => sum + captured, 0n);
  return totals.map((each) => ({
    value: each.value === undefined ? "" : named(each.value),
    isRest: each.value === undefined,
    values: each.values.map(named),
    ...figuresOf(each),
    share: whole > 0n ? Number(each.captured) / Number(whole) : undefined,
  }));
}

function named(value: string): string {
  return value === "" ? NONE : value;
}

/** As many days at least, in the histogram's order. */
const DAYS_FROM = [0, 1, 2, 3, 4, 8, 15, 31] as const;

/** The histogram of days from authorization to capture: each bar there, whether or not anything came to it. */
export function daysToCaptureOf(totals: readonly CaptureGroupTotals[]): readonly DaysToCapture[] {
  return DAYS_FROM.map((minDays, index) => {
    const next = DAYS_FROM[index + 1];
    const own = totals.filter(({ value }) => {
      const days = Number(value);
      return days >= minDays && (next === undefined || days < next);
    });
    const { captured, count } = figuresOf(addTotals(own));
    return { minDays, maxDays: next === undefined ? undefined : next - 1, captured, count };
  });
}

function exact(amount: bigint): MinorUnits {
  return minorUnits(Number(amount));
}
