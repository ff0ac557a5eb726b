"use client";

import { ChartColumn, Download, ImageDown, Table2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { announce } from "../ui/announcer";
import { Button, buttonClass } from "../ui/button";
import { Section } from "../ui/section";
import { savePng } from "./save-png";

export interface ChartPanelWords {
  readonly viewAsTable: string;
  readonly csv: string;
  readonly png: string;
  readonly pngFailed: string;
}

interface ChartPanelProps {
  readonly title: string;
  /** The landmark's name where it is not the title. */
  readonly label?: string;
  /** What the chart says, in a sentence or two: for everybody, above it. */
  readonly summary: ReactNode;
  readonly words: ChartPanelWords;
  /** The same numbers as a file. */
  readonly csvHref?: string | undefined;
  /** A picture's file name without its ending, and the sentence under its title; without it there is none. */
  readonly picture?: { readonly name: string; readonly lines: readonly string[] };
  /** Made only when it is asked for. */
  readonly table: () => ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
}

/** One chart: what it says in words, the drawing or the table of the same numbers, and both to take away. */
export function ChartPanel(props: ChartPanelProps) {
  const { title, label, summary, words, csvHref, picture, table, className, children } = props;
  const [isTable, setIsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const save = async () => {
    const svg = body.current?.querySelector<SVGSVGElement>(".drawing svg");
    if (!svg || !picture) return;
    const legend = body.current?.querySelector("[data-legend]") ?? null;
    await savePng(svg, { title, legend, lines: picture.lines, fileName: `${picture.name}.png` }).catch(() =>
      announce(words.pngFailed),
    );
  };
  return (
    <Section
      title={title}
      {...(label === undefined ? {} : { label })}
      className={className}
      actions={
        <div className="flex flex-wrap gap-1 print:hidden">
          {picture && !isTable && (
            <Button variant="quiet" size="small" onClick={save}>
              <ImageDown aria-hidden="true" className="size-3.5" />
              {words.png}
            </Button>
          )}
          {csvHref && (
            <a href={csvHref} download="" className={buttonClass("quiet", "small")}>
              <Download aria-hidden="true" className="size-3.5" />
              {words.csv}
            </a>
          )}
          <Button size="small" aria-pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {isTable ? (
              <ChartColumn aria-hidden="true" className="size-3.5" />
            ) : (
              <Table2 aria-hidden="true" className="size-3.5" />
            )}
            {words.viewAsTable}
          </Button>
        </div>
      }
    >
      <p className="mb-3 max-w-prose text-ink-soft text-sm">{summary}</p>
      <div ref={body}>{isTable ? <div className="-mx-4 -mb-4 border-t">{table()}</div> : children}</div>
    </Section>
  );
}
