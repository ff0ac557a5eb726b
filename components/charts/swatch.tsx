import { useId } from "react";
import type { SeriesLook, SeriesRole } from "./chart-column";
import { colourOf, fillOf, Patterns } from "./patterns";

interface SwatchProps {
  readonly look: SeriesLook;
  readonly role: SeriesRole;
}

/** A series as it is drawn, small: for a legend, a tip and a table's heading. */
export function Swatch({ look, role }: SwatchProps) {
  const id = useId();
  const colour = colourOf(look);
  return (
    <svg width={12} height={12} viewBox="0 0 12 12" aria-hidden="true" className="shrink-0">
      {role === "stack" || role === "down" ? (
        <>
          <Patterns id={id} looks={[look]} />
          <rect width={12} height={12} rx={2} fill={fillOf(look, id)} />
        </>
      ) : role === "frame" ? (
        <rect
          x={0.75}
          y={0.75}
          width={10.5}
          height={10.5}
          rx={1.5}
          fill="var(--chart-ghost)"
          stroke={colour}
          strokeWidth={1.5}
        />
      ) : role === "ghost" ? (
        <>
          <rect y={2} width={12} height={10} fill="var(--chart-ghost)" />
          <rect y={1} width={12} height={2} fill={colour} />
        </>
      ) : (
        <line
          x1={0}
          x2={12}
          y1={6}
          y2={6}
          stroke={colour}
          strokeWidth={2}
          strokeDasharray={role === "usual" ? "3 2" : undefined}
        />
      )}
    </svg>
  );
}
