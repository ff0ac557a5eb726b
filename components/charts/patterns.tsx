import type { ReactNode } from "react";
import type { SeriesLook } from "./chart-column";

/** The colour of a look; `globals.css` has both sides of each. */
const COLOUR: Record<SeriesLook, string> = {
  1: "var(--chart-1)",
  2: "var(--chart-2)",
  3: "var(--chart-3)",
  4: "var(--chart-4)",
  5: "var(--chart-5)",
  6: "var(--chart-6)",
  rest: "var(--chart-rest)",
  refund: "var(--chart-refund)",
  faint: "var(--chart-faint)",
};

/** What is drawn over the colour, so that hue is not all that tells series apart; in the colour of the ground. */
const STROKES: Partial<Record<SeriesLook, ReactNode>> = {
  2: <path d="M-1 1 1-1M0 6 6 0M5 7 7 5" />,
  3: <circle cx={3} cy={3} r={1.1} className="dot" />,
  4: <path d="M0 3h6" />,
  5: <path d="M3 0v6" />,
  6: <path d="M0 0 6 6M6 0 0 6" />,
  rest: <path d="M-1 5 1 7M0 0 6 6M5-1 7 1" />,
  refund: <path d="M0 1.5h6M0 4.5h6" />,
};

export function colourOf(look: SeriesLook): string {
  return COLOUR[look];
}

/** The fill of a look in the drawing whose `Patterns` has the same `id`. */
export function fillOf(look: SeriesLook, id: string): string {
  return look in STROKES ? `url(#${id}-${look})` : COLOUR[look];
}

/** The mask under which a mark looks unfinished. */
export function unfinishedMask(id: string): string {
  return `url(#${id}-unfinished)`;
}

/** What the fills of one drawing refer to. */
export function Patterns({ id, looks }: { readonly id: string; readonly looks: readonly SeriesLook[] }) {
  return (
    <defs>
      {looks.map((look) => (
        <pattern key={look} id={`${id}-${look}`} width={6} height={6} patternUnits="userSpaceOnUse">
          <rect width={6} height={6} fill={COLOUR[look]} />
          <g stroke="var(--surface)" strokeWidth={1} strokeOpacity={0.55} fill="none" className="pattern">
            {STROKES[look]}
          </g>
        </pattern>
      ))}
      <pattern id={`${id}-hatch`} width={6} height={6} patternUnits="userSpaceOnUse">
        <rect width={6} height={6} fill="#555" />
        <path d="M-1 1 1-1M0 6 6 0M5 7 7 5" stroke="#fff" strokeWidth={2.2} />
      </pattern>
      <mask id={`${id}-unfinished`} maskContentUnits="userSpaceOnUse" x="-1" y="-1" width="3" height="3">
        <rect x={-10_000} y={-10_000} width={20_000} height={20_000} fill={`url(#${id}-hatch)`} />
      </mask>
    </defs>
  );
}
