"use client";

import {
  Bar,
  type BarShapeProps,
  CartesianGrid,
  ComposedChart,
  Line,
  usePlotArea,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
} from "recharts";
import { BarShape } from "./bar-shape";
import { type ChartColumn, type ChartSeries, ticksOf } from "./chart-column";
import { MarkLink } from "./mark-link";
import type { Scale } from "./nice-scale";
import { colourOf, Patterns } from "./patterns";
import { PLOT } from "./plot";

export interface ColumnPictureProps {
  readonly id: string;
  readonly columns: readonly ChartColumn[];
  readonly series: readonly ChartSeries[];
  readonly scale: Scale;
  readonly axisText: (value: number) => string;
  readonly width: number;
  readonly height: number;
}

const FRONT = "front";
const BACK = "back";
const TICK = { fill: "var(--ink-faint)", fontSize: 11 };
/** What a letter of a tick takes, and the air beside its words. */
const LETTER_PX = 6;
const AIR_PX = 14;

/** Draws, and computes nothing but places: what a column holds is given. */
export default function ColumnPicture(props: ColumnPictureProps) {
  const { id, columns, series, scale, axisText, width, height } = props;
  const longest = Math.max(...columns.map(({ tick }) => tick.length));
  const room = Math.max(2, Math.floor((width - PLOT.left - PLOT.right) / (longest * LETTER_PX + AIR_PX)));
  const nameOf = new Map(columns.map(({ key, tick }) => [key, tick]));
  const bars = series.filter(({ role }) => role !== "line" && role !== "usual");
  const isInset = bars.some(isBehind);
  return (
    <ComposedChart
      data={[...columns]}
      width={width}
      height={height}
      margin={{ top: PLOT.top, right: PLOT.right, bottom: 0, left: 0 }}
      accessibilityLayer={false}
      stackOffset="sign"
      barGap={0}
      barCategoryGap={columns.length > 120 ? "8%" : "18%"}
    >
      <Patterns id={id} looks={series.map(({ look }) => look)} />
      <CartesianGrid vertical={false} stroke="var(--line)" />
      <XAxis
        xAxisId={FRONT}
        dataKey="key"
        scale="band"
        ticks={[...ticksOf(columns, room)]}
        interval={0}
        tickFormatter={(key) => nameOf.get(String(key)) ?? ""}
        height={PLOT.bottom}
        tick={TICK}
        tickLine={{ stroke: "var(--line-strong)" }}
        axisLine={false}
      />
      <XAxis xAxisId={BACK} dataKey="key" scale="band" height={0} hide />
      <YAxis
        width={PLOT.left}
        domain={[scale.lowest, scale.highest]}
        ticks={[...scale.ticks]}
        interval={0}
        tickFormatter={axisText}
        tick={TICK}
        tickLine={false}
        axisLine={false}
      />
      <Columns columns={columns} />
      {bars.map((one) => (
        <Bar
          key={one.id}
          dataKey={(column: ChartColumn) => signedValue(column, one)}
          xAxisId={isBehind(one) ? BACK : FRONT}
          stackId={isBehind(one) ? one.id : "stack"}
          isAnimationActive={false}
          shape={(bar: BarShapeProps) => (
            <BarMark
              id={id}
              isInset={isInset}
              bar={bar}
              column={columns[bar.index]}
              series={one}
              isOnly={isOnly(one, bars)}
            />
          )}
        />
      ))}
      {series
        .filter(({ role }) => role === "line" || role === "usual")
        .map((one) => (
          <Line
            key={one.id}
            xAxisId={FRONT}
            dataKey={(column: ChartColumn) => partOf(column, one)?.value}
            type="linear"
            stroke={colourOf(one.look)}
            strokeWidth={one.role === "line" ? 2 : 1.5}
            strokeDasharray={one.role === "line" ? undefined : "4 4"}
            dot={one.role === "line" ? { r: 2.5, fill: colourOf(one.look), strokeWidth: 0 } : false}
            activeDot={false}
            isAnimationActive={false}
            className="pointer-events-none"
          />
        ))}
      <Zero />
    </ComposedChart>
  );
}

/** Stands behind the others, which are narrower then, so that it shows where they are higher too. */
function isBehind({ role }: ChartSeries): boolean {
  return role === "frame" || role === "ghost";
}

/** A column's one mark is the column itself: the whole of its height can be pressed. */
function isOnly(series: ChartSeries, bars: readonly ChartSeries[]): boolean {
  return (
    series.role === "ghost" || bars.filter(({ role }) => role !== "ghost").every(({ id }) => id === series.id)
  );
}

function partOf(column: ChartColumn, { id }: ChartSeries) {
  return column.parts.find(({ series }) => series === id);
}

function signedValue(column: ChartColumn, series: ChartSeries): number {
  const value = partOf(column, series)?.value ?? 0;
  return series.role === "down" ? -value : value;
}

/** The whole columns, behind their bars: what the pointer is over, and the link to all of a column's orders. */
function Columns({ columns }: { readonly columns: readonly ChartColumn[] }) {
  const scale = useXAxisScale(FRONT);
  const plot = usePlotArea();
  if (!scale || !plot) return null;
  return columns.map(({ key, name, note, text, href }, place) => {
    const start = scale(key, { position: "start" }) ?? 0;
    const end = scale(key, { position: "end" }) ?? start;
    return (
      <MarkLink
        key={key}
        href={href}
        label={[name, note, text].filter(Boolean).join(", ")}
        column={place}
        part={0}
      >
        <rect x={start} y={plot.y} width={end - start} height={plot.height} className="mark-column" />
      </MarkLink>
    );
  });
}

interface BarMarkProps {
  readonly id: string;
  readonly bar: BarShapeProps;
  readonly column: ChartColumn | undefined;
  readonly series: ChartSeries;
  readonly isOnly: boolean;
  /** Something stands behind. */
  readonly isInset: boolean;
}

function BarMark({ id, bar, column, series, isOnly: isAlone, isInset }: BarMarkProps) {
  const part = column && partOf(column, series);
  if (!column || !part || part.value === 0) return null;
  const shape = <BarShape {...{ id, bar, series, isInset }} isUnfinished={column.isIncomplete === true} />;
  if (isAlone) return <g className="pointer-events-none">{shape}</g>;
  return (
    <MarkLink
      href={part.href}
      label={[column.name, column.note, series.name, part.text].filter(Boolean).join(", ")}
      column={bar.index}
      part={column.parts.indexOf(part) + 1}
    >
      {shape}
    </MarkLink>
  );
}

/** Where 0 is, over the feet of the bars. */
function Zero() {
  const scale = useYAxisScale();
  const plot = usePlotArea();
  const y = scale?.(0);
  if (y === undefined || !plot) return null;
  return (
    <line
      x1={plot.x}
      x2={plot.x + plot.width}
      y1={y}
      y2={y}
      stroke="var(--line-control)"
      className="pointer-events-none"
    />
  );
}
