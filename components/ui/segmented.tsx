"use client";

import { type ReactNode, useId } from "react";

interface Option<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon?: ReactNode;
  /** The language of the label, when it is not the page's. */
  readonly lang?: string;
}

interface SegmentedProps<V extends string> {
  readonly legend: string;
  readonly options: readonly Option<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** One of a few, all of them in sight: radio buttons side by side. */
export function Segmented<V extends string>({ legend, options, value, onChange }: SegmentedProps<V>) {
  const name = useId();
  return (
    <fieldset className="grid gap-1.5">
      <legend className="mb-1.5 text-ink-faint text-xs">{legend}</legend>
      <div className="flex rounded border bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            lang={option.lang}
            className="flex h-7 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded-sm border border-transparent px-2 text-ink-soft text-xs hover:text-ink has-checked:border-line-strong has-checked:bg-surface has-checked:font-medium has-checked:text-ink forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText] forced-colors:has-checked:forced-color-adjust-none has-focus-visible:outline-2 has-focus-visible:outline-accent [&>svg]:size-3.5 [&>svg]:shrink-0"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="sr-only"
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
