import clsx from "clsx";
import type { ReactNode } from "react";

export const FIELD =
  "h-8 w-full min-w-0 rounded border border-line-control bg-surface px-2 text-sm text-ink pointer-coarse:h-10 pointer-coarse:text-lg";

interface LabelledProps {
  readonly id: string;
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A small field with its name above it. */
export function Labelled({ id, label, className, children }: LabelledProps) {
  return (
    <div className={clsx("grid min-w-0 gap-1", className)}>
      <label htmlFor={id} className="truncate font-medium text-ink-soft text-xs">
        {label}
      </label>
      {children}
    </div>
  );
}
