"use client";

import { lazy, Suspense, useId, useRef } from "react";
import { type RankedRow, rowShape } from "./ranked-row";
import { useMarks } from "./use-marks";
import { useWidth } from "./use-width";

const RankedPicture = lazy(() => import("./ranked-picture"));

interface RankedBarsProps {
  readonly label: string;
  /** In the order they stand in: the largest first. */
  readonly rows: readonly RankedRow[];
  readonly hint: string;
}

/** Values side by side that add up to no whole over time: bars from one edge, the largest on top. */
export function RankedBars({ label, rows, hint }: RankedBarsProps) {
  const id = useId();
  const { ref, width } = useWidth<HTMLDivElement>();
  const drawing = useRef<HTMLElement>(null);
  useMarks(drawing);
  const lowest = Math.min(0, ...rows.map(({ value }) => value));
  const highest = Math.max(1, ...rows.map(({ value }) => value));
  const height = rows.length * rowShape(width).height;
  return (
    <div ref={ref} className="min-w-0" style={{ height }}>
      <figure ref={drawing} aria-label={label} aria-describedby={`${id}-hint`} className="drawing">
        {width > 0 && (
          <Suspense>
            <RankedPicture {...{ id, rows, width, lowest, highest }} />
          </Suspense>
        )}
      </figure>
      <p id={`${id}-hint`} hidden>
        {hint}
      </p>
    </div>
  );
}
