/** Steps that people count in, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10];

export interface Scale {
  /** Where the axis begins and ends; 0 is in it. */
  readonly lowest: number;
  readonly highest: number;
  /** Round numbers within it, 0 among them. */
  readonly ticks: readonly number[];
}

/**
 * An axis from `lowest` to `highest` and 0, about `wanted` steps long. It ends on a round number; below 0 it goes only as
 * far as it must, so that a few refunds do not take half the drawing. Steps are whole.
 */
export function niceScale(lowest: number, highest: number, wanted = 4): Scale {
  const from = Math.min(0, lowest);
  const to = Math.max(0, highest);
  if (from === to) return { lowest: 0, highest: 1, ticks: [0] };
  const rough = Math.max(1, (to - from) / wanted);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (STEPS.find((nice) => nice * power >= rough && Number.isInteger(nice * power)) ?? 10);
  const first = Math.ceil(from / step);
  const last = Math.ceil(to / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
  return { lowest: from, highest: Math.max(last * step, to), ticks: ticks.map((tick) => tick + 0) };
}
