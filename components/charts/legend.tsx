import { useId } from "react";
import type { ChartSeries } from "./chart-column";
import { colourOf, Patterns, unfinishedMask } from "./patterns";
import { Swatch } from "./swatch";

interface LegendProps {
  /** What the axis counts: "NOK". Stands over it. */
  readonly unit: string;
  readonly series: readonly ChartSeries[];
  /** What a hatched mark means, where there is one. */
  readonly unfinished?: string | undefined;
}

/** What the axis counts, and which look is which series: in the order of the stack, from below. */
export function Legend({ unit, series, unfinished }: LegendProps) {
  const id = useId();
  return (
    <div className="mb-1 flex items-baseline gap-x-4 text-ink-soft text-xs">
      <span className="w-12 shrink-0 text-right text-ink-faint">{unit}</span>
      <ul data-legend="" className="flex min-w-0 flex-wrap gap-x-4 gap-y-1">
        {series.map(({ id: key, name, look, role }) => (
          <li key={key} className="flex min-w-0 max-w-full items-center gap-1.5">
            <Swatch look={look} role={role} />
            <span className="truncate">{name}</span>
          </li>
        ))}
        {unfinished && (
          <li className="flex items-center gap-1.5">
            <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden="true">
              <Patterns id={id} looks={[]} />
              <rect width={12} height={12} rx={2} fill={colourOf(1)} mask={unfinishedMask(id)} />
            </svg>
            {unfinished}
          </li>
        )}
      </ul>
    </div>
  );
}
