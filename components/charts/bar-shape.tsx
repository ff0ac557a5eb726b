import type { BarShapeProps as RechartsBar } from "recharts";
import type { ChartSeries } from "./chart-column";
import { colourOf, fillOf, unfinishedMask } from "./patterns";

interface BarShapeProps {
  readonly id: string;
  readonly bar: Pick<RechartsBar, "x" | "y" | "width" | "height">;
  readonly series: ChartSeries;
  readonly isUnfinished: boolean;
  readonly isInset: boolean;
}

/** From here on a gap between parts can be seen and does not eat them. */
const GAP_FROM_PX = 4;
/** How much narrower a bar is on either side than what stands behind it, and from which width on. */
const INSET = 0.16;
const INSET_FROM_PX = 4;

/** A bar as its role and its series' look have it. */
export function BarShape({ id, bar, series: { role, look }, isUnfinished, isInset }: BarShapeProps) {
  const inset = isInset && bar.width > INSET_FROM_PX ? bar.width * INSET : 0;
  const top = Math.min(bar.y, bar.y + bar.height);
  const height = Math.abs(bar.height);
  switch (role) {
    case "ghost":
      return (
        <>
          <rect x={bar.x} y={top} width={bar.width} height={height} fill="var(--chart-ghost)" />
          <rect
            x={bar.x}
            y={bar.height < 0 ? top + height - 1.5 : top}
            width={bar.width}
            height={1.5}
            fill={colourOf(look)}
          />
        </>
      );
    case "frame":
      return (
        <rect
          x={bar.x + 0.5}
          y={top + 0.5}
          width={Math.max(0.5, bar.width - 1)}
          height={Math.max(0, height - 0.5)}
          fill="var(--chart-ghost)"
          stroke={colourOf(look)}
          strokeDasharray={isUnfinished ? "2 2" : undefined}
        />
      );
    default:
      return (
        <rect
          x={bar.x + inset}
          y={top}
          width={bar.width - 2 * inset}
          height={height > GAP_FROM_PX ? height - 1 : height}
          fill={fillOf(look, id)}
          mask={isUnfinished ? unfinishedMask(id) : undefined}
        />
      );
  }
}
