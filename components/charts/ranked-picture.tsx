"use client";

import { Bar, BarChart, type BarShapeProps, usePlotArea, XAxis, YAxis } from "recharts";
import { MarkLink } from "./mark-link";
import { fillOf, Patterns } from "./patterns";
import { type RankedRow, type RowShape, rowShape } from "./ranked-row";
import { FONT_PX, shortened } from "./text-width";

export interface RankedPictureProps {
  readonly id: string;
  readonly rows: readonly RankedRow[];
  readonly width: number;
  /** The reach of the axis; 0 is in it. */
  readonly lowest: number;
  readonly highest: number;
}

const BAR_PX = 12;

/** Bars that lie on their side, each row a link. */
export default function RankedPicture({ id, rows, width, lowest, highest }: RankedPictureProps) {
  const shape = rowShape(width);
  return (
    <BarChart
      layout="vertical"
      data={[...rows]}
      width={width}
      height={rows.length * shape.height}
      margin={{ top: 0, right: 1, bottom: 0, left: 1 }}
      accessibilityLayer={false}
    >
      <Patterns id={id} looks={[...new Set(rows.map(({ look }) => look))]} />
      <XAxis type="number" domain={[lowest, highest]} hide />
      <YAxis type="category" dataKey="key" hide />
      <Bar
        dataKey="value"
        barSize={BAR_PX}
        isAnimationActive={false}
        shape={(bar: BarShapeProps) => <Row id={id} bar={bar} row={rows[bar.index]} shape={shape} />}
      />
    </BarChart>
  );
}

interface RowProps {
  readonly id: string;
  readonly bar: BarShapeProps;
  readonly row: RankedRow | undefined;
  readonly shape: RowShape;
}

function Row({ id, bar, row, shape }: RowProps) {
  const plot = usePlotArea();
  if (!plot || !row) return null;
  const top = bar.index * shape.height;
  const value = row.share === undefined ? row.text : `${row.text} · ${row.share}`;
  const right = plot.x + plot.width;
  const barY = top + shape.barY;
  const isBeside = shape.nameY === shape.valueY;
  return (
    <MarkLink href={row.href} label={`${row.name}, ${value}`} column={bar.index} part={0}>
      <rect
        x={plot.x}
        y={top + 1}
        width={plot.width}
        height={shape.height - 2}
        rx={4}
        className="mark-column"
      />
      <text x={plot.x} y={top + shape.nameY} fontSize={FONT_PX} fill="var(--ink)">
        {shortened(row.name, plot.width, isBeside ? value : "")}
      </text>
      <text
        x={isBeside ? right : plot.x}
        y={top + shape.valueY}
        fontSize={FONT_PX}
        textAnchor={isBeside ? "end" : "start"}
        fill="var(--ink)"
        className="tabular-nums"
      >
        {value}
      </text>
      <rect x={plot.x} y={barY} width={plot.width} height={BAR_PX} rx={2} fill="var(--chart-ghost)" />
      <rect
        x={Math.min(bar.x, bar.x + bar.width)}
        y={barY}
        width={row.value === 0 ? 0 : Math.max(1, Math.abs(bar.width))}
        height={BAR_PX}
        rx={2}
        fill={fillOf(row.look, id)}
      />
    </MarkLink>
  );
}
