import { PLOT } from "./plot";

/** The empty axes of a drawing, at their places: while it is on its way, and where there is nothing to draw. */
export function Axes({ height, steps = 4 }: { readonly height: number; readonly steps?: number }) {
  const lines = Array.from({ length: steps + 1 }, (_, place) => place / steps);
  const plotHeight = height - PLOT.top - PLOT.bottom;
  return (
    <div aria-hidden="true" className="relative" style={{ height }}>
      {lines.map((share) => (
        <div
          key={share}
          className={share === 1 ? "absolute border-line-control border-t" : "absolute border-t"}
          style={{ left: PLOT.left, right: PLOT.right, top: PLOT.top + share * plotHeight }}
        />
      ))}
    </div>
  );
}
