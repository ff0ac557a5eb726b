import { type CurrencyCode, type MinorUnits, minorUnits } from "./minor-units";
import type { Who } from "./order";

/** The failures of one group, in one currency, in one bar. */
export interface FailureCell {
  readonly key: string;
  /** Of a reason's failures. */
  readonly who?: Who | undefined;
  readonly currency: CurrencyCode;
  /** From 0 on. */
  readonly bucket: number;
  readonly count: number;
  /** What the orders asked for, in minor units. */
  readonly amount: bigint;
  readonly firstAt: string;
  readonly lastAt: string;
}

/** Of one group: how many failures nobody had paid for, and after how many of them somebody did. */
export interface RecoveryCell {
  readonly key: string;
  readonly unpaid: number;
  readonly recovered: number;
}

export interface CurrencyAmount {
  readonly currency: CurrencyCode;
  readonly count: number;
  /** Absent where it is more than a number holds exactly. */
  readonly amount?: MinorUnits | undefined;
}

export interface FailureRow {
  readonly key: string;
  readonly who?: Who | undefined;
  readonly count: number;
  /** Of all failures counted, 0 to 1. */
  readonly share: number;
  /** One per currency, never added to each other. */
  readonly amounts: readonly CurrencyAmount[];
  readonly firstAt: string;
  readonly lastAt: string;
  /** The count in each bar. */
  readonly bars: readonly number[];
  readonly recovery: Omit<RecoveryCell, "key">;
}

export interface FailureReport {
  /** The most failures first. */
  readonly rows: readonly FailureRow[];
  readonly count: number;
  readonly amounts: readonly CurrencyAmount[];
  readonly bars: readonly number[];
  readonly recovery: Omit<RecoveryCell, "key">;
}

/** What the cells come to by group and in all; the sums of the groups are those of the whole, currency by currency. */
export function reportOf(
  cells: readonly FailureCell[],
  recoveries: readonly RecoveryCell[],
  barCount: number,
): FailureReport {
  const whole = sumOf(cells, barCount);
  const byKey = new Map<string, FailureCell[]>();
  for (const cell of cells) {
    const own = byKey.get(cell.key);
    if (own === undefined) byKey.set(cell.key, [cell]);
    else own.push(cell);
  }
  const recoveryByKey = new Map(recoveries.map((recovery) => [recovery.key, recovery]));
  const rows = [...byKey].map(([key, own]) => {
    const { firstAt, lastAt, ...sum } = sumOf(own, barCount);
    const { unpaid, recovered } = recoveryByKey.get(key) ?? { unpaid: 0, recovered: 0 };
    return {
      key,
      who: own.find(({ who }) => who !== undefined)?.who,
      share: sum.count / whole.count,
      firstAt: firstAt ?? "",
      lastAt: lastAt ?? "",
      recovery: { unpaid, recovered },
      ...sum,
    };
  });
  return {
    rows: rows.toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1)),
    count: whole.count,
    amounts: whole.amounts,
    bars: whole.bars,
    recovery: {
      unpaid: recoveries.reduce((sum, { unpaid }) => sum + unpaid, 0),
      recovered: recoveries.reduce((sum, { recovered }) => sum + recovered, 0),
    },
  };
}

function sumOf(cells: readonly FailureCell[], barCount: number) {
  const bars = Array.from({ length: barCount }, () => 0);
  const sums = new Map<CurrencyCode, { count: number; amount: bigint }>();
  for (const { bucket, count, currency, amount } of cells) {
    bars[bucket] = (bars[bucket] ?? 0) + count;
    const sum = sums.get(currency) ?? { count: 0, amount: 0n };
    sums.set(currency, { count: sum.count + count, amount: sum.amount + amount });
  }
  const amounts = [...sums]
    .map(([currency, sum]) => ({ currency, count: sum.count, amount: exact(sum.amount) }))
    .toSorted((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
  return {
    bars,
    amounts,
    count: cells.reduce((sum, { count }) => sum + count, 0),
    firstAt: cells.map(({ firstAt }) => firstAt).toSorted()[0],
    lastAt: cells
      .map(({ lastAt }) => lastAt)
      .toSorted()
      .at(-1),
  };
}

function exact(amount: bigint): MinorUnits | undefined {
  const value = Number(amount);
  return Number.isSafeInteger(value) ? minorUnits(value) : undefined;
}
