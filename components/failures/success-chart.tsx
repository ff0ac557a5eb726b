import { useLocale, useTranslations } from "next-intl";
import type { Buckets } from "@/lib/domain/failure-buckets";
import { successRate, type TryCount } from "@/lib/domain/payment-tries";
import { formatPercent } from "@/lib/format/numbers";
import { useBarName } from "./failure-words";

interface SuccessChartProps {
  readonly tries: readonly TryCount[];
  readonly buckets: Buckets;
  readonly isCounting: boolean;
  readonly summary: string;
}

const STEP = 12;
const WIDTH = 9;
const HEIGHT = 100;
const LINES = [0, 25, 50, 75, 100];

/** The success rate of each bar, from 0 to 100 %; none where there were too few tries to say. Drawn without script. */
export function SuccessChart({ tries, buckets, isCounting, summary }: SuccessChartProps) {
  const t = useTranslations("failures");
  const locale = useLocale();
  const barName = useBarName();
  const width = tries.length * STEP;
  return (
    <figure>
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div aria-hidden="true" className="relative w-10 text-right text-ink-faint text-xs tabular-nums">
          {LINES.map((line) => (
            <span
              key={line}
              className="absolute right-0 translate-y-1/2 leading-none"
              style={{ bottom: `${line}%` }}
            >
              {formatPercent(line, locale)}
            </span>
          ))}
        </div>
        <svg
          role="img"
          aria-label={summary}
          viewBox={`0 0 ${width} ${HEIGHT}`}
          preserveAspectRatio="none"
          className="h-36 w-full overflow-visible text-accent"
        >
          {LINES.map((line) => (
            <line
              key={line}
              x1={0}
              x2={width}
              y1={HEIGHT - line}
              y2={HEIGHT - line}
              vectorEffect="non-scaling-stroke"
              className={line === 0 ? "stroke-line-strong" : "stroke-line"}
            />
          ))}
          {tries.map((count, index) => {
            const rate = successRate(count);
            const at = barName(buckets, index);
            const isLast = isCounting && index === tries.length - 1;
            return (
              <g key={buckets.starts[index]}>
                <title>
                  {rate === undefined
                    ? t("bar.tooFew", { at, tried: count.tried })
                    : t("bar.rate", { at, rate: formatPercent(Math.round(rate), locale), ...count })}
                </title>
                <rect x={index * STEP} y={0} width={STEP} height={HEIGHT} className="fill-transparent" />
                {rate !== undefined && (
                  <rect
                    x={index * STEP + (STEP - WIDTH) / 2}
                    y={HEIGHT - rate}
                    width={WIDTH}
                    height={rate}
                    fillOpacity={isLast ? 0.4 : 1}
                    className="fill-current"
                  />
                )}
              </g>
            );
          })}
        </svg>
      </div>
      <figcaption
        aria-hidden="true"
        className="mt-2 ml-12 flex justify-between gap-4 text-ink-faint text-xs tabular-nums"
      >
        <span>{barName(buckets, 0)}</span>
        <span>
          {barName(buckets, tries.length - 1)}
          {isCounting && ` · ${t("soFar")}`}
        </span>
      </figcaption>
    </figure>
  );
}
