import clsx from "clsx";

interface Bar {
  readonly value: number;
  /** Its tooltip: what and how many. */
  readonly title: string;
}

interface BarsProps {
  /** Oldest first; the last one is still being counted, and drawn paler, unless `isOver`. */
  readonly bars: readonly Bar[];
  /** What the drawing says, in a sentence: all that a screen reader gets. */
  readonly summary: string;
  /** Whether all bars are counted to their end. */
  readonly isOver?: boolean;
  /** How large, in place of the usual. */
  readonly className?: string;
}

const STEP = 10;
const WIDTH = 8;
const HEIGHT = 48;
/** Nothing is a hairline and not a gap, so that the eye counts the hours. */
const NOTHING = 1.5;

/** Small bars from 0, for counts over time; drawn by the server, without script. */
export function Bars({ bars, summary, isOver = false, className = "h-12 w-full" }: BarsProps) {
  const highest = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <svg
      role="img"
      aria-label={summary}
      viewBox={`0 0 ${bars.length * STEP - (STEP - WIDTH)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={clsx("text-accent", className)}
    >
      {bars.map(({ value, title }, place) => {
        const height = value === 0 ? NOTHING : Math.max(NOTHING * 2, (value / highest) * HEIGHT);
        const isCounting = !isOver && place === bars.length - 1;
        return (
          <g key={title}>
            <title>{title}</title>
            <rect x={place * STEP} y={0} width={WIDTH} height={HEIGHT} className="fill-transparent" />
            <rect
              x={place * STEP}
              y={HEIGHT - height}
              width={WIDTH}
              height={height}
              fillOpacity={isCounting && value > 0 ? 0.4 : 1}
              className={value === 0 ? "fill-line-strong" : "fill-current"}
            />
          </g>
        );
      })}
    </svg>
  );
}
