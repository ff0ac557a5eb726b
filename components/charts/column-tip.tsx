import clsx from "clsx";
import { type RefObject, useEffect, useState } from "react";
import type { ChartColumn, ChartSeries } from "./chart-column";
import { Swatch } from "./swatch";
import { COLUMN } from "./use-marks";

interface ColumnTipProps {
  readonly drawing: RefObject<HTMLElement | null>;
  readonly columns: readonly ChartColumn[];
  readonly series: readonly ChartSeries[];
}

interface Pointed {
  readonly place: number;
  /** The middle of the column and the width of the drawing, in px. */
  readonly x: number;
  readonly width: number;
}

/**
 * What the column holds that the pointer or the focus is on. It says nothing that its marks' names and the table do not,
 * so screen readers are spared it; Escape takes it away.
 */
export function ColumnTip({ drawing, columns, series }: ColumnTipProps) {
  const [pointed, setPointed] = useState<Pointed>();
  useEffect(() => {
    const element = drawing.current;
    if (!element) return;
    const show = (event: Event) => setPointed(pointedAt(element, event.target));
    const hide = () => setPointed(undefined);
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") hide();
    };
    const listeners = { pointerover: show, pointerleave: hide, focusin: show, focusout: hide } as const;
    for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener);
    document.addEventListener("keydown", onKeyDown);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) element.removeEventListener(name, listener);
      document.removeEventListener("keydown", onKeyDown);
    };
  }, [drawing]);
  const column = pointed && columns[pointed.place];
  if (!pointed || !column) return null;
  const isRight = pointed.x > pointed.width / 2;
  return (
    <div
      aria-hidden="true"
      className={clsx(
        "pointer-events-none absolute top-1 z-10 w-max max-w-[min(26rem,85%)] rounded border bg-surface px-2.5 py-1.5 text-xs shadow-float print:hidden",
        isRight ? "-translate-x-full" : "",
      )}
      style={{ left: pointed.x + (isRight ? -10 : 10) }}
    >
      <p className="font-medium text-ink">{column.name}</p>
      {column.note && <p className="text-waiting">{column.note}</p>}
      <p className="tabular-nums text-ink-soft">{column.text}</p>
      {series.length > 1 && (
        <ul className="mt-1 grid gap-0.5 border-t pt-1">
          {series.toReversed().map((one) => {
            const part = column.parts.find(({ series: id }) => id === one.id);
            return part && (part.value !== 0 || series.length < 4) ? (
              <li key={one.id} className="flex items-baseline justify-between gap-3">
                <span className="flex min-w-0 items-center gap-1.5">
                  <Swatch look={one.look} role={one.role} />
                  <span className="truncate text-ink-soft">{one.name}</span>
                </span>
                <span className="figures text-ink">{part.text}</span>
              </li>
            ) : null;
          })}
        </ul>
      )}
    </div>
  );
}

function pointedAt(drawing: Element, target: EventTarget | null): Pointed | undefined {
  const mark = target instanceof Element ? target.closest(`[${COLUMN}]`) : null;
  if (!mark) return undefined;
  const [box, whole] = [mark.getBoundingClientRect(), drawing.getBoundingClientRect()];
  return {
    place: Number(mark.getAttribute(COLUMN)),
    x: box.left + box.width / 2 - whole.left,
    width: whole.width,
  };
}
