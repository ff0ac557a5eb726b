"use client";

import { lazy, Suspense, useId, useRef } from "react";
import { Axes } from "./axes";
import { type ChartColumn, type ChartSeries, reachOf } from "./chart-column";
import { ColumnTip } from "./column-tip";
import { niceScale } from "./nice-scale";
import { useMarks } from "./use-marks";
import { useWidth } from "./use-width";

// Recharts is more than all the rest of the page: it travels after it.
const ColumnPicture = lazy(() => import("./column-picture"));

interface ColumnChartProps {
  /** What a screen reader calls the drawing. */
  readonly label: string;
  readonly columns: readonly ChartColumn[];
  readonly series: readonly ChartSeries[];
  readonly axisText: (value: number) => string;
  /** In px. */
  readonly height?: number;
  /** How keys move, said once to who comes to the marks. */
  readonly hint: string;
}

/** Columns side by side, or lines over them: each mark a link to what it counts, one stop for the tab key in all. */
export function ColumnChart({ label, columns, series, axisText, height = 260, hint }: ColumnChartProps) {
  const id = useId();
  const { ref, width } = useWidth<HTMLDivElement>();
  const drawing = useRef<HTMLElement>(null);
  useMarks(drawing);
  const reach = reachOf(columns, series);
  const scale = niceScale(reach.lowest, reach.highest);
  return (
    <div ref={ref} className="relative min-w-0" style={{ height }}>
      <figure ref={drawing} aria-label={label} aria-describedby={`${id}-hint`} className="drawing">
        <Suspense fallback={<Axes height={height} />}>
          {width === 0 ? (
            <Axes height={height} />
          ) : (
            <ColumnPicture {...{ id, columns, series, scale, axisText, width, height }} />
          )}
        </Suspense>
      </figure>
      <p id={`${id}-hint`} hidden>
        {hint}
      </p>
      <ColumnTip drawing={drawing} columns={columns} series={series} />
    </div>
  );
}
